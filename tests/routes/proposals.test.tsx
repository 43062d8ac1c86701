import { sql } from 'drizzle-orm'
import type { ComponentProps, ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { useDatabase } from 'tests/support/database'
import { makeBrief, makeProposal, marketDay, save, type TestBrief } from 'tests/support/market'
import { makePerson, makeTeam, type TestTeam } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DiscoveryFields } from '~/components/contracts/discovery-fields'
import { MilestoneRows } from '~/components/contracts/milestone-rows'
import { Form, type FormState } from '~/components/forms/form'
import { LanguageProvider } from '~/components/page/language'
import { withdrawBrief } from '~/domain/market/briefs/close-brief.server'
import { notificationTable } from '~/domain/notifications/notification-table.server'
import { notify } from '~/domain/notifications/notify.server'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import { ClientProposals, TeamSide } from '~/routes/briefs/$briefId/_proposals'
import * as briefPage from '~/routes/briefs/$briefId/index'
import * as writePage from '~/routes/briefs/$briefId/propose'
import { Decisions } from '~/routes/proposals/$proposalId/_decisions'
import { Milestones, Terms } from '~/routes/proposals/$proposalId/_terms'
import { CounterOffer } from '~/routes/proposals/$proposalId/_versions'
import * as counterPage from '~/routes/proposals/$proposalId/counter'
import type { Data } from '~/routes/proposals/$proposalId/index'
import * as proposalPage from '~/routes/proposals/$proposalId/index'
import * as versionsPage from '~/routes/proposals/$proposalId/versions'

/** What a proposal's pages say to each side, state by state. */
useDatabase()
let asked: TestBrief
let team: TestTeam
let lead = ''
let member = ''
let proposalId = ''

beforeAll(() => setBusinessNow(database(), marketDay))
beforeEach(async () => {
  asked = await makeBrief()
  team = await makeTeam(
    [await makePerson(database()), await makePerson(database())],
    [7_000, 3_000],
  )
  lead = team.lead.personId
  member = team.members.find(({ personId }) => personId !== lead)?.personId ?? ''
  proposalId = (await save(team, asked.briefId)).proposalId
})

function html(element: ReactNode): string {
  return renderToStaticMarkup(
    <LanguageProvider locale="en" timeZone="UTC">
      {element}
    </LanguageProvider>,
  )
    .replace(/[\u2066-\u2069]/g, '')
    .replaceAll('\u00a0', ' ')
}
const read = async (as: string) => {
  const ask = await asking(`/proposals/${proposalId}`, { as, params: { proposalId } })
  return (await answerOf(proposalPage.loader, ask)).data as Data
}
const act = async (as: string, form: Record<string, string>) => {
  const ask = await asking(`/proposals/${proposalId}`, { as, params: { proposalId }, form })
  return answerOf(proposalPage.action, ask)
}
const decisions = async (as: string) => html(<Decisions data={await read(as)} state={undefined} />)
/** The client answers what lies before it with one milestone of 4,000. */
const counter = async (given: Record<string, string> = {}, criteria = ['c1', 'c2']) => {
  const form = new FormData()
  const fields = {
    ...{ version: '1', note: 'Our budget ends here.', holdbackPercent: '10', reviewDays: '10' },
    ...{ 'milestones.0.title': 'Predictions', 'milestones.0.amount': '4000' },
    ...{ 'milestones.0.weeks': '4', ...given },
  }
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const id of criteria) form.append('milestones.0.criterionIds[]', id)
  const path = `/proposals/${proposalId}/counter`
  return answerOf(
    counterPage.action,
    await asking(path, { as: asked.by, params: { proposalId }, form }),
  )
}
const told = async (event: 'proposal-forming' | 'proposal-declined') =>
  notificationTable[event](database(), proposalId, {})

