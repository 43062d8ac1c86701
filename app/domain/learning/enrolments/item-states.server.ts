import { attemptReview } from 'db/schema/learning'
import { and, inArray, isNull } from 'drizzle-orm'
import { waitsOfRuns } from '~/domain/outcomes/queries.server'
import type { Reader } from '~/platform/database.server'
import { markingAttemptStatuses, submittedAttemptStatuses } from '../attempts/grading-states'
import { attemptsIn } from '../attempts/start-attempt.server'
import { type ItemState, itemState, nextStep, type StandingAttempt } from './item-state'
import type { OutlineItem } from './outline.server'

/** When the marks that are still missing are due, by attempt. */
async function reviewsDue(db: Reader, attemptIds: readonly string[]): Promise<Map<string, Date>> {
  if (attemptIds.length === 0) return new Map()
  const rows = await db
    .select({ attemptId: attemptReview.attemptId, dueAt: attemptReview.dueAt })
    .from(attemptReview)
    .where(
      and(
        inArray(attemptReview.attemptId, [...attemptIds]),
        isNull(attemptReview.submittedAt),
        isNull(attemptReview.endedAt),
      ),
    )
  const due = new Map<string, Date>()
  for (const { attemptId, dueAt } of rows) {
    const known = due.get(attemptId)
    if (!known || known < dueAt) due.set(attemptId, dueAt)
  }
  return due
}

type Own = { readonly personId: string; readonly trackId: string }

/** The items of a learner's version with how each stands. */
export async function itemsStanding(
  db: Reader,
  own: Own,
  items: readonly OutlineItem[],
  at: Date,
): Promise<(OutlineItem & { readonly state: ItemState })[]> {
  const all = await attemptsIn(db, own)
  const measured = all.filter(({ status }) => submittedAttemptStatuses.includes(status))
  const waits = await waitsOfRuns(
    db,
    measured.flatMap(({ evaluationId }) => evaluationId ?? []),
  )
  const marked = all.filter(({ status }) => markingAttemptStatuses.includes(status))
  const due = await reviewsDue(
    db,
    marked.map(({ id }) => id),
  )
  return items.map((item) => {
    const attempts = all
      .filter(({ itemKey }) => itemKey === item.key)
      .map((row): StandingAttempt => {
        const wait = row.evaluationId === null ? undefined : waits.get(row.evaluationId)
        const wanted = wait?.for !== 'file' ? null : wait.fileIn ? 'confirm' : 'file'
        const until = wait ? wait.until : (due.get(row.id) ?? null)
        return { ...row, same: row.counts(item), wanted, until }
      })
    return { ...item, state: itemState(item.doneAt, attempts, at) }
  })
}

/** The next step with its address; null where there is none to take now. */
export function stepOf(slug: string, items: Awaited<ReturnType<typeof itemsStanding>>) {
  const step = nextStep(items)
  if (!step) return null
  const { key, title, kind, state } = step
  const attemptId = state.kind === 'begun' ? state.attemptId : null
  const href = attemptId ? `/attempts/${attemptId}` : `/tracks/${slug}/${key}`
  return { key, title, kind, href, attemptId }
}

/** Whether anything was done or tried; until then one begins, and does not go on. */
export const isBegun = (items: Awaited<ReturnType<typeof itemsStanding>>): boolean =>
  items.some(({ state }) => state.kind !== 'new')
