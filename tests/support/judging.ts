/** A judged criterion as an editor would send it: two things to mark, 1 to 5. */
export function rubricDraft(
  raters: readonly [string, string],
  rubric: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    metric: 'rubric_score',
    target: 4,
    sampleSize: 40,
    attempts: 2,
    rubric: {
      scale: 5,
      items: [
        { name: 'Right', means: 'What is said is true and complete.' },
        { name: 'Kind', means: 'A worried caller would feel answered.' },
      ],
      raters: raters.map((personId, at) => ({ personId, name: `Rater ${at + 1}` })),
      leastAgreement: 0.4,
      ...rubric,
    },
  }
}

/** Figures before and after as an editor would send them: a no-show rate over eight weeks. */
export function processDraft(
  measurer: string,
  plan: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    metric: 'process_value',
    direction: 'at_most',
    target: 0.1,
    sampleSize: 300,
    attempts: 1,
    process: {
      measure: 'No-show rate of follow-up appointments',
      unit: 'share',
      unitName: '',
      baseline: { value: 0.18, cases: 1_240, from: '2026-06-01', to: '2026-07-31' },
      source: 'The appointment book, all follow-ups that were due',
      windowDays: 56,
      measurer: { personId: measurer, name: 'Mina Measurer' },
      ...plan,
    },
  }
}
