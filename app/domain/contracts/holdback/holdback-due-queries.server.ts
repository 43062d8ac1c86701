import { holdbackClaim, recheck } from 'db/schema/contracts'
import { holdback } from 'db/schema/escrow'
import { serviceWatch } from 'db/schema/outcomes'
import { and, eq, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import { judgeAt } from '~/domain/outcomes/probes/judge-watch.server'
import { judgedByProbes, measuredAgain } from '~/domain/outcomes/probes/service-watch'
import type { Reader } from '~/platform/database.server'
import { deskClaimStates, unansweredClaimStates } from './claim'
import { type RecheckSlot, recheckTimes } from './holdback-window'

/** What is due for parts of a price that are kept back. */
export type HoldbackDueItem =
  | {
      what: 'recheck'
      subject: string
      at: Date
      slot: RecheckSlot
      /** Earlier slots that the clock has passed in the same step. */
      overtaken: RecheckSlot[]
    }
  | { what: 'judge_service'; subject: string; at: Date }
  | { what: 'claim_silence'; subject: string; at: Date }

export async function holdbackDue(db: Reader, at: Date): Promise<HoldbackDueItem[]> {
  return [...(await looks(db, at)), ...(await silences(db, at))]
}

async function looks(db: Reader, at: Date): Promise<HoldbackDueItem[]> {
  const watches = await db
    .select({ watch: serviceWatch })
    .from(serviceWatch)
    .innerJoin(holdback, eq(holdback.reference, serviceWatch.reference))
    .where(
      and(
        eq(serviceWatch.purpose, 'holdback'),
        isNull(holdback.releasedAt),
        isNull(holdback.refundedAt),
      ),
    )
  if (watches.length === 0) return []
  const done = await db
    .select({ milestoneId: recheck.milestoneId, slot: recheck.slot })
    .from(recheck)
    .where(
      inArray(
        recheck.milestoneId,
        watches.map(({ watch }) => watch.reference),
      ),
    )
  return watches.flatMap(({ watch }): HoldbackDueItem[] => {
    const { reference: subject, criteria, startsAt, endsAt } = watch
    const judge = judgeAt(watch)
    const slots = recheckTimes(startsAt, endsAt).filter(
      (slot) =>
        slot.at <= at && !done.some((row) => row.milestoneId === subject && row.slot === slot.slot),
    )
    const last = measuredAgain(criteria).length > 0 ? slots.at(-1) : undefined
    const overtaken = slots.slice(0, -1).map(({ slot }) => slot)
    return [
      ...(last ? [{ what: 'recheck' as const, subject, ...last, overtaken }] : []),
      ...(judge <= at && judgedByProbes(criteria).length > 0
        ? [{ what: 'judge_service' as const, subject, at: judge }]
        : []),
    ]
  })
}

async function silences(db: Reader, at: Date): Promise<HoldbackDueItem[]> {
  const rows = await db
    .select({ id: holdbackClaim.id, deadlineAt: holdbackClaim.deadlineAt })
    .from(holdbackClaim)
    .where(
      and(
        inArray(holdbackClaim.state, [...unansweredClaimStates]),
        lte(holdbackClaim.deadlineAt, at),
      ),
    )
  return rows.map(({ id, deadlineAt }) => ({
    what: 'claim_silence',
    subject: id,
    at: deadlineAt ?? at,
  }))
}

/** Claims with a running deadline, for the reminders before it. */
export async function runningClaims(db: Reader) {
  return db
    .select({
      id: holdbackClaim.id,
      enteredAt: holdbackClaim.enteredAt,
      deadlineAt: holdbackClaim.deadlineAt,
    })
    .from(holdbackClaim)
    .where(
      and(
        inArray(holdbackClaim.state, [...unansweredClaimStates, ...deskClaimStates]),
        isNotNull(holdbackClaim.deadlineAt),
      ),
    )
}
