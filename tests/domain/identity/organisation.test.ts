import { organisation, organisationMember } from 'db/schema/identity'
import { notification } from 'db/schema/notifications'
import { and, eq, like } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import {
  joinOrganisation,
  makeOrganisation,
  makePerson,
  signedIn,
  type TestOrganisation,
} from 'tests/support/people'
import { describe, expect, it } from 'vitest'
import { acceptInvitation } from '~/domain/identity/accept-invitation.server'
import { askBack } from '~/domain/identity/ask-back.server'
import { askForCheck } from '~/domain/identity/ask-for-check.server'
import {
  createOrganisation,
  updateOrganisation,
} from '~/domain/identity/create-organisation.server'
import { inviteMember, withdrawInvitation } from '~/domain/identity/invite-member.server'
import { may } from '~/domain/identity/may'
import { changeRole, removeMember } from '~/domain/identity/member.commands.server'
import { organisationPage } from '~/domain/identity/organisation-queries.server'
import { actForOrganisation, manageOrganisation } from '~/domain/identity/permissions'
import { verifyOrganisation } from '~/domain/identity/verify-organisation.server'
import { notify } from '~/domain/notifications/notify.server'
import { database, inTransaction } from '~/platform/database.server'
import type { toldOfOrganisations } from '../notifications/told-of'
import { mailsTo } from './people'

useDatabase()

const at = new Date('2026-11-02T09:00:00Z')
const later = (days: number) => new Date(at.getTime() + days * 86_400_000)

const roleOf = async (organisationId: string, personId: string) => {
  const [row] = await database()
    .select({ role: organisationMember.role })
    .from(organisationMember)
    .where(
      and(
        eq(organisationMember.organisationId, organisationId),
        eq(organisationMember.personId, personId),
      ),
    )
  return row?.role ?? null
}
const invite = (host: TestOrganisation, email: string, by = host.owner.personId) =>
  inTransaction((tx) =>
    inviteMember(tx, { organisationId: host.organisationId, email, role: 'manager', by, at }),
  )
const accept = (token: string, by: string, when = at) =>
  inTransaction((tx) => acceptInvitation(tx, { token, by, at: when }))

