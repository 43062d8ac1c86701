import { message, messageThread } from 'db/schema/messages'
import { and, count, eq, inArray, isNull } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { skillsOfBrief } from '~/domain/market/briefs/brief-skills'
import { proposalsForClient } from '~/domain/market/proposals/proposal-queries.server'
import { briefPage } from '~/domain/market/queries.server'
import { proofOfOffer } from '~/domain/reputation/offer-proof-queries.server'
import { recordsOfTeams } from '~/domain/reputation/work-queries.server'
import { claimsOf } from '~/domain/skills/queries.server'
import { portion } from '~/kernel/money'
import type { Reader } from '~/platform/database.server'
import { settingAt } from '~/platform/settings.server'

/**
 * The proposals of a brief side by side, each with what stands behind it: for the client's own
 * people. `ids` chooses among those that lie before it, in its order; none chooses all.
 * @throws Refused not_found
 */
export async function proposalComparison(
  db: Reader,
  viewer: Viewer,
  briefId: string,
  ids: readonly string[],
  at: Date,
) {
  const { brief } = await briefPage(db, viewer, briefId)
  const all = (await proposalsForClient(db, viewer, briefId, at)).rows
  const rows = ids.some((id) => all.some((row) => row.id === id))
    ? all.filter(({ id }) => ids.includes(id))
    : all
  const needed = skillsOfBrief(brief).flatMap(({ skills }) => skills)
  const people = rows.flatMap(({ seats }) => seats.map(({ personId }) => personId))
  const claims = await claimsOf(db, people)
  const feeBps = await settingAt(db, 'platformFeeBps', at)
  const metrics = brief.criteria.map(({ metric }) => metric)
  const teamIds = rows.map(({ teamId }) => teamId)
  const records = await recordsOfTeams(db, teamIds)
  const questions = await questionsOf(db, briefId, teamIds)
  const proofs = new Map(
    await Promise.all(
      teamIds.map(
        async (teamId) =>
          [teamId, await proofOfOffer(db, { teamId, metrics, sectors: [] })] as const,
      ),
    ),
  )
  return {
    brief,
    all: all.map(({ id, teamName }) => ({ id, teamName })),
    needed: needed.length,
    proposals: rows.map((row) => ({
      ...row,
      netMinor: row.priceMinor - portion(row.priceMinor, feeBps),
      seats: row.seats.map((seat) => ({
        ...seat,
        evidence: evidenceOf(claims.get(seat.personId) ?? [], needed),
      })),
      proof: proofs.get(row.teamId) ?? [],
      record: records.get(row.teamId) ?? null,
      questions: questions.get(row.teamId) ?? 0,
    })),
  }
}

/** Of the skills that the brief needs, how many a person has at each level. */
function evidenceOf(
  claims: readonly { skillId: string; level: number }[],
  needed: readonly string[],
): { level: number; skills: number }[] {
  const held = claims.filter(({ skillId }) => needed.includes(skillId))
  return [4, 3, 2, 1].flatMap((level) => {
    const skills = held.filter((claim) => claim.level === level).length
    return skills > 0 ? [{ level, skills }] : []
  })
}

/** How much each team asked on the brief's own thread. */
async function questionsOf(
  db: Reader,
  briefId: string,
  teamIds: readonly string[],
): Promise<Map<string, number>> {
  if (teamIds.length === 0) return new Map()
  const rows = await db
    .select({ teamId: message.teamId, asked: count() })
    .from(message)
    .innerJoin(messageThread, eq(messageThread.id, message.threadId))
    .where(
      and(
        eq(messageThread.subjectKind, 'brief'),
        eq(messageThread.subjectId, briefId),
        inArray(message.teamId, [...teamIds]),
        isNull(message.withdrawnAt),
      ),
    )
    .groupBy(message.teamId)
  return new Map(rows.flatMap(({ teamId, asked }) => (teamId ? [[teamId, asked] as const] : [])))
}
