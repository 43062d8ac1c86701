import { matchingConsideration, teamInvitation, teamSearch } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { makePerson, makeTeam, type TestPerson, type TestTeam } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { makeProposed } from 'tests/support/team-search'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeMatching } from '~/domain/teams/matching/matching-aside.server'
import { forgetSearches } from '~/domain/teams/matching/search.commands.server'
import { usualSkills } from '~/domain/teams/matching/usual-request'
import { addDays } from '~/kernel/clock'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import * as settings from '~/routes/settings/matching'
import * as invitationRoute from '~/routes/team-invitations/$token'
import * as answerRoute from '~/routes/teams/$slug/form/$searchId'
import * as askRoute from '~/routes/teams/$slug/form/index'

useDatabase()
afterAll(closeMatching)

const at = new Date('2026-03-02T09:00:00Z')
const wanted = ['outcome_lead', 'machine_learning_engineer', 'measurer'] as const
let team: TestTeam
let lead: TestPerson
let engineer: TestPerson
let second: TestPerson
let measurer: TestPerson

beforeAll(async () => {
  await setBusinessNow(database(), at)
  lead = await makePerson(database(), { name: 'Lina Lead' })
  team = await makeTeam([lead])
  await makeProposed('outcome_lead', { name: 'Lina Lead', who: lead, at })
  engineer = await makeProposed('machine_learning_engineer', { name: 'Emre Engineer', at })
  second = await makeProposed('machine_learning_engineer', {
    name: 'Elif Engineer',
    at,
    rateMinor: 2_500n,
  })
  measurer = await makeProposed('measurer', { name: 'Mina Measurer', at })
})

/** What a lead sends: three roles, the lead among them, and money enough. */
function asked(given: Record<string, string> = {}): FormData {
  const form = new FormData()
  const plain: Record<string, string> = {
    intent: 'look',
    currency: 'USD',
    budget: '9000',
    weeks: '8',
    commonHours: '3',
    maxMembers: '3',
    workloadClass: 'open',
    [`fixed.${lead.personId}`]: 'outcome_lead',
    ...given,
  }
  for (const role of wanted) {
    form.append('want[]', role)
    form.set(`hours.${role}`, '80')
    for (const id of usualSkills(role, [])) form.set(`level.${role}.${id}`, '1')
  }
  form.append('domains[]', 'health')
  for (const [name, value] of Object.entries(plain)) form.set(name, value)
  return form
}

const params = () => ({ slug: team.slug })
const send = async (form: FormData, as = lead.personId) =>
  answerOf(askRoute.action, await asking('/x', { as, params: params(), form }))

async function search(given: Record<string, string> = {}): Promise<string> {
  const { status, location, data } = await send(asked(given))
  expect([status, data]).toEqual([303, null])
  return location?.split('/').at(-1) ?? ''
}

type Shown = {
  answer: {
    outcome: string
    options?: { team: { members: { personId: string }[] } }[]
    relaxations?: { kind: string }[]
  }
}

async function look(searchId: string, as = lead.personId) {
  const args = await asking('/x', { as, params: { ...params(), searchId } })
  return answerOf(answerRoute.loader, args)
}

async function peopleShown(searchId: string): Promise<string[]> {
  const { answer } = (await look(searchId)).data as Shown
  const members = answer.options?.flatMap(({ team: { members } }) => members) ?? []
  return [...new Set(members.map(({ personId }) => personId))]
}

