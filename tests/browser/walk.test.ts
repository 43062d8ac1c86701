import { type OpenPage, useBrowser } from 'tests/support/browser'
import { type Account, followMail, idOf, offers, open, send, signUp } from 'tests/support/pages'
import { useStack } from 'tests/support/stack'
import { beforeAll, describe, expect, it } from 'vitest'
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
    await send(client, 'add', {
      metric: 'accuracy',
      target: '0.75',
      sampleSize: '150',
      attempts: '2',
    })
    await send(client, 'add', {
      metric: 'latency_p90',
      target: '3000',
      sampleSize: '100',
      attempts: '2',
    })
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
      weeks: '5',
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
    await client.locator(`main a[href="/proposals/${proposal}"]`).first().click()
    await send(client, 'accept')
    expect(client.url()).toContain('/contracts/')
  })

  it('leaves no trouble in any page', () => {
    for (const page of [client, lead, ...members]) expect(page.troubles).toEqual([])
  })
})
