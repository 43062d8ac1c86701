/** Somebody who is reading anyway needs no mail. */
export const digestAfterMinutes = 30
/** At most one mail to a person in this time. */
export const digestEveryMinutes = 60
/** Threads that one mail names; it says how many more there are. */
export const digestThreads = 10

export const minutesBefore = (at: Date, minutes: number): Date =>
  new Date(at.getTime() - minutes * 60_000)
