/** A person keeps at most so many searches. */
export const mostSavedSearches = 20
export const alertDays = 1
/** Documents are told once they have been listed this long: a job that began earlier may end later. */
export const alertDelayMs = 5 * 60_000