describe('a draft', () => {
  it('asks no member yet, and says when it will; the lead sends it with one press', async () => {
    const before = await decisions(member)
    expect(before).not.toContain('value="agree"')
    expect(before).toContain('You are not asked yet')
    const mine = await decisions(lead)
    expect(mine.slice(0, mine.indexOf('value="send"'))).not.toContain('<details')
    expect(mine).not.toContain('You are not asked yet')
    expect((await act(lead, { intent: 'send' })).status).toBe(303)
    const after = await decisions(member)
    expect(after).toContain('value="agree"')
    expect(after).not.toContain('You are not asked yet')
  })
})

describe('a brief that the team answers already', () => {
  it('leads to its proposal, whose form opens only where it may be written over', async () => {
    const params = { briefId: asked.briefId }
    const path = `/briefs/${asked.briefId}`
    const side = async () => {
      const { data } = await answerOf(briefPage.loader, await asking(path, { as: lead, params }))
      return html(<TeamSide {...(data as ComponentProps<typeof TeamSide>)} />)
    }
    const write = async () => {
      const ask = await asking(`${path}/propose?team=${team.teamId}`, { as: lead, params })
      return answerOf(writePage.loader, ask)
    }
    expect((await write()).status).toBe(200)
    await makeProposal(asked.briefId, { team })
    expect(await side()).toContain(`href="/proposals/${proposalId}"`)
    expect(await side()).not.toContain('/propose?team=')
    expect(await write()).toMatchObject({ status: 303, location: `/proposals/${proposalId}` })
    expect((await act(lead, { intent: 'withdraw' })).status).toBe(303)
    expect(await side()).toContain('/propose?team=')
    expect((await write()).status).toBe(200)
  })
})

describe('a counter-offer that the lead takes', () => {
  it('is told to the members as what it is, with the difference and their money', async () => {
    await act(lead, { intent: 'send' })
    expect(await told('proposal-forming')).toMatchObject([{ kind: 'proposal_forming' }])
    expect(await decisions(member)).not.toContain('after the platform fee')
    await act(member, { intent: 'agree' })
    expect((await counter()).status).toBe(303)
    const offer = html(<CounterOffer {...(await read(lead))} />)
    expect(offer).toMatch(/<details[\s\S]*at 4,000.00 EUR[\s\S]*value="take"/)
    expect((await act(lead, { intent: 'take', version: '2' })).status).toBe(303)
    const page = await decisions(member)
    expect(page).toContain('The lead has taken the client’s counter-offer')
    expect(page).toContain('<table')
    expect(page).toContain('1,350.00 EUR before, 1,080.00 EUR now')
    expect(await told('proposal-forming')).toMatchObject([
      { kind: 'proposal_asked_again', personIds: [member], yourTurn: true },
    ])
  })
})

describe('a proposal that the client declines', () => {
  it('is told with the reason in words, which is never one that only the brief gives', async () => {
    await makeProposal(asked.briefId, { team })
    expect(await decisions(asked.by)).not.toContain('another_chosen')
    const chosen = { intent: 'decline', kind: 'another_chosen', reason: '' }
    expect((await act(asked.by, chosen)).status).toBe(400)
    const no = { intent: 'decline', kind: 'evidence', reason: 'Show us a ward like ours.' }
    expect((await act(asked.by, no)).status).toBe(303)
    await inTransaction((tx) =>
      notify(tx, { event: 'proposal-declined', subject: proposalId, at: marketDay }),
    )
    const [mail] = await database().execute<{ subject: string; text: string }>(
      sql`select subject, text from mail where subject like '%declined%' limit 1`,
    )
    expect(mail?.subject).toContain('too little evidence of earlier outcomes')
    expect(mail?.text).toContain('Show us a ward like ours.')
    expect(mail?.text).not.toContain('nothing you need to do')
  })

  it('is told that nothing is to be done once the brief has ended', async () => {
    await makeProposal(asked.briefId, { team })
    await inTransaction((tx) =>
      withdrawBrief(tx, { briefId: asked.briefId, by: asked.by, at: marketDay }),
    )
    const [ended] = await told('proposal-declined')
    expect(ended?.kind).toBe('proposal_declined_brief_withdrawn')
    expect(ended?.mayAct).toBeUndefined()
  })
})

