/**
 * Under this the engine counts the runs of one learner at one exercise, and keeps their evidence: it
 * is all that the engine knows of them.
 */
export function exerciseReference(enrolmentId: string, itemKey: string): string {
  return `exercise:${enrolmentId}:${itemKey}`
}

export function isExerciseReference(reference: string): boolean {
  return reference.startsWith('exercise:')
}
