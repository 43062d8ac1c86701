import { person } from 'db/schema/identity'
import { mail } from 'db/schema/platform'
import { eq } from 'drizzle-orm'
import { confirmEmail } from '~/domain/identity/confirm-email.server'
import { createOrganisation } from '~/domain/identity/create-organisation.server'
import { emailKey } from '~/domain/identity/email'
import { updateProfile } from '~/domain/identity/person.commands.server'
import { signUp } from '~/domain/identity/sign-up.server'
import { verifyOrganisation } from '~/domain/identity/verify-organisation.server'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { answerTeamInvitation } from '~/domain/teams/answer-team-invitation.server'
import { createTeam } from '~/domain/teams/create-team.server'
import { inviteToTeam } from '~/domain/teams/invite-to-team.server'
import { setShares } from '~/domain/teams/set-shares.server'
import { database, inTransaction } from '~/platform/database.server'
import {
  type SeedOrganisation,
  type SeedPerson,
  type SeedTeam,
  seedOrganisations,
  seedPeople,
  seedTeams,
} from './people'

/** One password for everybody in the demo; it is printed at the start. */
export const demoPassword = 'fruit of patient work'

export type Cast = {
  readonly person: (key: string) => string
  readonly name: (key: string) => string
  readonly organisation: (key: string) => string
  readonly team: (key: string) => string
}

function lookup(ids: ReadonlyMap<string, string>, what: string) {
  return (key: string) => {
    const id = ids.get(key)
    if (!id) throw new Error(`The demo has no ${what} called ${key}.`)
    return id
  }
}

/** Signs up, opens the mail, follows its link. */
async function enrol(input: SeedPerson, at: Date): Promise<string> {
  await inTransaction((tx) =>
    signUp(tx, {
      email: input.email,
      name: input.name,
      password: demoPassword,
      locale: input.locale,
      timeZone: input.timeZone,
      country: input.country,
      at,
    }),
  )
  const db = database()
  const [letter] = await db.select().from(mail).where(eq(mail.toAddress, input.email))
  const code = /[?&]code=([A-Za-z0-9_-]+)/.exec(letter?.text ?? '')?.[1]
  if (!code) throw new Error(`No confirmation mail came for ${input.key}.`)
  await inTransaction((tx) => confirmEmail(tx, { code, password: demoPassword }))
  const [row] = await db
    .select()
    .from(person)
    .where(eq(person.emailKey, emailKey(input.email)))
  if (!row) throw new Error(`${input.key} has no account.`)
  await inTransaction((tx) =>
    updateProfile(tx, {
      name: input.name,
      country: input.country,
      timeZone: input.timeZone,
      locale: input.locale,
      headline: input.headline,
      about: input.about,
      languages: [...input.languages],
      by: row.id,
    }),
  )
  for (const [skillId, shown] of input.skills) {
    await inTransaction((tx) =>
      claimSkill(tx, {
        by: row.id,
        skillId,
        evidence:
          shown === 'shown' ? `https://${input.email.split('@')[1]}/shown/${skillId}` : undefined,
        at,
      }),
    )
  }
  return row.id
}

async function foundTeam(
  input: SeedTeam,
  people: (key: string) => string,
  emailOf: ReadonlyMap<string, string>,
  at: Date,
): Promise<string> {
  const [leader, ...others] = input.members
  if (!leader) throw new Error(`${input.key} has no lead.`)
  const lead = people(leader[0])
  const { teamId } = await inTransaction((tx) =>
    createTeam(tx, { ...input, role: leader[1], by: lead, at }),
  )
  for (const [key, role] of others) {
    const { token } = await inTransaction((tx) =>
      inviteToTeam(tx, {
        teamId,
        email: emailOf.get(key) ?? '',
        role,
        message: '',
        by: lead,
        at,
      }),
    )
    await inTransaction((tx) =>
      answerTeamInvitation(tx, { token, accept: true, by: people(key), at }),
    )
  }
  const shares = input.members.map(([key, role, shareBps]) => ({
    personId: people(key),
    role,
    shareBps,
  }))
  await inTransaction((tx) => setShares(tx, { teamId, shares, by: lead, at }))
  return teamId
}

/** Everybody signs up, founds their organisations and joins their teams. */
export async function gather(at: Date): Promise<Cast> {
  const people = new Map<string, string>()
  const emailOf = new Map(seedPeople.map(({ key, email }) => [key, email]))
  for (const input of seedPeople) people.set(input.key, await enrol(input, at))
  const personId = lookup(people, 'person')
  const operator = seedOrganisations.find(({ kind }) => kind === 'operator')
  if (!operator) throw new Error('Somebody has to answer for the platform.')
  const organisations = new Map<string, string>()
  for (const input of seedOrganisations) {
    const { organisationId } = await foundOrganisation(input, personId(input.owner), at)
    organisations.set(input.key, organisationId)
    if (input.kind === 'client') {
      const by = personId(operator.owner)
      await inTransaction((tx) =>
        verifyOrganisation(tx, { organisationId, check: 'register', by, at }),
      )
    }
  }
  const teams = new Map<string, string>()
  for (const input of seedTeams) {
    teams.set(input.key, await foundTeam(input, personId, emailOf, at))
  }
  return {
    person: personId,
    name: lookup(new Map(seedPeople.map(({ key, name }) => [key, name])), 'person'),
    organisation: lookup(organisations, 'organisation'),
    team: lookup(teams, 'team'),
  }
}

function foundOrganisation(input: SeedOrganisation, by: string, at: Date) {
  const { kind, name, country, about } = input
  return inTransaction((tx) => createOrganisation(tx, { kind, name, country, about, by, at }))
}
