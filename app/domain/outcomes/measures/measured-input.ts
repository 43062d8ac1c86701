/** One look at a running service, on a schedule that does not wait for it. */
export type Probe = {
  /** Place in the schedule, from 0: due at the window's start + number × everySeconds. */
  readonly number: number
  /** ISO 8601, UTC, the machine's time. */
  readonly dueAt: string
  /** `missed`: nobody looked, by a fault of ours; it counts neither way. */
  readonly result: 'ok' | 'failed' | 'missed'
  /** May stand beside `ok` where a made-up row was sent: served, though with no valid answer. */
  readonly problem: string | null
  readonly latencyUs: number | null
}

/** The points that one rater gave one answer for one item of the rubric. */
export type Rating = {
  readonly criterionId: string
  /** The answer's place in the draw. */
  readonly order: number
  /** Place of the rater and of the item in the criterion, from 0. */
  readonly rater: number
  readonly item: number
  readonly points: number
}

/** The figures after, as the measurer reported them. A share has hits; a number has mean and deviation. */
export type Report = {
  readonly criterionId: string
  /** ISO dates, both included. */
  readonly from: string
  readonly to: string
  readonly cases: number
  readonly hits: number | null
  readonly mean: number | null
  /** Sample standard deviation over the cases. */
  readonly deviation: number | null
  /** SHA-256 of the source file, as lower-case hex. */
  readonly fileSha256: string
}

/** Everything a run can be measured on beside its rows. */
export type PartInputs = {
  readonly probes: readonly Probe[]
  readonly ratings: readonly Rating[]
  readonly reports: readonly Report[]
}

export const noPartInputs: PartInputs = { probes: [], ratings: [], reports: [] }