describe('what a lead asks for', () => {
  it('is for leads of the team, and for nobody else', async () => {
    const stranger = await makePerson(database())
    const searchId = await search()
    for (const route of [askRoute.loader, answerRoute.loader]) {
      const own = { ...params(), searchId }
      expect((await answerOf(route, await asking('/x', { params: own }))).status).toBe(303)
      const other = await asking('/x', { as: stranger.personId, params: own })
      expect((await answerOf(route, other)).status).toBe(404)
    }
    expect((await send(asked(), stranger.personId)).status).toBe(404)
    expect((await look('tsr_nothing')).status).toBe(404)
    const elsewhere = await makeTeam([engineer])
    const foreign = await asking('/x', {
      as: engineer.personId,
      params: { slug: elsewhere.slug, searchId },
    })
    expect((await answerOf(answerRoute.loader, foreign)).status).toBe(404)
  })

  it('begins with the members and takes over an earlier request', async () => {
    const read = async (query: string) =>
      answerOf(askRoute.loader, await asking(`/x${query}`, { as: lead.personId, params: params() }))
    expect((await read('')).data).toMatchObject({
      known: [lead.personId],
      request: { fixed: [{ personId: lead.personId, role: 0 }] },
    })
    const searchId = await search({ weeks: '9' })
    expect((await read(`?from=${searchId}`)).data).toMatchObject({ request: { weeks: 9 } })
    expect((await read('?from=tsr_none')).status).toBe(404)
    expect((await read('?brief=brf_none')).status).toBe(404)
  })

  it('comes back with what was typed when it cannot be read', async () => {
    const fixed = `fixed.${lead.personId}`
    for (const [field, value, error] of [
      ['budget', 'much', 'budget'],
      ['weeks', '0', 'weeks'],
      ['commonHours', '25', 'commonHours'],
      ['maxMembers', '1', 'maxMembers'],
      ['currency', 'DOGE', 'currency'],
      ['hours.measurer', 'some', 'hours.measurer'],
      ['workloadClass', 'top-secret', 'workloadClass'],
      [fixed, 'localiser', fixed],
      ['currency', 'EUR', fixed],
    ] as const) {
      const answer = await send(asked({ [field]: value }))
      expect([field, answer.status]).toEqual([field, 400])
      expect(answer.data).toMatchObject({
        errors: { [error]: expect.any(String) },
        values: { [field]: value, budget: expect.any(String) },
      })
    }
    // Whoever is not proposed was in an earlier answer: a form tells no names to whom it is sent.
    const named = asked({ 'excluded[]': second.personId })
    expect((await send(named)).data).toMatchObject({ errors: { excluded: expect.any(String) } })
    const two = asked()
    two.delete('want[]')
    expect((await send(two)).data).toMatchObject({ errors: { want: expect.any(String) } })
  })
})

describe('the answer', () => {
  it('explains everybody, is written down once, and only for whoever was shown', async () => {
    const apart = await makeProposed('data_steward', { name: 'Dara Steward', at })
    const searchId = await search()
    const { data } = await look(searchId)
    const [best] = (data as Shown).answer.options ?? []
    expect(best).toMatchObject({
      certificate: { gap: expect.any(Number) },
      team: { members: [{ fit: [{ role: 'outcome_lead' }] }, {}, {}] },
    })
    await look(searchId)
    const rows = await database()
      .select()
      .from(matchingConsideration)
      .where(eq(matchingConsideration.searchId, searchId))
    const shown = rows.map(({ personId }) => personId)
    expect(shown).toContain(measurer.personId)
    expect(shown).not.toContain(lead.personId)
    expect(shown).not.toContain(apart.personId)
    expect(rows.find(({ personId }) => personId === measurer.personId)?.terms).toMatchObject({
      roles: ['measurer'],
      hours: 80,
      fit: expect.closeTo(0.25, 3),
    })
    const own = await asking('/x', { as: measurer.personId })
    expect((await answerOf(settings.loader, own)).data).toMatchObject({
      considered: expect.arrayContaining([
        expect.objectContaining({ searchId, team: expect.objectContaining({ slug: team.slug }) }),
      ]),
    })
  })

  it('says which change would make a team possible', async () => {
    const { answer } = (await look(await search({ budget: '10' }))).data as Shown
    expect(answer.outcome).toBe('none')
    expect(answer.relaxations).toContainEqual(expect.objectContaining({ kind: 'budget' }))
  })

  it('is asked for again without somebody, or with them for certain', async () => {
    const searchId = await search()
    expect(await peopleShown(searchId)).toContain(engineer.personId)
    const again = async (intent: string, personId: string, from = searchId) => {
      const form = { intent, personId }
      const own = { ...params(), searchId: from }
      return answerOf(
        answerRoute.action,
        await asking('/x', { as: lead.personId, params: own, form }),
      )
    }
    const without = (await again('without', engineer.personId)).location?.split('/').at(-1) ?? ''
    const others = await peopleShown(without)
    expect(others).toContain(second.personId)
    expect(others).not.toContain(engineer.personId)
    const once = asked({ from: without, 'excluded[]': engineer.personId })
    const more = (await send(once)).location?.split('/').at(-1) ?? ''
    expect(await peopleShown(more)).not.toContain(engineer.personId)
    const keep = (await again('keep', second.personId, without)).location?.split('/').at(-1) ?? ''
    expect(await peopleShown(keep)).toContain(second.personId)
    const stranger = await makePerson(database())
    expect((await again('keep', stranger.personId)).status).toBe(404)
    expect((await again('dance', engineer.personId)).status).toBe(400)
  })
})

