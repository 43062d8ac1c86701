import { openAttemptStatuses, unfinishedAttemptStatuses } from '../attempts/attempt'
import { nextAttempt, type PastAttempt } from '../attempts/attempt-rules'
import { submittedAttemptStatuses } from '../attempts/grading-states'

/** What a run waits for that the learner has to do: a file, or a word on a file that leaves rows out. */
export type Wanted = 'file' | 'confirm'

export type StandingAttempt = PastAttempt & {
  readonly id: string
  readonly dueAt: Date | null
  /** It counts towards the limit. */
  readonly same: boolean
  readonly wanted: Wanted | null
  /** When what it waits for is due. */
  readonly until: Date | null
}

/** How an item stands for a learner. `until` says by when whose turn it is has acted. */
export type ItemState =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'begun'
      readonly attemptId: string
      readonly wanted: Wanted | null
      readonly until: Date | null
    }
  | {
      readonly kind: 'measured' | 'reviewed'
      readonly attemptId: string
      readonly until: Date | null
    }
  /** Another attempt may begin `from` then; null: now. */
  | { readonly kind: 'failed'; readonly from: Date | null; readonly left: number }
  | { readonly kind: 'used' }
  | { readonly kind: 'new' }

function runningState(running: StandingAttempt, at: Date): ItemState {
  const { id: attemptId, status, dueAt, wanted, until } = running
  if (openAttemptStatuses.includes(status)) {
    // What has run out is marked within moments.
    if (dueAt !== null && at > dueAt) return { kind: 'measured', attemptId, until: null }
    return { kind: 'begun', attemptId, wanted, until: dueAt }
  }
  if (wanted) return { kind: 'begun', attemptId, wanted, until }
  const measured = submittedAttemptStatuses.includes(status)
  return { kind: measured ? 'measured' : 'reviewed', attemptId, until }
}

/** How an item stands, by the attempts at it in all of the person's enrolments in the track. */
export function itemState(
  doneAt: Date | null,
  attempts: readonly StandingAttempt[],
  at: Date,
): ItemState {
  if (doneAt !== null) return { kind: 'done' }
  const running = attempts.find(({ status }) => unfinishedAttemptStatuses.includes(status))
  if (running) return runningState(running, at)
  const counted = attempts.filter(({ same }) => same)
  if (counted.length === 0) return { kind: 'new' }
  const next = nextAttempt(counted, false, at)
  if (next.possible) return { kind: 'failed', from: null, left: next.left }
  return next.reason === 'too_soon'
    ? { kind: 'failed', from: next.from, left: next.left }
    : { kind: 'used' }
}

type Standing = { readonly doneAt: Date | null; readonly state: ItemState }

const canDo = ({ state }: Standing) =>
  state.kind === 'new' || (state.kind === 'failed' && state.from === null)

/**
 * The one thing to do next, among those that the learner can do now: what is begun, the most pressing
 * first; else what comes after the item that was done last, else the first of all. null: others are at it,
 * or time has to pass.
 */
export function nextStep<Item extends Standing>(items: readonly Item[]): Item | null {
  const ends = ({ state }: Item) =>
    state.kind === 'begun' ? (state.until?.getTime() ?? Number.MAX_SAFE_INTEGER) : 0
  const [begun] = items
    .filter(({ state }) => state.kind === 'begun')
    .sort((a, b) => ends(a) - ends(b))
  if (begun) return begun
  const last = items.reduce(
    (latest, { doneAt }, place) =>
      doneAt !== null && (latest.at === null || doneAt >= latest.at)
        ? { at: doneAt, place }
        : latest,
    { at: null as Date | null, place: -1 },
  )
  return items.slice(last.place + 1).find(canDo) ?? items.find(canDo) ?? null
}
