import { organisation, person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { acceptInvitation } from '~/domain/identity/accept-invitation.server'
import { createOrganisation } from '~/domain/identity/create-organisation.server'
import { emailKey } from '~/domain/identity/email'
import { inviteMember } from '~/domain/identity/invite-member.server'
import type { OrganisationKind, OrganisationRole } from '~/domain/identity/organisation'
import { signedInById } from '~/domain/identity/session.server'
import type { SignedIn } from '~/domain/identity/viewer'
import { answerTeamInvitation } from '~/domain/teams/answer-team-invitation.server'
import { createTeam } from '~/domain/teams/create-team.server'
import { inviteToTeam } from '~/domain/teams/invite-to-team.server'
import { setShares } from '~/domain/teams/set-shares.server'
import { database, inTransaction, type Reader } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'

export type TestPerson = { personId: string; name: string; email: string }

let count = 0

/** A person with an account, the address confirmed unless said otherwise. Nobody can sign in as them. */
export async function makePerson(
  db: Reader,
  given: {
    name?: string
    email?: string
    confirmed?: boolean
    country?: string
    locale?: 'en' | 'ur'
  } = {},
): Promise<TestPerson> {
  count += 1
  const name = given.name ?? `Person ${count}`
  const email = given.email ?? `person-${count}@example.org`
  const personId = newId('person')
  await db.insert(person).values({
    id: personId,
    email,
    emailKey: emailKey(email),
    name,
    passwordHash: 'none',
    emailConfirmedAt: given.confirmed === false ? null : new Date('2026-01-01T00:00:00Z'),
    locale: given.locale ?? 'en',
    timeZone: 'UTC',
    country: given.country ?? 'PK',
    createdAt: new Date('2026-01-01T00:00:00Z'),
  })
  return { personId, name, email }
}

/** What a page knows of a person who is signed in. */
export function viewerOf(who: TestPerson, given: Partial<SignedIn> = {}): SignedIn {
  return {
    ...who,
    emailConfirmed: true,
    locale: 'en',
    timeZone: 'UTC',
    operator: false,
    memberships: [],
    ...given,
  }
}

/** The viewer that a page would have for this person now, with every membership. */
export async function signedIn(who: TestPerson): Promise<SignedIn> {
  const viewer = await signedInById(database(), who.personId)
  if (!viewer) throw new Error(`${who.name} does not exist.`)
  return viewer
}

const settled = new Date('2026-01-05T09:00:00Z')

export type TestOrganisation = { organisationId: string; owner: TestPerson }

/** An organisation through its own command, with a fresh owner unless one is given; clients verified. */
export async function makeOrganisation(
  given: {
    kind?: OrganisationKind
    name?: string
    owner?: TestPerson
    country?: string
    verified?: boolean
  } = {},
): Promise<TestOrganisation> {
  const owner = given.owner ?? (await makePerson(database()))
  const { organisationId } = await inTransaction((tx) =>
    createOrganisation(tx, {
      kind: given.kind ?? 'client',
      name: given.name ?? `Organisation of ${owner.name}`,
      country: given.country ?? 'GB',
      by: owner.personId,
      at: settled,
    }),
  )
  if (given.verified ?? (given.kind ?? 'client') === 'client') {
    await database()
      .update(organisation)
      .set({ verifiedAt: settled })
      .where(eq(organisation.id, organisationId))
  }
  return { organisationId, owner }
}

/** Brings a fresh person into an organisation by invitation. */
export async function joinOrganisation(
  { organisationId, owner }: TestOrganisation,
  role: OrganisationRole,
): Promise<TestPerson> {
  const who = await makePerson(database())
  const { token } = await inTransaction((tx) =>
    inviteMember(tx, { organisationId, email: who.email, role, by: owner.personId, at: settled }),
  )
  await inTransaction((tx) => acceptInvitation(tx, { token, by: who.personId, at: settled }))
  return who
}

export type TestTeam = {
  teamId: string
  slug: string
  lead: TestPerson
  members: { personId: string; shareBps: number }[]
}

/** A team through its own commands; the first person leads. Shares are equal unless given. */
export async function makeTeam(
  people?: readonly TestPerson[],
  shares?: readonly number[],
): Promise<TestTeam> {
  const [lead, ...others] = people ?? [await makePerson(database())]
  if (!lead) throw new Error('A team has at least one member.')
  const by = lead.personId
  const { teamId, slug } = await inTransaction((tx) =>
    createTeam(tx, {
      name: `Team of ${lead.name}`,
      headline: 'Measured work',
      about: '',
      country: 'PK',
      role: 'outcome_lead',
      by,
      at: settled,
    }),
  )
  for (const { email, personId } of others) {
    await inTransaction(async (tx) => {
      const { invitationId } = await inviteToTeam(tx, {
        teamId,
        email,
        role: 'measurer',
        message: '',
        by,
        at: settled,
      })
      await answerTeamInvitation(tx, { invitationId, accept: true, by: personId, at: settled })
    })
  }
  const all = [lead, ...others]
  const each = Math.floor(10_000 / all.length)
  const members = all.map(({ personId }, index) => ({
    personId,
    shareBps: shares?.[index] ?? (index === 0 ? 10_000 - each * (all.length - 1) : each),
  }))
  await inTransaction((tx) =>
    setShares(tx, {
      teamId,
      shares: members.map((member) => ({ ...member, role: 'measurer' as const })),
      by,
      at: settled,
    }),
  )
  return { teamId, slug, lead, members }
}
