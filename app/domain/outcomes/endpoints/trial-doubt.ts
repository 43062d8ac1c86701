/** What the last trial of an address on the published rows came to. */
export type Trial = { readonly rows: number; readonly answered: number }

export type TrialDoubt = {
  readonly kind: 'not_tried' | 'none_answered' | 'some_missing'
  readonly rows: number
  readonly answered: number
  /** The team must say that it knows: a trial was possible and nothing speaks for the address. */
  readonly confirm: boolean
}

/**
 * What speaks against submitting now: an attempt measured on an address that does not answer is
 * spent all the same. Where the client published no rows, a trial says too little to ask for more
 * than reading the sentence.
 */
export function trialDoubt(trial: Trial | null, sampleRows: number): TrialDoubt | null {
  const confirm = sampleRows > 0
  if (!trial) return { kind: 'not_tried', rows: sampleRows, answered: 0, confirm }
  if (trial.answered === 0) return { kind: 'none_answered', ...trial, confirm }
  return trial.answered < trial.rows ? { kind: 'some_missing', ...trial, confirm: false } : null
}
