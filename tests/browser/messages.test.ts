import { useBrowser } from 'tests/support/browser'
import { makeBrief, makeWorld, signedContract, type World } from 'tests/support/contracts'
import { offers, open, press, send, wordsOf } from 'tests/support/pages'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { beforeAll, describe, expect, it } from 'vitest'

const stack = useStack({ processes: ['web'] })
const browser = useBrowser()
let world: World
let contractId = ''
let briefId = ''

beforeAll(async () => {
  const at = new Date()
  world = await makeWorld(at)
  contractId = (await signedContract(world, { at })).contractId
  briefId = await makeBrief(world, at)
}, 120_000)

async function visitor(personId: string | null) {
  const { origin } = stack.current
  const page = await browser.newPage({ javaScript: false, origin })
  if (personId) await signInAs(page, personId, origin)
  return page
}

describe('messages without a script', () => {
  it('are written, warned about, read, withdrawn, reported and folded', async () => {
    const lead = await visitor(world.lead.personId)
    await open(lead, `/contracts/${contractId}`)
    await press(lead, lead.locator(`#messages a[href="/messages/about/${contractId}#write"]`))
    await send(lead, 'write', { body: 'We begin on Monday.' })
    const body = 'My number is 0300 1234567.'
    await send(lead, 'write', { body }, { refused: true })
    expect(await lead.locator('textarea[name=body]').inputValue()).toBe(body)
    expect(await wordsOf(lead)).toContain('a telephone number')
    await send(lead, 'write', {})
    // The page offers the oldest first.
    await send(lead, 'withdraw')

    const client = await visitor(world.client.personId)
    await open(client, '/messages')
    const thread = client.locator('main a[href^="/messages/thr_"]').first()
    await press(client, thread)
    const words = await client.locator('main').innerText()
    expect(words).not.toContain('We begin on Monday.')
    expect(words).toContain('has withdrawn this message')
    expect(words).toContain(body)
    expect(words).toContain('outside Samar')
    await press(client, client.locator('main a[href*="?act=msg_"]').last())
    await send(client, 'report', { reason: 'other', words: 'Please look.' })
    await press(client, client.locator('main a[href*="?act=msg_"]').last())
    await send(client, 'block', {})
    expect(await client.locator('main details:has-text("Lena Lead")').count()).toBeGreaterThan(0)
    await open(client, '/messages')
    await send(client, 'unblock', {})

    const desk = await visitor(world.operator.personId)
    await open(desk, '/desk/messages')
    expect(await desk.locator('main').innerText()).toContain('Please look.')
  })

  it('questions about a brief are read by anybody, under no name', async () => {
    const lead = await visitor(world.lead.personId)
    await open(lead, `/messages/about/${briefId}`)
    expect(await offers(lead, 'write')).toBe(true)
    await send(lead, 'write', { body: 'Which days are in the file?' })
    const nobody = await visitor(null)
    await open(nobody, `/briefs/${briefId}`)
    const words = await nobody.locator('#messages').innerText()
    expect(words).toContain('Which days are in the file?')
    expect(words).toContain('A team')
    expect(words).not.toContain('Lena')
    expect(words).not.toContain('Ravi')
  })
})
