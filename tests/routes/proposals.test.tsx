import type { ComponentProps, ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { useDatabase } from 'tests/support/database'
import { makeBrief, makeProposal, marketDay, save, type TestBrief } from 'tests/support/market'
import { makePerson, makeTeam, type TestTeam } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LanguageProvider } from '~/components/page/language'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database } from '~/platform/database.server'
import { TeamSide } from '~/routes/briefs/$briefId/_proposals'
import * as briefPage from '~/routes/briefs/$briefId/index'
import * as writePage from '~/routes/briefs/$briefId/propose'
import { Decisions } from '~/routes/proposals/$proposalId/_decisions'
import type { Data } from '~/routes/proposals/$proposalId/index'
import * as proposalPage from '~/routes/proposals/$proposalId/index'

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
  team = await makeTeam([await makePerson(database()), await makePerson(database())])
  lead = team.lead.personId
  member = team.members.find(({ personId }) => personId !== lead)?.personId ?? ''
  proposalId = (await save(team, asked.briefId)).proposalId
})

function html(element: ReactNode): string {
  return renderToStaticMarkup(
    <LanguageProvider locale="en" timeZone="UTC">
      {element}
    </LanguageProvider>,
  ).replace(/[\u2066-\u2069]/g, '')
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
