import { sql } from 'drizzle-orm'
import { type OpenPage, useBrowser } from 'tests/support/browser'
import { makeBrief, type TestBrief } from 'tests/support/market'
import { idOf, offers, open, press, reloadUntil, send } from 'tests/support/pages'
import {
  makeOrganisation,
  makePerson,
  makeTeam,
  type TestPerson,
  type TestTeam,
} from 'tests/support/people'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '~/platform/database.server'

/**
 * A proposal from the form to the end after its discovery: with a seat in exchange, a counter-offer
 * that is taken, and a side that goes no further.
 */
const stack = useStack()
const browser = useBrowser()
const at = new Date()

async function statusOf(milestone: string): Promise<string | undefined> {
  const [row] = await database().execute<{ status: string }>(
    sql`select status from milestone where id = ${milestone}`,
  )
  return row?.status
}

/** Where a member stands among the seats of the form. */
async function seatOf(page: OpenPage, { personId }: TestPerson): Promise<string> {
  const field = page.locator(`input[name^="seats."][value="${personId}"]`)
  return ((await field.getAttribute('name')) ?? '').replace('.personId', '')
}

describe.each([
  ['in English on a desk, with JavaScript', 'en', true, 1280],
  ['in Urdu on a phone, without JavaScript', 'ur', false, 360],
] as const)('a proposal %s', { timeout: 90_000 }, (_how, locale, javaScript, width) => {
  const person = (name: string, country: string) =>
    makePerson(database(), { name: `${name} ${locale}`, country, locale })
  let made: TestBrief
  let team: TestTeam
  let host: TestPerson
  let guest: TestPerson
  let client: OpenPage
  let lead: OpenPage
  let hostPage: OpenPage
  let guestPage: OpenPage
  let proposal = ''
  let contract = ''
  let milestone = ''
  const becomes = (status: string) =>
    reloadUntil(client, async () => (await statusOf(milestone)) === status, status)

  beforeAll(async () => {
    const first = await person('Laila Lead', 'PK')
    host = await person('Hadi Host', 'PK')
    guest = await person('Gizem Guest', 'TR')
    team = await makeTeam([first, host, guest], [5_000, 3_000, 2_000])
    const owner = await person('Clara Client', 'GB')
    made = await makeBrief({ client: await makeOrganisation({ owner }), at })
    const visitor = async (personId: string) => {
      const { origin } = stack.current
      const page = await browser.newPage({ javaScript, locale, width, origin })
      await signInAs(page, personId, origin)
      return page
    }
    lead = await visitor(first.personId)
    hostPage = await visitor(host.personId)
    guestPage = await visitor(guest.personId)
    client = await visitor(owner.personId)
  })

  it('begins with a discovery and has a seat in exchange, once it fits the rules', async () => {
    await open(lead, `/briefs/${made.briefId}/propose`)
    expect(await lead.locator('html').getAttribute('dir')).toBe(locale === 'ur' ? 'rtl' : 'ltr')
    const seat = await seatOf(lead, guest)
    await lead.locator('[name=discovery]').check()
    const values = {
      ...{ approach: `We look first, then we ring people. ${locale}`, price: '5,000' },
      ...{ 'discovery.title': 'A look', 'discovery.description': 'A report on your visits.' },
      ...{ 'discovery.amount': '900', 'discovery.weeks': '2' },
      ...{ 'milestones.0.title': 'Predictions', 'milestones.0.amount': '4,500' },
      ...{ 'milestones.0.weeks': '4', 'milestones.0.criterionIds[]': ['c1', 'c2'] },
      ...{ holdbackPercent: '0', reviewDays: '14' },
      ...{ [`${seat}.host`]: host.personId, [`${seat}.stage0`]: 'pair' },
    }
    await send(lead, 'save', values, { refused: true })
    expect(await lead.locator('.field-error').count()).toBeGreaterThan(0)
    expect(await lead.locator(`[name="${seat}.stage0"]`).inputValue()).toBe('pair')
    await send(lead, 'save', { 'discovery.amount': '500' })
    proposal = idOf(lead, 'proposals')
    await send(lead, 'send')
    for (const page of [hostPage, guestPage]) {
      await open(page, `/proposals/${proposal}`)
      const words = await page.locator('main').innerText()
      expect(words).toContain(host.name)
      await send(page, 'agree')
    }
  })

  it('is countered by the client, taken by the lead and agreed to again', async () => {
    await open(client, `/proposals/${proposal}/counter`)
    await send(client, 'counter', {
      note: 'Our budget ends here.',
      'milestones.0.amount': '4,000',
    })
    await open(lead, `/proposals/${proposal}`)
    expect(await lead.locator('main').innerText()).toContain('Our budget ends here.')
    await send(lead, 'take')
    for (const page of [hostPage, guestPage]) {
      await open(page, `/proposals/${proposal}`)
      await send(page, 'agree')
    }
    await open(client, `/proposals/${proposal}`)
    await send(client, 'accept')
    contract = idOf(client, 'contracts')
    for (const [page, name] of [
      [client, made.client.owner.name],
      [lead, team.lead.name],
    ] as const) {
      await open(page, `/contracts/${contract}/terms`)
      await send(page, 'sign', { typedName: name, agree: 'yes' })
    }
  })

  it('has its discovery paid, delivered in words and accepted; it has no stage for the host to say', async () => {
    await open(client, `/contracts/${contract}`)
    await client.locator('main a[href^="/milestones/"]').first().click()
    milestone = idOf(client, 'milestones')
    await send(client, 'fund')
    await client.locator('input[name=card][value="4242424242424242"]').check()
    await press(client, client.locator('form button').first())
    await becomes('funded')
    await open(lead, `/milestones/${milestone}`)
    await send(lead, 'submit', { note: 'The report: seven in ten stay away on Mondays.' })
    await becomes('in_review')
    await open(hostPage, `/milestones/${milestone}`)
    expect(await offers(hostPage, 'confirm_exchange')).toBe(false)
    await open(client, `/milestones/${milestone}`)
    await send(client, 'accept')
    await becomes('released')
  })

  it('may be ended by either side before the next is paid', async () => {
    const [page, other] = javaScript ? [client, lead] : [lead, client]
    await open(page, `/contracts/${contract}`)
    await send(page, 'end_after_discovery', { reason: 'The report says that it is not worth it.' })
    expect(await offers(page, 'end_after_discovery')).toBe(false)
    await open(other, `/contracts/${contract}`)
    expect(await other.locator('main').innerText()).toContain('it is not worth it')
    await open(other, `/contracts/${contract}/review`)
    expect(await offers(other, 'review')).toBe(true)
    const pages = [client, lead, hostPage, guestPage]
    expect(pages.flatMap(({ troubles }) => troubles)).toEqual([])
  })
})
