import { credential } from 'db/schema/credentials'
import { and, gte, inArray, sql } from 'drizzle-orm'
import {
  attestsStewardship,
  type StewardRuleVersion,
  stewardRule,
  stewardRuleVersion,
} from '~/domain/stewardship/data-steward'
import type { Reader } from '~/platform/database.server'
import { goodStatuses, standingOf } from './credential'

/**
 * Who of these people holds, at this moment of business time, a credential that makes a data steward;
 * private ones count, because the answer names nothing of them. For callers that ask about their own team.
 */
export async function dataStewards(
  db: Reader,
  personIds: readonly string[],
  at: Date,
  version: StewardRuleVersion = stewardRuleVersion,
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const { level, skills } = stewardRule(version)
  const rows = await db
    .select({
      personId: credential.personId,
      level: credential.level,
      skills: credential.skills,
      status: credential.status,
      validFrom: credential.validFrom,
      validUntil: credential.validUntil,
    })
    .from(credential)
    .where(
      and(
        inArray(credential.personId, [...personIds]),
        inArray(credential.status, [...goodStatuses]),
        gte(credential.level, level),
        sql`${credential.skills} && ${sql.param([...skills], credential.skills)}`,
      ),
    )
  const now = rows.filter((row) => standingOf(row, at) === 'active')
  return new Set(
    now.filter((row) => attestsStewardship(row, version)).map(({ personId }) => personId),
  )
}
