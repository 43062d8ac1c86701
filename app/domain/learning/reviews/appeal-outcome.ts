/** What becomes of an attempt that was appealed: as it was, passed all the same, or tried again at no cost. */
export const appealOutcomes = ['stands', 'passed', 'again'] as const
export type AppealOutcome = (typeof appealOutcomes)[number]

/** An appeal that nobody has decided after so many business days is the operator's business too. */
export const appealBusinessDays = 5
