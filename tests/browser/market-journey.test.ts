import { spawnSync } from 'node:child_process'
import { sql } from 'drizzle-orm'
import { type OpenPage, useBrowser } from 'tests/support/browser'
import { makeBrief } from 'tests/support/market'
import { oneTier, writeOffer } from 'tests/support/offers'
import { idOf, open, press, reloadUntil, send } from 'tests/support/pages'
import {
  makeOrganisation,
  makePerson,
  makeTeam,
  type TestOrganisation,
  type TestPerson,
  type TestTeam,
} from 'tests/support/people'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { makeProposed } from 'tests/support/team-search'
import { beforeAll, describe, expect, it } from 'vitest'
import { usualSkills } from '~/domain/teams/matching/usual-request'
import { database } from '~/platform/database.server'
import { generateHoldout, labelsOf } from '../../demo/model-endpoint/dataset'

/**
 * The market from both ends, on the built processes: a freelancer is found by the matcher, joins,
 * agrees to an offer and is paid for the milestone; a client finds that offer by searching, orders it
 * and hands in what it asks for.
 */
const stack = useStack()
const browser = useBrowser()
const at = new Date()
const labels = [...labelsOf.category]

async function statusOf(milestone: string): Promise<string | undefined> {
  const [row] = await database().execute<{ status: string }>(
    sql`select status from milestone where id = ${milestone}`,
  )
  return row?.status
}

