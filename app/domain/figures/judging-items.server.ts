import { judgingTasks } from '~/domain/contracts/measuring/judging-queries.server'
import type { SignedIn } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import type { Waiting } from './waiting-items.server'

/** Answers to mark and figures to report that wait for the viewer. */
export async function judgingItems(db: Reader, viewer: SignedIn, at: Date): Promise<Waiting[]> {
  const { ratings, reports } = await judgingTasks(db, viewer, at)
  const toRate = ratings
    .filter(({ state }) => state === 'open')
    .map((task) => ({
      id: `rate-${task.evaluationId}-${task.criterionId}`,
      href: `/ratings/${task.evaluationId}?criterion=${task.criterionId}`,
      title: 'judging.item_rate' as const,
      sentence: 'judging.item_rate_sentence' as const,
      values: { marked: String(task.marks), answers: String(task.marksWanted) },
      about: task.about,
      until: task.dueAt,
    }))
  const toReport = reports.flatMap(({ view, evaluationId, about }): Waiting[] => {
    const { standing, runIsOpen, criterionId } = view
    if (!runIsOpen || (standing.kind !== 'awaited' && standing.kind !== 'objected')) return []
    // Before the window is over there is nothing to hand in yet.
    if (standing.kind === 'awaited' && view.opensAt > at) return []
    const item = standing.kind === 'objected' ? ('item_answer' as const) : ('item_report' as const)
    return [
      {
        id: `report-${evaluationId}-${criterionId}`,
        href: `/reports/${evaluationId}?criterion=${criterionId}`,
        title: `judging.${item}`,
        sentence: `judging.${item}_sentence`,
        values: {},
        about,
        until: standing.until,
      },
    ]
  })
  return [...toRate, ...toReport]
}
