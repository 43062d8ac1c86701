import { updateProfile } from '~/domain/identity/person.commands.server'
import { raiseClaim } from '~/domain/skills/raise-claim.server'
import type { Role } from '~/domain/skills/roles'
import { offerForMatching } from '~/domain/teams/matching/matching-profile.commands.server'
import { usualSkills } from '~/domain/teams/matching/usual-request'
import { database, inTransaction } from '~/platform/database.server'
import { makePerson, type TestPerson } from './people'

/** Somebody who wants to be proposed and has shown what a role usually asks for. */
export async function makeProposed(
  role: Role,
  given: {
    name: string
    at: Date
    rateMinor?: bigint
    who?: TestPerson
    locale?: 'en' | 'ur'
  },
): Promise<TestPerson> {
  const { name, at, rateMinor = 2_000n, locale = 'en' } = given
  const who = given.who ?? (await makePerson(database(), { name }))
  const by = who.personId
  await inTransaction((tx) =>
    updateProfile(tx, {
      ...{ name, country: 'PK', timeZone: 'Asia/Karachi', locale, headline: '', about: '' },
      ...{ languages: ['ur', 'en'], by },
    }),
  )
  for (const skillId of usualSkills(role, [])) {
    const proof = { kind: 'verdict', evidence: 'ver_some' } as const
    await inTransaction((tx) => raiseClaim(tx, { personId: by, skillId, at, proof }))
  }
  await inTransaction((tx) =>
    offerForMatching(tx, {
      ...{ by, rateMinor, currency: 'USD', hoursPerWeek: 30, sectors: ['health'], at },
      day: { fromHour: 9, hours: 8 },
    }),
  )
  return who
}
