/** How many documents are looked at for counts and for ranks. More than these is "many". */
export const mostCandidates = 2_000
/** What a page says of a number: beyond it stands "more than 1,000". */
export const mostCounted = 1_000