describe.each([
  ['in English on a desk, with JavaScript', 'en', true, 1280],
  ['in Urdu on a phone, without JavaScript', 'ur', false, 360],
] as const)('the market %s', { timeout: 90_000 }, (_how, locale, javaScript, width) => {
  const title = javaScript ? 'Letters reach the right desk' : 'Complaints reach the right desk'
  let team: TestTeam
  let organisation: TestOrganisation
  let builder: TestPerson
  let measurer: TestPerson
  let client: OpenPage
  let lead: OpenPage
  let colleague: OpenPage
  let freelancer: OpenPage
  let offer = ''
  let brief = ''
  let contract = ''
  let milestone = ''

  const becomes = (status: string) =>
    reloadUntil(client, async () => (await statusOf(milestone)) === status, status)

  beforeAll(async () => {
    const { origin } = stack.current
    const who = await makePerson(database(), { name: `Lubna Lead ${locale}` })
    builder = await makePerson(database(), { name: `Bilal Builder ${locale}` })
    team = await makeTeam([who, builder])
    await makeProposed('outcome_lead', { name: who.name, who, locale, at })
    await makeProposed('machine_learning_engineer', {
      name: builder.name,
      who: builder,
      locale,
      at,
    })
    measurer = await makeProposed('measurer', {
      name: `Meher Measurer ${locale}`,
      locale,
      at,
    })
    const owner = await makePerson(database(), { name: `Clara Client ${locale}`, locale })
    organisation = await makeOrganisation({ name: `Calder Letters ${locale}`, owner })
    const visitor = async (personId: string) => {
      const page = await browser.newPage({ javaScript, locale, width, origin })
      await signInAs(page, personId, origin)
      return page
    }
    lead = await visitor(who.personId)
    colleague = await visitor(builder.personId)
    freelancer = await visitor(measurer.personId)
    client = await visitor(organisation.owner.personId)
  })

  it('shows a lead who is missing, and why', async () => {
    const draft = { currency: 'USD', budgetMinor: 900_000n } as const
    const { briefId } = await makeBrief({ draft, at })
    await open(lead, `/teams/${team.slug}/form?brief=${briefId}`)
    const roles = ['outcome_lead', 'machine_learning_engineer', 'measurer'] as const
    const levels = roles.flatMap((role) =>
      usualSkills(role, []).map((id) => [`level.${role}.${id}`, '1'] as const),
    )
    await send(lead, 'look', {
      'want[]': roles,
      ...Object.fromEntries(levels),
      [`fixed.${team.lead.personId}`]: 'outcome_lead',
      [`fixed.${builder.personId}`]: 'machine_learning_engineer',
      ...Object.fromEntries(roles.map((role) => [`hours.${role}`, '40'])),
      maxMembers: '3',
      commonHours: '4',
      'domains[]': ['health'],
    })
    expect(await lead.locator('html').getAttribute('dir')).toBe(locale === 'ur' ? 'rtl' : 'ltr')
    await send(lead, 'invite-0', {
      'invite[]': [measurer.personId],
      [`share.${measurer.personId}`]: '40',
      [`reason.${measurer.personId}`]: 'You have measured three of these before.',
    })
  })

  it('brings the freelancer in by invitation', async () => {
    await open(freelancer, '/team-invitations')
    await freelancer.locator('main a[href^="/team-invitations/"]').first().click()
    await send(freelancer, 'accept')
    await open(lead, `/teams/${team.slug}/members`)
    await send(lead, 'shares', {
      [`share.${team.lead.personId}`]: '40',
      [`share.${builder.personId}`]: '20',
      [`share.${measurer.personId}`]: '40',
    })
  })

  it('puts an offer on sale once the freelancer has agreed to their part', async () => {
    const members = [
      { personId: team.lead.personId, shareBps: 4_000 },
      { personId: builder.personId, shareBps: 2_000 },
      { personId: measurer.personId, shareBps: 4_000 },
    ]
    const milestones = [
      {
        ...{ title: 'Sorted', description: '', amountMinor: '420000' },
        ...{ weeks: 5, criterionIds: ['c1', 'c2'] },
      },
    ]
    const made = await writeOffer({
      team: { ...team, members: members.map((one) => ({ ...one, name: '', email: '' })) },
      words: { title, sectors: ['energy'], classes: ['open'] },
      tier: { ...oneTier, priceMinor: '420000', milestones },
      rows: { labelKind: 'class', labels },
      criteria: [
        {
          ...{ metric: 'accuracy', averaging: null, positiveClass: null, labels },
          ...{ target: 0.75, direction: 'at_least', sampleSize: 150 },
          ...{ confidence: 0.95, attempts: 2 },
        },
        {
          ...{ metric: 'latency_p90', averaging: null, positiveClass: null, labels: [] },
          ...{ target: 3000, direction: 'at_most', sampleSize: 100 },
          ...{ confidence: 0.95, attempts: 2 },
        },
      ],
      at,
    })
    offer = made.offerId
    await open(lead, `/offers/${offer}/edit`)
    await send(lead, 'ask')
    for (const page of [colleague, freelancer]) {
      await open(page, `/offers/${offer}/preview`)
      await send(page, 'agree')
    }
    await open(lead, `/offers/${offer}/edit`)
    await send(lead, 'publish')
  })

  it('lets the client find it by searching', async () => {
    const found = client.locator(`main a[href="/offers/${offer}"]`)
    await open(client, '/search')
    await client.locator('#search-q').fill(`${title.split(' ')[0]} desk`)
    await client.locator('#search-q').press('Enter')
    await client.waitForURL(/q=/)
    await reloadUntil(client, async () => (await found.count()) > 0, 'the offer', 30)
    await found.first().click()
    expect(await client.locator('h1').innerText()).toContain(title)
  })

  it('is ordered with the client’s own rows and becomes a contract', async () => {
    await client.locator(`main a[href="/offers/${offer}/order"]`).first().click()
    await send(client, 'order', { tierId: 't1', workloadClass: 'open' })
    brief = idOf(client, 'briefs')
    await open(client, `/briefs/${brief}/edit`)
    await send(client, 'update', { personalData: 'none', retentionDays: '90' })
    await open(client, `/briefs/${brief}/dataset`)
    const bytes = Buffer.from(generateHoldout(javaScript ? 41 : 43, 420))
    await send(client, 'seal', { file: { file: 'letters.csv', bytes }, labelColumn: 'label' })
    await open(client, `/briefs/${brief}`)
    await send(client, 'order')
    contract = idOf(client, 'contracts')
    for (const [page, name] of [
      [client, organisation.owner.name],
      [lead, team.lead.name],
    ] as const) {
      await open(page, `/contracts/${contract}/terms`)
      await send(page, 'sign', { typedName: name, agree: 'yes' })
    }
  })

  it('begins when the client has paid and handed in what was asked for', async () => {
    await open(client, `/contracts/${contract}`)
    await client.locator('main a[href^="/milestones/"]').first().click()
    milestone = idOf(client, 'milestones')
    await send(client, 'fund')
    await client.locator('input[name=card][value="4242424242424242"]').check()
    await press(client, client.locator('form button').first())
    await becomes('funded')
    for (const words of ['The calendar is shared with you.', 'Two people at the desk.']) {
      await open(client, `/contracts/${contract}`)
      await send(client, 'hand_in', { note: words })
      await open(lead, `/contracts/${contract}`)
      await send(lead, 'confirm_input')
    }
  })

  it('is measured and accepted, and the freelancer is paid their part', async () => {
    await open(lead, `/milestones/${milestone}/endpoint`)
    await send(lead, 'endpoint', {
      url: `${stack.current.endpointUrl}/v1/classify`,
      requestTemplate: '{"text":"{{message}}"}',
      answerPointer: '/label',
    })
    await open(lead, `/milestones/${milestone}`)
    await send(lead, 'submit', { note: 'Trained on public letters only.' })
    await becomes('in_review')
    for (const page of [lead, colleague, freelancer]) {
      await open(page, '/settings/payout-account')
      await send(page, 'start')
      await page.locator('[name=legal_name]').fill('A member of the team')
      await page.locator('[name=bank_account]').fill('PK36SCBL0000001123456702')
      await page.locator('[name=agrees]').check()
      await press(page, page.locator('button[value=save]'))
    }
    await open(client, `/milestones/${milestone}`)
    await send(client, 'accept')
    await becomes('released')
    await open(freelancer, '/money')
    expect(await freelancer.locator('main').innerText()).toContain('1,512.00')
    const clock = spawnSync(process.execPath, ['build/clock.js', '+15d'], {
      env: { ...process.env, ...stack.current.env },
      encoding: 'utf8',
    })
    expect(clock.status, clock.stderr).toBe(0)
    await becomes('paid')
  })

  it('leaves the freelancer to say that they are not to be proposed any more', async () => {
    await open(freelancer, '/settings/matching')
    await send(freelancer, 'leave')
    expect([...client.troubles, ...lead.troubles, ...freelancer.troubles]).toEqual([])
  })
})
