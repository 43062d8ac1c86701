import { sql } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { makePerson, type TestPerson, viewerOf } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { grantAssessedSkill } from '~/domain/skills/grant-assessed-skill.server'
import { answerTeamInvitation } from '~/domain/teams/answer-team-invitation.server'
import { createTeam } from '~/domain/teams/create-team.server'
import {
  invitationPage,
  myInvitations,
  teamInvitations,
} from '~/domain/teams/invitation-queries.server'
import { inviteToTeam, withdrawTeamInvitation } from '~/domain/teams/invite-to-team.server'
import { leaveTeam } from '~/domain/teams/leave-team.server'
import { peopleList, personPage } from '~/domain/teams/people-queries.server'
import { teamList, teamMembers, teamPage, teamsOf } from '~/domain/teams/queries.server'
import { resendTeamInvitation } from '~/domain/teams/resend-team-invitation.server'
import { setLead } from '~/domain/teams/set-lead.server'
import { setShares } from '~/domain/teams/set-shares.server'
import { updateTeam } from '~/domain/teams/update-team.server'
import { addHours } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'

useDatabase()
const at = new Date('2026-03-01T09:00:00Z')
const words = { headline: 'Answers in Urdu', about: '', country: 'PK' }

const found = (by: string, name: string) =>
  inTransaction((tx) => createTeam(tx, { name, ...words, role: 'outcome_lead', by, at }))

const invite = (teamId: string, email: string, by: string, when = at) =>
  inTransaction((tx) =>
    inviteToTeam(tx, { teamId, email, role: 'measurer', message: 'Join us.', by, at: when }),
  )

async function join(teamId: string, who: TestPerson, by: string) {
  const { invitationId } = await invite(teamId, who.email, by)
  await inTransaction((tx) =>
    answerTeamInvitation(tx, { invitationId, accept: true, by: who.personId, at }),
  )
}

const bpsOf = async (teamId: string) =>
  Object.fromEntries((await teamMembers(database(), teamId)).map((m) => [m.personId, m.shareBps]))

async function mailsTo(email: string) {
  return await database().execute<{ template: string; text: string }>(
    sql`select template, text from mail where to_address = ${email}`,
  )
}

