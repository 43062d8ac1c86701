import type { NotifyEvent } from '~/platform/queue.server'

/**
 * The events of learning, by the test file that plays each of them. They stand here since a test file
 * that another one reads would run twice.
 */
export const toldOfLearning = [
  'enrolment-began',
  'enrolment-payment-failed',
  'enrolment-refunded',
  'enrolment-released',
  'sponsorship-funded',
  'sponsorship-payment-failed',
  'cohort-date-near',
  'learning-idle',
] as const satisfies NotifyEvent[]

export const toldOfGrading = [
  'attempt-graded',
  'attempt-broken',
  'review-assigned',
  'review-due',
  'reviewers-missing',
  'appeal-filed',
  'appeal-waits',
  'appeal-decided',
  'track-completed',
] as const satisfies NotifyEvent[]

export const toldOfAuthoring = [
  'track-submitted',
  'track-sent-back',
  'track-published',
] as const satisfies NotifyEvent[]

export const toldOfOffers = [
  'offer-seats',
  'offer-reopened',
  'offer-agreed',
  'offer-ordered',
  'offer-member-left',
  'input-handed-in',
  'input-confirmed',
  'input-asked-again',
] as const satisfies NotifyEvent[]

export const toldOfExchange = [
  'exchange-asked',
  'exchange-confirmed',
  'exchange-host-named',
  'exchange-seat-asked',
  'exchange-seat-declined',
  'team-invitation-answered',
] as const satisfies NotifyEvent[]

export const toldOfDisputes = [
  'milestone-settled',
  'dispute-opened',
  'dispute-answered',
  'dispute-mediated',
  'dispute-ended',
  'settlement-offered',
  'settlement-declined',
] as const satisfies NotifyEvent[]

export const toldOfHandOver = [
  'hand-over-proposed',
  'hand-over-agreed',
  'hand-over-in-force',
  'hand-over-ended',
  'seat-holder-left',
  'proposal-seat-freed',
] as const satisfies NotifyEvent[]

export const toldOfSearches = ['saved-search-found'] as const satisfies NotifyEvent[]

export const toldOfOrganisations = [
  'check-asked',
  'check-asked-back',
  'organisation-verified',
] as const satisfies NotifyEvent[]

export const toldOfReputation = [
  'review-reported',
  'review-report-decided',
] as const satisfies NotifyEvent[]