describe('a counter-offer that lies before the team', () => {
  it('is told beside price and milestones, and the client has nothing to answer meanwhile', async () => {
    await makeProposal(asked.briefId, { team })
    const params = { briefId: asked.briefId }
    const path = `/briefs/${asked.briefId}`
    const table = async () => {
      const ask = await asking(path, { as: asked.by, params })
      const { data } = await answerOf(briefPage.loader, ask)
      return html(<ClientProposals {...(data as ComponentProps<typeof ClientProposals>)} />)
    }
    const told = async (as: string) => {
      const data = await read(as)
      return [html(<Milestones {...data} />), html(<Terms {...data} />)]
    }
    expect(await table()).toContain('It waits for your answer.')
    expect(await table()).toContain('Answer until')
    expect((await told(lead))[1]).toContain('The client answers until')
    expect((await counter()).status).toBe(303)
    for (const text of [...(await told(lead)), ...(await told(asked.by))]) {
      expect(text).toContain('A counter-offer of 4,000.00 EUR lies before the team.')
    }
    expect((await told(asked.by))[1]).toContain('The team answers until')
    expect(await table()).toContain('Your counter-offer lies before the team.')
    expect(await table()).not.toContain('Answer until')
    await save(team, asked.briefId)
    expect(await table()).toContain('The team is revising it.')
  })
})

describe('the versions of a proposal', () => {
  it('can be read in full, name what differs as the form does, and whose words they are', async () => {
    await makeProposal(asked.briefId, { team })
    expect((await counter()).status).toBe(303)
    const page = async (query: string) => {
      const path = `/proposals/${proposalId}/versions?${query}`
      const ask = await asking(path, { as: member, params: { proposalId } })
      return (await answerOf(versionsPage.loader, ask)).data as ComponentProps<
        typeof versionsPage.Whole
      >
    }
    const first = html(<versionsPage.Whole {...(await page('from=1&to=1'))} />)
    for (const words of [`likely to stay away: ${asked.briefId}`, '5,000.00 EUR', 'Predictions']) {
      expect(first).toContain(words)
    }
    expect(first).toContain('5 weeks')
    expect(html(<versionsPage.Whole {...(await page('from=2&to=2'))} />)).toContain('4,000.00 EUR')
    expect((await page('from=1&to=2')).whole).toBeNull()
    const offer = html(<CounterOffer {...(await read(lead))} />)
    expect(offer).toContain('Milestone 1 “Predictions”: Weeks')
    expect(offer).toContain('>4 weeks<')
    expect(offer).toContain('>10 days<')
    const { versions } = await read(asked.by)
    expect(versions.map(({ name }) => name)).toEqual([team.lead.name, asked.client.owner.name])
  })
})

describe('what is wrong with a counter-offer', () => {
  it('is said with the criterion in words, the milestone and amounts as people read them', async () => {
    await makeProposal(asked.briefId, { team })
    const missing = await counter({}, ['c1'])
    expect(missing.status).toBe(400)
    const words = JSON.stringify(missing.data)
    expect(words).toContain('Look at “Response time, 90th percentile”')
    expect(words).not.toMatch(/\bc2\b/)
    const large = { discovery: 'yes', 'discovery.title': 'A look', 'discovery.weeks': '1' }
    const wrong = await counter({
      ...{ ...large, 'discovery.description': 'A report.', 'discovery.amount': '4000' },
      ...{ 'milestones.1.title': 'More', 'milestones.1.amount': 'much', 'milestones.1.weeks': '1' },
    })
    expect(wrong.status).toBe(400)
    const shown = html(
      <Form state={wrong.data as FormState}>
        <DiscoveryFields currency="EUR" chosen={false} />
        <MilestoneRows count={2} max={4} currency="EUR" criteria={[]} chosen={[]} />
      </Form>,
    )
    expect(shown).toContain('Discovery: Amount')
    expect(shown).toContain('here 1,200.00 EUR.')
    expect(shown).toContain('Milestone 2: ')
  })
})