describe('a team forms', () => {
  let lead: TestPerson
  let second: TestPerson
  let third: TestPerson
  let teamId = ''
  beforeAll(async () => {
    lead = await makePerson(database(), { name: 'Ayesha' })
    second = await makePerson(database(), { name: 'Bilal' })
    third = await makePerson(database(), { name: 'Zeynep', country: 'TR' })
    teamId = (await found(lead.personId, 'Ravi Works')).teamId
  })

  it('begins with its founder, who leads and has the whole', async () => {
    expect(await teamMembers(database(), teamId)).toMatchObject([
      { personId: lead.personId, role: 'outcome_lead', lead: true, shareBps: 10_000 },
    ])
    expect(await teamsOf(database(), viewerOf(lead))).toMatchObject([
      { teamId, slug: 'ravi-works', lead: true, members: 1 },
    ])
  })

  it('is founded once by a double click; nobody else founds one that reads like it', async () => {
    const twice = await Promise.all([found(lead.personId, 'Twice'), found(lead.personId, 'Twice')])
    expect(twice[0]).toEqual(twice[1])
    for (const name of ['Ravi Works', 'Ravl  W0rks', 'Rаvi Wоrks.']) {
      await expect(found(second.personId, name), name).rejects.toMatchObject({ code: 'name_taken' })
    }
    expect((await found(second.personId, 'Rávi Works')).slug).toBe('ravi-works-2')
    for (const name of ['Samar', 'SAMAR Support', ' Ѕamar: Operations']) {
      await expect(found(second.personId, name), name).rejects.toMatchObject({ code: 'name_taken' })
    }
    await found(second.personId, 'Samarkand Works')
  })

  it('asks for a confirmed address', async () => {
    const { personId } = await makePerson(database(), { confirmed: false })
    await expect(found(personId, 'Too early')).rejects.toMatchObject({ code: 'email_unconfirmed' })
  })

  it('takes in who was invited, with no share until the lead sets them', async () => {
    await join(teamId, second, lead.personId)
    await join(teamId, third, lead.personId)
    expect(await bpsOf(teamId)).toEqual({
      [lead.personId]: 10_000,
      [second.personId]: 0,
      [third.personId]: 0,
    })
    await expect(invite(teamId, second.email.toUpperCase(), lead.personId)).rejects.toMatchObject({
      code: 'already_member',
    })
  })

  it('sets shares to exactly 10,000 or not at all', async () => {
    const set = (...bps: number[]) =>
      inTransaction((tx) =>
        setShares(tx, {
          teamId,
          shares: [lead, second, third].slice(0, bps.length).map(({ personId }, index) => ({
            personId,
            shareBps: bps[index] ?? 0,
            role: 'measurer' as const,
          })),
          by: lead.personId,
          at,
        }),
      )
    await expect(set(3333, 3333, 3333)).rejects.toMatchObject({
      code: 'shares_not_whole',
      facts: { sum: 9999 },
    })
    await expect(set(5000, 5000, 1)).rejects.toMatchObject({ code: 'shares_not_whole' })
    await expect(set(5000, 5000)).rejects.toMatchObject({ code: 'changed_meanwhile' })
    expect(Object.values(await bpsOf(teamId))).toContain(10_000)
    await set(3334, 3333, 3333)
    expect(await bpsOf(teamId)).toEqual({
      [lead.personId]: 3334,
      [second.personId]: 3333,
      [third.personId]: 3333,
    })
  })

  it('never mixes settings that come at once, in whatever order they name the members', async () => {
    const people = [lead, second, third]
    const set = (plan: readonly number[], turn: number) => {
      const shares = people.map(({ personId }, index) => ({
        personId,
        shareBps: plan[index] ?? 0,
        role: 'measurer' as const,
      }))
      const turned = [...shares.slice(turn % 3), ...shares.slice(0, turn % 3)]
      return inTransaction((tx) => setShares(tx, { teamId, shares: turned, by: lead.personId, at }))
    }
    const plans = [
      [5000, 3000, 2000],
      [1000, 1000, 8000],
      [3334, 3333, 3333],
      [10_000, 0, 0],
    ]
    await Promise.all([...plans, ...plans, ...plans].map(set))
    const now = await bpsOf(teamId)
    expect(plans).toContainEqual(people.map(({ personId }) => now[personId]))
  })

  it('shows shares to members only, and lets only leads edit', async () => {
    const stranger = await makePerson(database())
    const seen = async (viewer: Parameters<typeof teamPage>[1]) =>
      (await teamPage(database(), viewer, 'ravi-works')).members.map((m) => m.shareBps)
    expect(await seen(null)).toEqual([null, null, null])
    expect(await seen(viewerOf(stranger))).toEqual([null, null, null])
    expect((await seen(viewerOf(third))).every((bps) => bps !== null)).toBe(true)
    const edit = (by: string) =>
      inTransaction((tx) => updateTeam(tx, { teamId, name: 'Ravi', ...words, by, at }))
    await expect(edit(stranger.personId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(edit(third.personId)).rejects.toMatchObject({ code: 'not_allowed' })
    await edit(lead.personId)
    const page = await teamPage(database(), viewerOf(lead), teamId)
    expect(page).toMatchObject({ name: 'Ravi', slug: 'ravi-works', mayEdit: true })
    await expect(
      inTransaction((tx) => setShares(tx, { teamId, shares: [], by: stranger.personId, at })),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(teamInvitations(database(), viewerOf(third), teamId, at)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('always has a lead, and shares the leaver’s part among those who stay', async () => {
    await inTransaction((tx) =>
      setShares(tx, {
        teamId,
        shares: [
          { personId: lead.personId, shareBps: 5000, role: 'outcome_lead' },
          { personId: second.personId, shareBps: 3000, role: 'measurer' },
          { personId: third.personId, shareBps: 2000, role: 'localiser' },
        ],
        by: lead.personId,
        at,
      }),
    )
    const leave = (personId: string, by: string) =>
      inTransaction((tx) => leaveTeam(tx, { teamId, personId, by, at }))
    await expect(leave(lead.personId, lead.personId)).rejects.toMatchObject({ code: 'last_lead' })
    await expect(leave(second.personId, third.personId)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const promote = (personId: string, isLead: boolean) =>
      inTransaction((tx) => setLead(tx, { teamId, personId, lead: isLead, by: lead.personId, at }))
    await expect(promote(lead.personId, false)).rejects.toMatchObject({ code: 'last_lead' })
    await promote(second.personId, true)
    await leave(lead.personId, lead.personId)
    expect(await bpsOf(teamId)).toEqual({ [second.personId]: 6000, [third.personId]: 4000 })
    await leave(third.personId, second.personId)
    await leave(third.personId, second.personId)
    expect(await bpsOf(teamId)).toEqual({ [second.personId]: 10_000 })
    await expect(leave(second.personId, second.personId)).rejects.toMatchObject({
      code: 'last_lead',
    })
  })
})

describe('an invitation', () => {
  let lead: TestPerson
  let teamId = ''
  beforeAll(async () => {
    lead = await makePerson(database(), { name: 'Farida' })
    teamId = (await found(lead.personId, 'Indus Data')).teamId
  })
  const answer = (
    which: { token: string } | { invitationId: string },
    by: string,
    accept = true,
    when = at,
  ) => inTransaction((tx) => answerTeamInvitation(tx, { ...which, accept, by, at: when }))

  it('is mailed with a link to who has no account, and answered by that address alone', async () => {
    const { token } = await invite(teamId, 'New.Person@Example.org', lead.personId)
    const [mail] = await mailsTo('New.Person@Example.org')
    expect(mail?.template).toBe('team-invitation')
    expect(mail?.text).toContain(`/team-invitations/${token}`)
    expect(mail?.text).toContain('Indus Data')

    const wrong = await makePerson(database())
    await expect(answer({ token }, wrong.personId)).rejects.toMatchObject({ code: 'not_found' })
    const guest = await invitationPage(database(), null, token, at)
    expect(guest).toMatchObject({ mine: false, state: 'open', team: 'Indus Data' })
    expect(JSON.stringify(guest)).not.toMatch(/shareBps|tokenHash|"invitedKey"/)

    const right = await makePerson(database(), {
      email: 'new.person@example.org',
      confirmed: false,
    })
    const first = await answer({ token }, right.personId)
    expect(await answer({ token }, right.personId)).toEqual(first)
    await expect(answer({ token }, right.personId, false)).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
    expect((await teamMembers(database(), teamId)).length).toBe(2)
  })

  it('reaches an account in the inbox, and without the link asks for a confirmed address', async () => {
    const known = await makePerson(database())
    const { invitationId } = await invite(teamId, known.email, lead.personId)
    expect(await mailsTo(known.email)).toHaveLength(0)
    expect(await myInvitations(database(), viewerOf(known), at)).toMatchObject([{ invitationId }])
    const other = await makePerson(database())
    await expect(answer({ invitationId }, other.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(
      invitationPage(database(), viewerOf(other), invitationId, at),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(invitationPage(database(), null, invitationId, at)).rejects.toMatchObject({
      code: 'not_found',
    })
    const unconfirmed = await makePerson(database(), { confirmed: false })
    const theirs = await invite(teamId, unconfirmed.email, lead.personId)
    await expect(
      answer({ invitationId: theirs.invitationId }, unconfirmed.personId),
    ).rejects.toMatchObject({ code: 'email_unconfirmed' })
    expect(await answer({ invitationId }, known.personId, false)).toMatchObject({ accepted: false })
    await expect(answer({ invitationId }, known.personId)).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
  })

  it('ends after 72 hours of business time and when withdrawn', async () => {
    const known = await makePerson(database())
    const first = await invite(teamId, known.email, lead.personId)
    await expect(answer(first, known.personId, true, addHours(at, 72))).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
    const second = await invite(teamId, known.email, lead.personId, addHours(at, 72))
    await inTransaction((tx) =>
      withdrawTeamInvitation(tx, {
        invitationId: second.invitationId,
        by: lead.personId,
        at: addHours(at, 73),
      }),
    )
    await expect(answer(second, known.personId, true, addHours(at, 74))).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
    await expect(answer({ token: 'nonsense' }, known.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is one however often somebody is invited, also at once', async () => {
    const known = await makePerson(database())
    const both = await Promise.allSettled([
      invite(teamId, known.email, lead.personId),
      invite(teamId, known.email.toUpperCase(), lead.personId),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const again = invite(teamId, known.email, lead.personId, addHours(at, 1))
    await expect(again).rejects.toMatchObject({
      code: 'invitation_open',
      facts: { to: known.email },
    })
    const all = await teamInvitations(database(), viewerOf(lead), teamId, at)
    const keys = all.map(({ to }) => to.email?.toLowerCase())
    expect(keys.filter((key) => key === known.email.toLowerCase())).toHaveLength(1)
  })

  it('can be sent again while it is open, which renews its link and its 72 hours', async () => {
    const first = await invite(teamId, 'Again@example.org', lead.personId)
    const { invitationId } = first
    const send = (by: string, when: Date) =>
      inTransaction((tx) => resendTeamInvitation(tx, { invitationId, by, at: when }))
    const stranger = await makePerson(database())
    await expect(send(stranger.personId, at)).rejects.toMatchObject({ code: 'not_found' })
    const { token } = await send(lead.personId, addHours(at, 24))
    expect((await mailsTo('Again@example.org')).some(({ text }) => text.includes(token))).toBe(true)
    await expect(
      invitationPage(database(), null, first.token, addHours(at, 24)),
    ).rejects.toMatchObject({ code: 'not_found' })
    expect(await invitationPage(database(), null, token, addHours(at, 95))).toMatchObject({
      state: 'open',
    })
    await expect(send(lead.personId, addHours(at, 96))).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
  })

  it('makes one member of two clicks at once', async () => {
    const known = await makePerson(database())
    const { token } = await invite(teamId, known.email, lead.personId)
    await Promise.all([answer({ token }, known.personId), answer({ token }, known.personId)])
    const members = await teamMembers(database(), teamId)
    expect(members.filter(({ personId }) => personId === known.personId)).toHaveLength(1)
    expect(members.reduce((sum, { shareBps }) => sum + shareBps, 0)).toBe(10_000)
  })

  it('goes to somebody by their public page, whose address the leads do not see', async () => {
    const hidden = await makePerson(database(), { name: 'Hina Hidden' })
    const { personId } = hidden
    const asked = {
      teamId,
      personId,
      role: 'measurer',
      message: '',
      by: lead.personId,
      at,
    } as const
    const byPage = () => inTransaction((tx) => inviteToTeam(tx, asked))
    await expect(byPage()).rejects.toMatchObject({ code: 'not_found' })
    await found(personId, 'Hina Alone')
    const { invitationId } = await byPage()
    const all = await teamInvitations(database(), viewerOf(lead), teamId, at)
    const sent = all.find((one) => one.invitationId === invitationId)
    expect(sent).toMatchObject({ state: 'open', to: { name: 'Hina Hidden' } })
    expect(JSON.stringify(sent)).not.toContain(hidden.email)
    await inTransaction((tx) =>
      answerTeamInvitation(tx, { invitationId, accept: true, by: personId, at }),
    )
    expect((await teamMembers(database(), teamId)).map((one) => one.personId)).toContain(personId)
    await expect(byPage()).rejects.toMatchObject({ code: 'already_member' })
  })

  it('is sent by leads only', async () => {
    const stranger = await makePerson(database())
    await expect(invite(teamId, 'x@example.org', stranger.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('lists', () => {
  it('find teams and people by what was asked, and treat a percent sign as itself', async () => {
    const nobody = { search: '', country: '', role: '' as const, skill: '', page: 1 }
    const all = await teamList(database(), nobody)
    expect(all.total).toBeGreaterThanOrEqual(3)
    expect((await teamList(database(), { ...nobody, search: 'indus' })).total).toBe(1)
    expect((await teamList(database(), { ...nobody, search: '%' })).total).toBe(0)
    expect((await teamList(database(), { ...nobody, country: 'TR' })).total).toBe(0)
    expect((await teamList(database(), { ...nobody, page: 99 })).page).toBe(1)
    const people = await peopleList(database(), { search: 'Farida', skill: '', role: '', page: 1 })
    expect(people.people).toMatchObject([{ name: 'Farida', roles: ['outcome_lead'] }])
  })

  it('put those first who have shown furthest the skill that is asked for', async () => {
    const skillId = 'model-evaluation'
    const said = await makePerson(database(), { name: 'Aamir Said' })
    const shown = await makePerson(database(), { name: 'Zara Shown' })
    const credentialId = newId('credential')
    await inTransaction(async (tx) => {
      await claimSkill(tx, { by: said.personId, skillId, at })
      await grantAssessedSkill(tx, { personId: shown.personId, skillId, credentialId, at })
      // More that others have shown, but not this.
      const personId = said.personId
      for (const other of ['data-cleaning', 'data-quality']) {
        await grantAssessedSkill(tx, { personId, skillId: other, credentialId, at })
      }
    })
    const { people } = await peopleList(database(), {
      search: '',
      skill: skillId,
      role: '',
      page: 1,
    })
    expect(people.map(({ name }) => name)).toEqual(['Zara Shown', 'Aamir Said'])
    // And of each the skill that was asked for stands first, though others are shown further.
    expect(people.map(({ claims }) => claims[0]?.skillId)).toEqual([skillId, skillId])
  })

  it('show a person only once there is work to show', async () => {
    const buyer = await makePerson(database(), { name: 'Quiet Buyer' })
    await expect(personPage(database(), null, buyer.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await personPage(database(), viewerOf(buyer), buyer.personId)).toMatchObject({
      self: true,
      isPublic: false,
    })
    const listed = await peopleList(database(), { search: 'Quiet', skill: '', role: '', page: 1 })
    expect(listed.total).toBe(0)
  })
})
