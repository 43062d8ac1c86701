import { sql } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { makeBrief, makeProposal, marketDay, save } from 'tests/support/market'
import { makePerson, makeTeam } from 'tests/support/people'
import { describe, expect, it } from 'vitest'
import { declineProposal, withdrawProposal } from '~/domain/market/proposals/close-proposal.server'
import { sameWords } from '~/domain/market/proposals/proposal-version'
import { sendProposal } from '~/domain/market/proposals/send-proposal.server'
import { database, inTransaction } from '~/platform/database.server'
import { setSetting } from '~/platform/settings.server'

useDatabase()
const at = marketDay
const send = (proposalId: string, by: string) =>
  inTransaction((tx) => sendProposal(tx, { proposalId, by, at }))

describe('before a proposal goes out', () => {
  it('has words of its own: those sent to another brief are refused, and the draft is kept', async () => {
    const team = await makeTeam()
    const [one, other] = [await makeBrief(), await makeBrief()]
    const first = await makeProposal(one.briefId, {
      team,
      draft: { approach: 'We train on last year and ring who is likely to stay away.' },
    })
    const { proposalId } = await save(team, other.briefId, {
      approach: 'We train on last year, and ring who is likely to STAY AWAY',
    })
    const refused = () =>
      expect(send(proposalId, team.lead.personId)).rejects.toMatchObject({
        code: 'approach_repeated',
      })
    await refused()
    const by = team.lead.personId
    await inTransaction((tx) => withdrawProposal(tx, { proposalId: first.proposalId, by, at }))
    await refused()
    await save(team, other.briefId, { approach: 'For you we would begin with the dentists.' })
    expect(await send(proposalId, by)).toEqual({ status: 'submitted' })
  })

  it('may be sent again to the same brief after it was taken back', async () => {
    const team = await makeTeam()
    const { briefId } = await makeBrief()
    const { proposalId } = await makeProposal(briefId, { team })
    const by = team.lead.personId
    await inTransaction((tx) => withdrawProposal(tx, { proposalId, by, at }))
    await makeProposal(briefId, { team })
  })

  it('says something else to a client that declined it', async () => {
    const team = await makeTeam()
    const { briefId, by: client } = await makeBrief()
    const { proposalId } = await makeProposal(briefId, { team })
    await inTransaction((tx) =>
      declineProposal(tx, { proposalId, kind: 'fit', reason: '', by: client, at }),
    )
    const again = await save(team, briefId)
    const by = team.lead.personId
    await expect(send(again.proposalId, by)).rejects.toMatchObject({ code: 'approach_repeated' })
    await save(team, briefId, { approach: 'This time with the reception at the table.' })
    expect(await send(again.proposalId, by)).toEqual({ status: 'submitted' })
  })

  it('has nobody in it who stands in another one for the same brief', async () => {
    const lead = await makePerson(database(), { name: 'Lena Twice' })
    const [one, two] = [
      await makeTeam([lead]),
      await makeTeam([await makePerson(database()), lead]),
    ] as const
    const { briefId } = await makeBrief()
    const first = await save(one, briefId, { approach: 'One.' })
    await send(first.proposalId, lead.personId)
    const second = await save(two, briefId, { approach: 'Two.' })
    const sent = () => send(second.proposalId, two.lead.personId)
    await expect(sent()).rejects.toMatchObject({
      ...{ code: 'seat_elsewhere', facts: { name: 'Lena Twice' } },
    })
    await inTransaction((tx) =>
      withdrawProposal(tx, { proposalId: first.proposalId, by: lead.personId, at }),
    )
    await sent()
  })

  it('is one of so many, also when two are sent at once', async () => {
    await inTransaction((tx) =>
      setSetting(tx, { key: 'openProposalsPerTeam', value: 2, effectiveAt: at, by: 'test' }),
    )
    const team = await makeTeam()
    const drafts = await Promise.all(
      ['One.', 'Two.', 'Three.'].map(async (approach) =>
        save(team, (await makeBrief()).briefId, { approach }),
      ),
    )
    const by = team.lead.personId
    const results = await Promise.allSettled(drafts.map(({ proposalId }) => send(proposalId, by)))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatchObject({ code: 'proposals_open', facts: { most: 2 } })
  })

  it('comes from data stewards where the class asks for them, and names who is none', async () => {
    const team = await makeTeam()
    const { briefId } = await makeBrief()
    const { proposalId } = await save(team, briefId)
    await database().execute(
      sql`update brief set workload_class = 'restricted' where id = ${briefId}`,
    )
    await expect(send(proposalId, team.lead.personId)).rejects.toMatchObject({
      code: 'stewards_missing',
      facts: { people: team.lead.name },
    })
  })

  it('is told apart by its words alone', () => {
    expect(sameWords('We call,  then we write.', 'we call then we write')).toBe(true)
    expect(sameWords('ہم فون کریں گے۔', 'ہم فون کریں گے')).toBe(true)
    expect(sameWords('We call.', 'We write.')).toBe(false)
  })
})