describe('an organisation', () => {
  it('belongs to whoever made it; two of one name have different addresses', async () => {
    const first = await makeOrganisation({ name: 'Karachi Clinics', verified: false })
    expect(await roleOf(first.organisationId, first.owner.personId)).toBe('owner')
    const second = await inTransaction((tx) =>
      createOrganisation(tx, {
        kind: 'client',
        name: 'Karachi Clinics',
        country: 'PK',
        by: first.owner.personId,
        at,
      }),
    )
    expect(second.slug).toMatch(/^karachi-clinics-\w+$/)
  })

  it('is not called as a verified one is, nor so that it reads like it', async () => {
    const { organisationId, owner } = await makeOrganisation({ name: 'Al Noor Dental' })
    const other = await makePerson(database())
    const create = (name: string) =>
      inTransaction((tx) =>
        createOrganisation(tx, { kind: 'client', name, country: 'PK', by: other.personId, at }),
      )
    for (const name of ['Al Noor Dental', 'AI Noor Dental', 'al-noor  dental.', 'Аl Nооr Dentаl']) {
      await expect(create(name), name).rejects.toMatchObject({ code: 'name_taken' })
    }
    await create('Al Noor Dental Lahore')
    await create('النور')
    const same = { organisationId, country: 'PK', website: '', about: 'Teeth.', by: owner.personId }
    await inTransaction((tx) => updateOrganisation(tx, { ...same, name: 'Al Noor Dental' }))
  })

  it('of kind operator is made by operators only, once there is one', async () => {
    const operator = await makeOrganisation({ kind: 'operator', name: 'Samar' })
    expect((await signedIn(operator.owner)).operator).toBe(true)
    const stranger = await makePerson(database())
    const made = inTransaction((tx) =>
      createOrganisation(tx, {
        kind: 'operator',
        name: 'Samar Two',
        country: 'PK',
        by: stranger.personId,
        at,
      }),
    )
    await expect(made).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it('does not exist for a stranger, and is changed by owners only', async () => {
    const host = await makeOrganisation()
    const stranger = await makePerson(database())
    const member = await joinOrganisation(host, 'manager')
    await expect(
      organisationPage(database(), await signedIn(stranger), host.organisationId, at),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
    const seen = await organisationPage(database(), await signedIn(member), host.organisationId, at)
    expect(seen).toMatchObject({ manages: false, invitations: [] })
    const change = (by: string) =>
      inTransaction((tx) =>
        updateOrganisation(tx, {
          organisationId: host.organisationId,
          name: 'New',
          country: 'PK',
          website: '',
          about: '',
          by,
        }),
      )
    await expect(change(member.personId)).rejects.toMatchObject({ code: 'not_found' })
    await change(host.owner.personId)
  })

  it('gives each role what it may do', async () => {
    const host = await makeOrganisation()
    const of = { organisationId: host.organisationId }
    const [manager, member] = [
      await joinOrganisation(host, 'manager'),
      await joinOrganisation(host, 'member'),
    ]
    const rights = await Promise.all(
      [host.owner, manager, member].map(async (who) => {
        const viewer = await signedIn(who)
        return [may(viewer, actForOrganisation, of), may(viewer, manageOrganisation, of)]
      }),
    )
    expect(rights).toEqual([
      [true, true],
      [true, false],
      [false, false],
    ])
    expect(may(null, actForOrganisation, of)).toBe(false)
  })
})

describe('a verification', () => {
  const rowOf = async (organisationId: string) => {
    const [row] = await database()
      .select({
        ...{ verifiedAt: organisation.verifiedAt, askedAt: organisation.checkAskedAt },
        words: organisation.checkWords,
      })
      .from(organisation)
      .where(eq(organisation.id, organisationId))
    return row
  }
  const told = async (event: (typeof toldOfOrganisations)[number], subject: string) => {
    await inTransaction((tx) => notify(tx, { event, subject, facts: {}, at }))
    const rows = await database()
      .select()
      .from(notification)
      .where(like(notification.dedupeKey, `%${subject}%`))
    return rows.map(({ personId, kind }) => `${personId} ${kind}`).sort()
  }

  it('is asked for by who acts, given by the operator, and lost with the name', async () => {
    const desk = await makePerson(database())
    const [first] = await database()
      .select({ personId: organisationMember.personId })
      .from(organisationMember)
      .innerJoin(organisation, eq(organisation.id, organisationMember.organisationId))
      .where(eq(organisation.kind, 'operator'))
    await database()
      .insert(organisation)
      .values({
        ...{ id: 'org_desk', kind: 'operator', name: 'Desk', slug: 'desk', country: 'PK' },
        createdAt: at,
      })
    await database().insert(organisationMember).values({
      organisationId: 'org_desk',
      personId: desk.personId,
      role: 'owner',
      joinedAt: at,
    })
    const host = await makeOrganisation({ verified: false })
    const { organisationId, owner } = host
    const manager = await joinOrganisation(host, 'manager')
    const ask = (by: string, when = at) =>
      inTransaction((tx) => askForCheck(tx, { organisationId, by, at: when }))
    const verify = (check: 'register' | null, by = desk.personId) =>
      inTransaction((tx) => verifyOrganisation(tx, { organisationId, check, by, at }))
    const stranger = await makePerson(database())
    await expect(ask(stranger.personId)).rejects.toMatchObject({ code: 'not_found' })
    const reader = await joinOrganisation(host, 'member')
    await expect(ask(reader.personId)).rejects.toMatchObject({ code: 'not_allowed' })
    await ask(manager.personId)
    expect(await ask(owner.personId, later(1))).toEqual({ askedAt: at })
    const operators = [desk.personId, ...(first ? [first.personId] : [])].sort()
    expect(await told('check-asked', organisationId)).toEqual(
      operators.map((personId) => `${personId} check_asked`),
    )
    const back = (words: string, by = desk.personId) =>
      inTransaction((tx) => askBack(tx, { organisationId, words, by, at }))
    await expect(back('?', owner.personId)).rejects.toMatchObject({ code: 'not_found' })
    await back('Which register are you in?')
    await expect(back('And?')).rejects.toMatchObject({ code: 'already_done' })
    expect(await rowOf(organisationId)).toMatchObject({
      ...{ askedAt: null, words: 'Which register are you in?' },
    })
    expect(await told('check-asked-back', organisationId)).toEqual(
      expect.arrayContaining(
        [owner, manager].map(({ personId }) => `${personId} check_asked_back`),
      ),
    )
    await ask(owner.personId, later(1))
    expect(await rowOf(organisationId)).toMatchObject({ askedAt: later(1), words: null })
    await expect(verify('register', owner.personId)).rejects.toMatchObject({ code: 'not_found' })
    await verify('register')
    await expect(verify('register')).rejects.toMatchObject({ code: 'already_done' })
    expect(await rowOf(organisationId)).toEqual({ verifiedAt: at, askedAt: null, words: null })
    await expect(ask(owner.personId)).rejects.toMatchObject({ code: 'already_done' })
    expect(await told('organisation-verified', organisationId)).toEqual(
      expect.arrayContaining(
        [owner, manager].map(({ personId }) => `${personId} organisation_verified`),
      ),
    )
    const same = { organisationId, country: 'GB', website: '', about: '', by: owner.personId }
    const named = (name: string) => inTransaction((tx) => updateOrganisation(tx, { ...same, name }))
    await named(`Organisation of ${owner.name}`)
    expect((await rowOf(organisationId))?.verifiedAt).toEqual(at)
    await named('Another name')
    expect((await rowOf(organisationId))?.verifiedAt).toBeNull()
  })
})

describe('an invitation', () => {
  it('is accepted by the account with the same address, once', async () => {
    const host = await makeOrganisation()
    const guest = await makePerson(database(), { email: 'sinan.inan@example.org' })
    const other = await makePerson(database())
    const { token } = await invite(host, 'SİNAN.INAN@example.org')
    expect((await mailsTo('SİNAN.INAN@example.org'))[0]?.text).toContain(`/invitations/${token}`)
    await expect(accept(token, other.personId)).rejects.toMatchObject({ code: 'not_found' })
    await accept(token, guest.personId)
    await accept(token, guest.personId)
    expect(await roleOf(host.organisationId, guest.personId)).toBe('manager')
    await expect(invite(host, guest.email)).rejects.toMatchObject({ code: 'already_done' })
  })

  it('does not bring back a member who was removed', async () => {
    const host = await makeOrganisation()
    const guest = await makePerson(database())
    const { token } = await invite(host, guest.email)
    await accept(token, guest.personId)
    const { organisationId, owner } = host
    await inTransaction((tx) =>
      removeMember(tx, { organisationId, personId: guest.personId, by: owner.personId }),
    )
    await accept(token, guest.personId)
    expect(await roleOf(organisationId, guest.personId)).toBeNull()
  })

  it('ends after seven days, when withdrawn, and when a new one is sent', async () => {
    const host = await makeOrganisation()
    const guest = await makePerson(database())
    const first = await invite(host, guest.email)
    const second = await invite(host, guest.email)
    await expect(accept(first.token, guest.personId)).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
    await expect(accept(second.token, guest.personId, later(7))).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
    const { organisationId, owner } = host
    const { invitationId } = second
    await inTransaction((tx) =>
      withdrawInvitation(tx, { organisationId, invitationId, by: owner.personId, at }),
    )
    await expect(accept(second.token, guest.personId)).rejects.toMatchObject({
      code: 'invitation_invalid',
    })
    expect(await roleOf(organisationId, guest.personId)).toBeNull()
  })

  it('is sent by owners only', async () => {
    const host = await makeOrganisation()
    const manager = await joinOrganisation(host, 'manager')
    await expect(invite(host, 'x@example.org', manager.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('the last owner', () => {
  it('cannot leave or step down, also when two owners try at once', async () => {
    const host = await makeOrganisation()
    const { organisationId, owner } = host
    const leave = (personId: string) =>
      inTransaction((tx) => removeMember(tx, { organisationId, personId, by: personId }))
    await expect(leave(owner.personId)).rejects.toMatchObject({ code: 'last_owner' })
    const second = await joinOrganisation(host, 'owner')
    // Connections are opened first, so that the two really run side by side.
    const warm = await Promise.all([1, 2, 3].map(() => database().execute('select pg_sleep(0.05)')))
    expect(warm).toHaveLength(3)
    const both = await Promise.allSettled([leave(owner.personId), leave(second.personId)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const left = await database()
      .select()
      .from(organisationMember)
      .where(
        and(
          eq(organisationMember.organisationId, organisationId),
          eq(organisationMember.role, 'owner'),
        ),
      )
    expect(left).toHaveLength(1)
    const [last] = left
    const down = inTransaction((tx) =>
      changeRole(tx, {
        organisationId,
        personId: last?.personId ?? '',
        role: 'member',
        by: last?.personId ?? '',
      }),
    )
    await expect(down).rejects.toMatchObject({ code: 'last_owner' })
  })
})