describe('inviting from the answer', () => {
  const invitation = (who: TestPerson, given: Record<string, string> = {}) => ({
    intent: 'invite-0',
    'invite[]': who.personId,
    [`role.${who.personId}`]: 'measurer',
    [`share.${who.personId}`]: '22.5',
    [`hours.${who.personId}`]: '80',
    [`reason.${who.personId}`]: 'You measured two systems like this one.',
    ...given,
  })

  async function invite(searchId: string, form: Record<string, string>) {
    const own = { ...params(), searchId }
    const args = await asking('/x', { as: lead.personId, params: own, form })
    return answerOf(answerRoute.action, args)
  }

  it('carries role, share, hours and the reason, which the invited reads', async () => {
    const searchId = await search()
    await look(searchId)
    const { status } = await invite(searchId, invitation(measurer))
    expect(status).toBe(303)
    const [row] = await database()
      .select({ id: teamInvitation.id })
      .from(teamInvitation)
      .innerJoin(matchingConsideration, eq(matchingConsideration.invitationId, teamInvitation.id))
      .where(eq(matchingConsideration.searchId, searchId))
    const token = row?.id ?? ''
    const args = await asking('/x', { as: measurer.personId, params: { token } })
    expect((await answerOf(invitationRoute.loader, args)).data).toMatchObject({
      invitation: {
        role: 'measurer',
        offeredShareBps: 2_250,
        offeredHours: 80,
        message: 'You measured two systems like this one.',
      },
    })
    const own = (await answerOf(settings.loader, await asking('/x', { as: measurer.personId })))
      .data as { considered: { searchId: string; invitation: { state: string } | null }[] }
    expect(own.considered.find((one) => one.searchId === searchId)?.invitation?.state).toBe('open')
    // One open invitation a person: it is sent again, or withdrawn, before there is another.
    const more = { [`share.${measurer.personId}`]: '30' }
    expect(await invite(searchId, invitation(measurer, more))).toMatchObject({
      status: 409,
      data: { errors: { form: expect.stringContaining('Mina Measurer') } },
    })
    const first = await asking('/x', { as: measurer.personId, params: { token } })
    expect((await answerOf(invitationRoute.loader, first)).data).toMatchObject({
      invitation: { state: 'open', offeredShareBps: 2_250 },
    })
    // Nor does another search put a second one in its place.
    const other = await search()
    await look(other)
    expect((await invite(other, invitation(measurer))).status).toBe(409)
    const page = await asking('/x', { as: lead.personId, params: { ...params(), searchId } })
    const { invited } = (await answerOf(answerRoute.loader, page)).data as {
      invited: Map<string, string>
    }
    expect(invited.get(measurer.personId)).toBe('open')
  })

  it('comes back when nobody is ticked, or a reason or a share is missing', async () => {
    const searchId = await search()
    await look(searchId)
    const { personId } = measurer
    for (const [change, error] of [
      [{ 'invite[]': '' }, 'invite'],
      [{ [`reason.${personId}`]: 'Come.' }, `reason.${personId}`],
      [{ [`share.${personId}`]: 'half' }, `share.${personId}`],
      [{ [`hours.${personId}`]: '-1' }, `hours.${personId}`],
      [{ [`role.${personId}`]: 'king' }, `role.${personId}`],
    ] as const) {
      const answer = await invite(searchId, invitation(measurer, change))
      expect(answer.status).toBe(400)
      expect(answer.data).toMatchObject({
        errors: { [error]: expect.any(String) },
        intent: 'invite-0',
        values: { [`role.${personId}`]: expect.any(String) },
      })
    }
  })

  it('is refused for whom the search did not show', async () => {
    const searchId = await search()
    await look(searchId)
    const apart = await makeProposed('localiser', { name: 'Lale Localiser', at })
    expect((await invite(searchId, invitation(apart))).status).toBe(404)
  })
})

