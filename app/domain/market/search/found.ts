/** How many documents are counted, with their facets. More than these is "more than 1,000". */
export const mostCounted = 1_000
/** How many of the documents that match are ranked. */
export const mostRanked = 2_000
/** How far the newest documents are walked through before the index of words is asked instead. */
export const mostWalked = 20_000
