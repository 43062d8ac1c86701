export const progress = {
  count: '{done, number} / {total, number}',
  rate: '{rate, number} rows a second',
  waits_file: 'Waits for a file of predictions',
  waits_probes: 'The service is being watched over its window',
  waits_ratings: 'Waits for the marks of both raters',
  waits_report: 'Waits for the figures of the measurer',
  waits_objection: 'The reported figures are open to objection',
  waits_correction: 'Waits for the figures to be corrected or stood by',
} as const