describe('what somebody tells the matcher', () => {
  const save = async (who: TestPerson, given: Record<string, string> = {}) => {
    const form = {
      intent: 'save',
      rate: '25',
      currency: 'USD',
      hoursPerWeek: '20',
      fromHour: '9',
      dayHours: '8',
      'sectors[]': 'health',
      ...given,
    }
    return answerOf(settings.action, await asking('/x', { as: who.personId, form }))
  }

  it('is off until they turn it on', async () => {
    const who = await makePerson(database())
    const read = async () =>
      (await answerOf(settings.loader, await asking('/x', { as: who.personId }))).data
    expect(await read()).toMatchObject({ profile: null, considered: [] })
    expect((await save(who)).status).toBe(303)
    expect(await read()).toMatchObject({ profile: { optedIn: true, rate: '25.00' } })
    expect((await answerOf(settings.loader, await asking('/x'))).status).toBe(303)
  })

  it('comes back with what was typed when it cannot be read', async () => {
    for (const [field, value, error] of [
      ['rate', 'cheap', 'rate'],
      ['rate', '0', 'rate'],
      ['rate', '99999999999', 'rate'],
      ['currency', 'XAU', 'currency'],
      ['hoursPerWeek', '81', 'hoursPerWeek'],
      ['dayHours', '0', 'dayHours'],
      ['fromHour', '24', 'fromHour'],
      ['sectors[]', 'espionage', 'sectors.0'],
    ] as const) {
      const answer = await save(engineer, { [field]: value })
      expect([field, answer.status]).toEqual([field, 400])
      expect(answer.data).toMatchObject({ errors: { [error]: expect.any(String) } })
    }
  })

  it('takes them out of every search at once when they leave, and nobody can invite them from it', async () => {
    const searchId = await search()
    expect(await peopleShown(searchId)).toContain(engineer.personId)
    const keep = await asking('/x', {
      as: lead.personId,
      params: { ...params(), searchId },
      form: { intent: 'keep', personId: engineer.personId },
    })
    const { location } = await answerOf(answerRoute.action, keep)
    const kept = location?.split('/').at(-1) ?? ''
    expect(await peopleShown(kept)).toContain(engineer.personId)
    const form = { intent: 'leave' }
    await answerOf(settings.action, await asking('/x', { as: engineer.personId, form }))
    expect(await peopleShown(searchId)).not.toContain(engineer.personId)
    expect(await peopleShown(searchId)).toContain(second.personId)
    // Where they were to be in the team for certain, the request no longer holds, and says so.
    const { status, data } = await look(kept)
    expect([status, (data as Shown).answer.outcome]).toEqual([200, 'invalid'])
    const { personId } = engineer
    const invited = await answerOf(
      answerRoute.action,
      await asking('/x', {
        as: lead.personId,
        params: { ...params(), searchId },
        form: {
          intent: 'invite-0',
          'invite[]': personId,
          [`role.${personId}`]: 'measurer',
          [`share.${personId}`]: '20',
          [`hours.${personId}`]: '80',
          [`reason.${personId}`]: 'You were in the list a minute ago.',
        },
      }),
    )
    expect(invited.status).toBe(409)
  })

  it('is forgotten after a year, with everybody who was shown', async () => {
    const searchId = await search()
    await look(searchId)
    const forget = (days: number) =>
      inTransaction((tx) => forgetSearches(tx, { at: addDays(at, days) }))
    expect(await forget(365)).toBe(0)
    expect(await forget(366)).toBeGreaterThan(0)
    expect(await database().select().from(teamSearch).where(eq(teamSearch.id, searchId))).toEqual(
      [],
    )
  })
})
