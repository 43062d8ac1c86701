/** How a run that waits for a file of predictions stands, as its page shows it. */
export type WaitingFile = {
  /** Business time; what is there then counts as it is. */
  readonly until: Date | null
  readonly rows: number
  readonly servedAt: Date | null
  readonly servedToName: string | null
  /** A file that leaves rows out, or has predictions outside the labels, until it is confirmed. */
  readonly ready: {
    readonly sha256: string
    readonly rows: number
    readonly predictions: number
    readonly missing: number
    readonly outside: number
  } | null
  /** Whether the reader is of the team. */
  readonly mayAct: boolean
}
