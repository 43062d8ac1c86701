import { spawnSync } from 'node:child_process'
import { sql } from 'drizzle-orm'
import { type OpenPage, useBrowser } from 'tests/support/browser'
import {
  type Account,
  followMail,
  idOf,
  offers,
  open,
  press,
  reloadUntil,
  send,
  signUp,
} from 'tests/support/pages'
import { makeOrganisation } from 'tests/support/people'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '~/platform/database.server'
import { generateHoldout } from '../../demo/model-endpoint/dataset'

/**
 * The main job from the first page to the money: sign-up, brief, team, proposal, contract, funding,
 * measurement, acceptance and one transfer per member, on the built processes.
 */
const stack = useStack()
const browser = useBrowser()
const holdout = Buffer.from(generateHoldout(41, 420))

const account = (name: string, country: string, suffix: string): Account => ({
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}-${suffix}@example.org`,
  password: `A quiet ${name} 41`,
  country,
})

/** What 4,200.00 less ten per cent comes to for 50, 33.33 and 16.67 per cent. */
const shares = ['1,890.00', '1,259.87', '630.13']

async function statusOf(milestone: string): Promise<string | undefined> {
  const [row] = await database().execute<{ status: string }>(
    sql`select status from milestone where id = ${milestone}`,
  )
  return row?.status
}

/** The transfers that the provider has made for a milestone. */
async function transfers(milestone: string): Promise<{ amount: number; destination: string }[]> {
  const { simulatorUrl, env } = stack.current
  const group = `transfer_group=${encodeURIComponent(milestone)}`
  const answer = await fetch(
    `${simulatorUrl}/v1/test_helpers/simulator/objects/transfers?${group}`,
    { headers: { Authorization: `Bearer ${env.STRIPE_SECRET_KEY}` } },
  )
  return (await answer.json()).data
}

/** The operator looks at who asks, at the head of the desk's list. */
async function verified(name: string): Promise<void> {
  const { origin } = stack.current
  const operator = await browser.newPage({ javaScript: false, origin })
  await signInAs(operator, desk, origin)
  await open(operator, '/desk/organisations')
  await operator.getByRole('link', { name }).click()
  await send(operator, 'verify', { check: 'register' })
}
let desk = ''
beforeAll(async () => {
  desk = (await makeOrganisation({ kind: 'operator', name: 'Samar' })).owner.personId
})

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('the walk %s', (_how, javaScript) => {
  const suffix = javaScript ? 'on' : 'off'
  const buyer = account('Harriet Coleman', 'GB', suffix)
  const people = [
    account('Ayesha Siddiqui', 'PK', suffix),
    account('Bilal Ahmed', 'PK', suffix),
    account('Zeynep Kaya', 'TR', suffix),
  ]
  const [leadAccount, ...others] = people
  let client: OpenPage
  let lead: OpenPage
  const members: OpenPage[] = []
  let brief = ''
  let proposal = ''
  let contract = ''
  let teamPath = ''
  let milestone = ''
  const team = () => [lead, ...members]

  /** Waits for the worker as a visitor does, by looking again; the state itself is the database's. */
  const becomes = (status: string) =>
    reloadUntil(client, async () => (await statusOf(milestone)) === status, status)

  beforeAll(async () => {
    const { origin } = stack.current
    const visitor = () => browser.newPage({ javaScript, origin })
    client = await visitor()
    lead = await visitor()
    members.push(await visitor(), await visitor())
  })

  it('begins with accounts, confirmed by mail', async () => {
    await signUp(client, buyer)
    if (!leadAccount) throw new Error('The team has a lead.')
    await signUp(lead, leadAccount)
    expect(await client.locator('html').getAttribute('lang')).toBe('en')
  })

  it('lets a client ask for an outcome: criteria and a sealed dataset', async () => {
    await open(client, '/organisations/new')
    await send(client, 'create', {
      kind: 'client',
      name: `Pennine Utilities ${suffix}`,
      country: 'GB',
    })
    await open(client, '/briefs/new')
    await send(client, 'create', {
      title: `Messages to the right desk, ${suffix}`,
      statement: 'Sort what our customers write, so that the right desk answers the same day.',
      sector: 'energy',
      country: 'GB',
      currency: 'EUR',
      budget: '5,000',
      weeks: '6',
      workloadClass: 'open',
      retentionDays: '90',
    })
    brief = idOf(client, 'briefs')
    await open(client, `/briefs/${brief}/dataset`)
    await send(client, 'seal', {
      file: { file: 'holdout.csv', bytes: holdout },
      labelColumn: 'label',
    })
    await open(client, `/briefs/${brief}/criteria`)
    await client.locator('main a[href$="/criteria/new?kind=classify"]').click()
    await send(client, 'preview', {
      goal: 'accuracy',
      target: '0.92',
      sampleSize: '150',
      attempts: '2',
    })
    // Read the sentence, change one's mind, and read the new one before it is added.
    await send(client, 'change')
    await send(client, 'preview', { target: '75 %' })
    expect(await client.locator('main .plot').count()).toBe(1)
    await send(client, 'add')
    await open(client, `/briefs/${brief}/criteria/new?kind=serve&goal=latency`)
    await send(client, 'preview', {
      percentile: 'latency_p90',
      target: '3000',
      sampleSize: '100',
      attempts: '2',
    })
    await send(client, 'add')
    expect(await client.locator('main a[href$="/criteria/c2"]').count()).toBe(1)
    await open(client, `/briefs/${brief}`)
    expect(await offers(client, 'publish')).toBe(false)
    await send(client, 'ask_check')
    expect(await offers(client, 'ask_check')).toBe(false)
    await verified(`Pennine Utilities ${suffix}`)
    await open(client, `/briefs/${brief}`)
    await send(client, 'publish')
    await open(lead, '/briefs')
    expect(await lead.locator(`main a[href="/briefs/${brief}"]`).count()).toBe(1)
  })

  it('lets three people form a team with shares', async () => {
    await open(lead, '/teams/new')
    await send(lead, 'create', {
      name: `Ravi Works ${suffix}`,
      headline: 'Urdu and English, measured',
      country: 'PK',
      role: 'outcome_lead',
    })
    const team = new URL(lead.url()).pathname
    teamPath = team.replace(/\/members$/, '')
    for (const [index, who] of others.entries()) {
      await open(lead, team)
      await send(lead, 'invite', { email: who.email, role: 'measurer', message: 'Come with us.' })
      const page = members[index]
      if (!page) throw new Error('Every member has a page.')
      await followMail(page, who.email)
      await signUp(page, who, new URL(page.url()).pathname)
      expect(page.url()).toContain('/team-invitations/')
      await send(page, 'accept')
    }
    await open(lead, team)
    const shares = lead.locator('input[name^="share."]')
    const names = await shares.evaluateAll((fields) =>
      fields.map((field) => field.getAttribute('name')),
    )
    expect(names).toHaveLength(3)
    const values = Object.fromEntries(
      names.map((name, index) => [name, ['50', '33.33', '16.67'][index] ?? '']),
    )
    await send(lead, 'shares', { ...values, [names[2] ?? '']: '16.66' }, { refused: true })
    await send(lead, 'shares', values)
  })

  it('lets the team propose, every member agreeing to their own share', async () => {
    await open(lead, `/briefs/${brief}`)
    await lead.locator(`a[href^="/briefs/${brief}/propose"]`).first().click()
    await send(lead, 'save', {
      approach: 'A small model, trained on public messages, with a person for whatever it doubts.',
      price: '4,200',
      'milestones.0.title': 'Sorting, measured on your rows',
      'milestones.0.amount': '4,200',
      'milestones.0.weeks': '5',
      holdbackPercent: '0',
      reviewDays: '14',
    })
    proposal = idOf(lead, 'proposals')
    await send(lead, 'send')
    for (const page of members) {
      await open(page, `/proposals/${proposal}`)
      await send(page, 'agree')
      expect(await offers(page, 'agree')).toBe(false)
    }
  })

  it('lets the client accept, which makes a contract', async () => {
    await open(client, `/briefs/${brief}`)
    await client.locator(`main a[href="/proposals/${proposal}"]:visible`).first().click()
    await send(client, 'accept')
    contract = idOf(client, 'contracts')
  })

  it('has both sides sign the terms they have read', async () => {
    await open(client, `/contracts/${contract}/terms`)
    await send(client, 'sign', { typedName: 'Somebody Else', agree: 'yes' }, { refused: true })
    await send(client, 'sign', { typedName: buyer.name, agree: 'yes' })
    await open(lead, `/contracts/${contract}/terms`)
    await send(lead, 'sign', { typedName: people[0]?.name ?? '', agree: 'yes' })
    await open(client, `/contracts/${contract}`)
    await client.locator('main a[href^="/milestones/"]').first().click()
    milestone = idOf(client, 'milestones')
  })

  it('holds the money once the provider has said over HTTP that it was paid', async () => {
    await open(lead, `/milestones/${milestone}`)
    expect(await offers(lead, 'submit')).toBe(false)
    await send(client, 'fund', {}, { twice: true })
    expect(client.url()).toContain(stack.current.simulatorUrl)
    await client.locator('input[name=card][value="4242424242424242"]').check()
    await press(client, client.locator('form button').first())
    expect(client.url()).toContain(`/milestones/${milestone}`)
    await becomes('funded')
  })

  it('measures the live system on the sealed rows', async () => {
    await open(lead, `/milestones/${milestone}/endpoint`)
    await send(lead, 'endpoint', {
      url: `${stack.current.endpointUrl}/v1/classify`,
      requestTemplate: '{"text":"{{message}}"}',
      answerPointer: '/label',
    })
    await open(lead, `/milestones/${milestone}`)
    await send(lead, 'submit', { note: 'Trained on the public messages only.' })
    await becomes('in_review')
    await open(client, `/milestones/${milestone}`)
    expect(await client.locator('main svg[role=img]').count()).toBeGreaterThan(0)
    const verdict = await client.locator('main a[href^="/verdicts/"]').first().getAttribute('href')
    const stranger = await browser.newPage({ javaScript, origin: stack.current.origin })
    await open(stranger, verdict ?? '')
    expect(stranger.troubles).toEqual([])
  })

  it('releases every member’s share when the client accepts', async () => {
    for (const page of team()) {
      await open(page, '/settings/payout-account')
      await send(page, 'start')
      await page.locator('[name=legal_name]').fill('A member of the team')
      await page.locator('[name=bank_account]').fill('PK36SCBL0000001123456702')
      await page.locator('[name=agrees]').check()
      await press(page, page.locator('button[value=save]'))
      expect(page.url()).toContain(stack.current.origin)
    }
    await open(client, `/milestones/${milestone}`)
    await send(client, 'accept', {}, { twice: true })
    await becomes('released')
    for (const [index, page] of team().entries()) {
      await open(page, '/money')
      expect(await page.locator('main').innerText()).toContain(shares[index])
    }
  })

  it('shows the measured work to everybody, and both reviews once both are written', async () => {
    const write = async (page: OpenPage, words: string) => {
      await open(page, `/contracts/${contract}/review`)
      const names = await page
        .locator('input[type=radio]')
        .evaluateAll((fields) => [
          ...new Set(fields.map((field) => field.getAttribute('name') ?? '')),
        ])
      const ratings = Object.fromEntries(names.map((name) => [name, '5']))
      const sentences = Object.fromEntries(names.map((name) => [`${name}Words`, 'As agreed.']))
      await send(page, 'review', { ...ratings, ...sentences, words })
    }
    await write(client, 'Measured, and then paid.')
    await open(lead, `/contracts/${contract}/review`)
    expect(await lead.locator('main').innerText()).not.toContain('Measured, and then paid.')
    await write(lead, 'Clear from the first day.')
    for (const page of [client, lead]) {
      await open(page, `/contracts/${contract}/review`)
      const words = await page.locator('main').innerText()
      expect(words).toContain('Measured, and then paid.')
      expect(words).toContain('Clear from the first day.')
    }
    const stranger = await browser.newPage({ javaScript, origin: stack.current.origin })
    await open(stranger, teamPath)
    expect(await stranger.locator('main a[href^="/verdicts/"]').count()).toBe(1)
  })

  it('sends one transfer to each of them when the card’s risk days are over', async () => {
    const clock = spawnSync(process.execPath, ['build/clock.js', '+15d'], {
      env: { ...process.env, ...stack.current.env },
      encoding: 'utf8',
    })
    expect(clock.status, clock.stderr).toBe(0)
    await becomes('paid')
    const sent = await transfers(milestone)
    expect(sent.map(({ amount }) => amount).sort((a, b) => b - a)).toEqual([
      189_000, 125_987, 63_013,
    ])
    expect(new Set(sent.map(({ destination }) => destination)).size).toBe(3)
  })

  it('leaves a ledger that sums to zero', async () => {
    const sums = await database().execute<{ currency: string; sum: string }>(
      sql`select currency, sum(amount_minor)::text as sum from ledger_entry group by currency`,
    )
    expect([...sums]).toEqual([{ currency: 'EUR', sum: '0' }])
  })

  it('leaves no trouble in any page', () => {
    for (const page of [client, lead, ...members]) expect(page.troubles).toEqual([])
  })
})
