/** What a mediator may decide of a milestone's money. */
export const mediatorDecisions = ['release', 'split', 'refund'] as const
export type MediatorDecision = (typeof mediatorDecisions)[number]
