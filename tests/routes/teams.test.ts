import { useDatabase } from 'tests/support/database'
import { makePerson, type TestPerson } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { answerTeamInvitation } from '~/domain/teams/answer-team-invitation.server'
import { createTeam } from '~/domain/teams/create-team.server'
import { inviteToTeam } from '~/domain/teams/invite-to-team.server'
import { teamMembers } from '~/domain/teams/queries.server'
import { businessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import * as person from '~/routes/people/$personId'
import * as people from '~/routes/people/index'
import * as skills from '~/routes/settings/skills'
import * as invitation from '~/routes/team-invitations/$token'
import * as invitations from '~/routes/team-invitations/index'
import * as edit from '~/routes/teams/$slug/edit'
import * as team from '~/routes/teams/$slug/index'
import * as members from '~/routes/teams/$slug/members'
import * as teams from '~/routes/teams/index'
import * as founding from '~/routes/teams/new'

useDatabase()

let lead: TestPerson
let member: TestPerson
let stranger: TestPerson
let teamId = ''
const params = { slug: 'ravi-works' }
const words = { name: 'Ravi Works', headline: 'Answers', about: '', country: 'PK' }

beforeAll(async () => {
  const at = await businessNow(database())
  lead = await makePerson(database(), { name: 'Ayesha' })
  member = await makePerson(database(), { name: 'Bilal' })
  stranger = await makePerson(database(), { name: 'Nobody' })
  const made = await inTransaction((tx) =>
    createTeam(tx, { ...words, role: 'outcome_lead', by: lead.personId, at }),
  )
  teamId = made.teamId
  const { invitationId } = await inTransaction((tx) =>
    inviteToTeam(tx, {
      teamId,
      email: member.email,
      role: 'measurer',
      message: '',
      by: lead.personId,
      at,
    }),
  )
  await inTransaction((tx) =>
    answerTeamInvitation(tx, { invitationId, accept: true, by: member.personId, at }),
  )
})

const shown = (data: unknown) =>
  JSON.stringify(data, (_, value) => (typeof value === 'bigint' ? String(value) : value))

describe('founding a team', () => {
  it('sends a guest to sign in and back', async () => {
    expect(await answerOf(founding.loader, await asking('/teams/new'))).toMatchObject({
      status: 303,
      location: '/sign-in?next=%2Fteams%2Fnew',
    })
  })

  it('names what is missing and keeps what was typed', async () => {
    const form = { name: 'Half', headline: '', about: 'Words', country: 'XX', role: 'king' }
    const { status, data } = await answerOf(
      founding.action,
      await asking('/teams/new', { as: stranger.personId, form }),
    )
    expect(status).toBe(400)
    expect(data).toMatchObject({
      errors: { country: expect.any(String), role: expect.any(String) },
      values: { name: 'Half', about: 'Words' },
    })
  })

  it('goes on to the members', async () => {
    const form = { ...words, name: 'Second Team', role: 'measurer' }
    const { status, location, cookies } = await answerOf(
      founding.action,
      await asking('/teams/new', { as: stranger.personId, form }),
    )
    expect([status, location]).toEqual([303, '/teams/second-team/members'])
    expect(cookies.join()).toContain('toast')
  })
})

describe('the public page', () => {
  it('is there for anybody, without shares', async () => {
    for (const as of [null, stranger.personId]) {
      const { status, data } = await answerOf(
        team.loader,
        await asking('/teams/ravi-works', { as, params }),
      )
      expect(status).toBe(200)
      expect(shown(data)).not.toMatch(/"shareBps":\d/)
      expect(shown(data)).not.toContain(lead.email)
    }
    const { data } = await answerOf(
      team.loader,
      await asking('/teams/ravi-works', { as: member.personId, params }),
    )
    expect(shown(data)).toContain('"shareBps":10000')
  })

  it('is 404 under an address that is none', async () => {
    const asked = await asking('/teams/none', { params: { slug: 'none' } })
    expect((await answerOf(team.loader, asked)).status).toBe(404)
  })

  it('lists teams whatever is written in the address', async () => {
    for (const query of ['', '?page=-1', '?page=x&role=king&skill=y&country=ZZZ', '?search=%25']) {
      expect((await answerOf(teams.loader, await asking(`/teams${query}`))).status).toBe(200)
      expect((await answerOf(people.loader, await asking(`/people${query}`))).status).toBe(200)
    }
  })
})

describe('private pages', () => {
  it('do not exist for a stranger, to read or to send to', async () => {
    const as = stranger.personId
    const form = { intent: 'leave', personId: member.personId, ...words }
    for (const [path, page] of [
      ['/teams/ravi-works/edit', edit],
      ['/teams/ravi-works/members', members],
    ] as const) {
      const read = await answerOf(page.loader, await asking(path, { as, params }))
      expect(read.status).toBe(404)
      expect(shown(read.data)).not.toContain('Ravi')
      const sent = await answerOf(page.action, await asking(path, { as, params, form }))
      expect(sent.status).toBe(404)
    }
    expect(await teamMembers(database(), teamId)).toHaveLength(2)
  })

  it('let a member read shares but change nothing', async () => {
    const as = member.personId
    const read = await answerOf(members.loader, await asking('/x', { as, params }))
    expect(read.status).toBe(200)
    expect(read.data).toMatchObject({ invitations: null, team: { mayEdit: false } })
    expect((await answerOf(edit.loader, await asking('/x', { as, params }))).status).toBe(404)
    const forms: Record<string, string>[] = [
      { intent: 'invite', email: 'a@example.org', role: 'measurer', message: '' },
      { intent: 'lead', personId: as, lead: 'yes' },
      { intent: 'leave', personId: lead.personId },
    ]
    for (const form of forms) {
      const { status } = await answerOf(members.action, await asking('/x', { as, params, form }))
      expect(status, form.intent).toBe(403)
    }
  })

  it('refuse a form that says nothing known', async () => {
    const asked = await asking('/x', { as: lead.personId, params, form: { intent: 'dance' } })
    expect((await answerOf(members.action, asked)).status).toBe(400)
  })
})

describe('shares', () => {
  const send = async (first: string, second: string, locale?: 'ur') =>
    answerOf(
      members.action,
      await asking('/x', {
        as: lead.personId,
        params,
        locale,
        form: {
          intent: 'shares',
          [`share.${lead.personId}`]: first,
          [`role.${lead.personId}`]: 'outcome_lead',
          [`share.${member.personId}`]: second,
          [`role.${member.personId}`]: 'measurer',
        },
      }),
    )

  it('say by how much they miss the whole, and stay as they were', async () => {
    const { status, data } = await send('50', '49.99')
    expect(status).toBe(400)
    expect(data).toMatchObject({
      errors: { form: expect.stringContaining('99.99') },
      values: { [`share.${member.personId}`]: '49.99' },
    })
    const unread = await send('half', '50')
    expect(unread.data).toMatchObject({
      errors: { [`share.${lead.personId}`]: expect.stringContaining('Ayesha') },
    })
    const held = await teamMembers(database(), teamId)
    expect(held.map(({ shareBps }) => shareBps)).toEqual([10_000, 0])
  })

  it('are set when whole, in any digits', async () => {
    expect((await send('۶۶٫۶۷', '33,33', 'ur')).status).toBe(303)
    const held = await teamMembers(database(), teamId)
    expect(held.map(({ shareBps }) => shareBps)).toEqual([6667, 3333])
  })
})

describe('an invitation', () => {
  it('is shown to who holds the link and answered by the right account', async () => {
    const at = await businessNow(database())
    const invited = await makePerson(database())
    const { token, invitationId } = await inTransaction((tx) =>
      inviteToTeam(tx, {
        teamId,
        email: invited.email,
        role: 'localiser',
        message: 'Come.',
        by: lead.personId,
        at,
      }),
    )
    const read = async (which: string, as: string | null) =>
      answerOf(
        invitation.loader,
        await asking(`/team-invitations/${which}`, { as, params: { token: which } }),
      )
    expect((await read(token, null)).data).toMatchObject({ signedIn: false })
    expect((await read(token, stranger.personId)).data).toMatchObject({
      invitation: { mine: false },
    })
    expect((await read(invitationId, stranger.personId)).status).toBe(404)
    expect((await read('made-up', null)).status).toBe(404)

    const answer = async (as: string | null, intent: string) =>
      answerOf(
        invitation.action,
        await asking(`/team-invitations/${token}`, { as, params: { token }, form: { intent } }),
      )
    expect((await answer(null, 'accept')).status).toBe(401)
    expect((await answer(stranger.personId, 'accept')).status).toBe(404)
    const mine = await answerOf(
      invitations.loader,
      await asking('/team-invitations', { as: invited.personId }),
    )
    expect(shown(mine.data)).toContain(invitationId)
    expect(await answer(invited.personId, 'accept')).toMatchObject({
      status: 303,
      location: '/teams/ravi-works',
    })
    expect((await answer(invited.personId, 'accept')).status).toBe(303)
    expect((await answer(invited.personId, 'decline')).status).toBe(400)
  })

  it('is sent again by its lead, and as often as an organisation’s in an hour', async () => {
    const as = lead.personId
    const send = async (form: Record<string, string>) =>
      answerOf(members.action, await asking('/x', { as, params, form }))
    const asked = { intent: 'invite', email: 'once@example.org', role: 'measurer', message: 'Hi' }
    expect((await send(asked)).status).toBe(303)
    expect(await send({ ...asked, email: 'ONCE@example.org' })).toMatchObject({
      status: 409,
      data: {
        errors: { form: expect.stringContaining('open already') },
        values: { message: 'Hi' },
      },
    })
    const { data } = await answerOf(members.loader, await asking('/x', { as, params }))
    const [open] = (data as { invitations: { invitationId: string }[] }).invitations
    const again = { intent: 'resend', invitationId: open?.invitationId ?? '' }
    const statuses: number[] = []
    for (let sent = 0; sent < 29; sent += 1) statuses.push((await send(again)).status)
    expect(statuses).toEqual([...Array(28).fill(303), 429])
  })
})

describe('skills of one’s own', () => {
  const send = async (form: Record<string, string>) =>
    answerOf(skills.action, await asking('/settings/skills', { as: stranger.personId, form }))

  it('are claims whatever the form says, take an open link only, and appear on the public page', async () => {
    const claim = { intent: 'claim', skillId: 'sql', level: '4', evidence: '', note: 'Reports' }
    expect(await send({ ...claim, evidence: 'javascript:alert(1)' })).toMatchObject({
      status: 400,
      data: { errors: { evidence: expect.any(String) }, values: { note: 'Reports' } },
    })
    expect((await send({ ...claim, skillId: 'alchemy' })).status).toBe(400)
    expect((await send({ ...claim, evidence: 'https://work.example.org/x' })).status).toBe(303)
    const page = await answerOf(
      person.loader,
      await asking('/x', { params: { personId: stranger.personId } }),
    )
    expect(page.data).toMatchObject({
      person: { claims: [{ skillId: 'sql', level: 1, evidenceKind: 'link' }] },
    })
    expect(shown(page.data)).not.toContain(stranger.email)
    expect((await send({ intent: 'remove', skillId: 'sql' })).status).toBe(303)
  })
})
