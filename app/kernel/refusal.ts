/**
 * A command that may not go on throws `Refused` and its transaction rolls back.
 * The table below is the only place where a code meets its HTTP status; its sentence is the
 * catalogue's `refusal.<code>`, which takes the facts as its values.
 */
export const refusals = {
  // everywhere
  not_found: 404,
  sign_in_required: 401,
  not_allowed: 403,
  form_invalid: 400,
  track_missing: 400,
  body_too_large: 413,
  too_many_attempts: 429,
  already_done: 409,
  changed_meanwhile: 409,
  transition_refused: 409,
  service_unavailable: 503,
  // identity
  credentials_wrong: 400,
  email_unconfirmed: 403,
  code_invalid: 400,
  confirmation_failed: 400,
  password_weak: 400,
  invitation_invalid: 400,
  last_owner: 409,
  // teams, market
  shares_not_whole: 400,
  member_unknown: 400,
  exchange_invalid: 400,
  exchange_country: 409,
  seat_taken: 409,
  seat_gone: 409,
  openings_full: 409,
  seat_elsewhere: 409,
  seat_promised: 409,
  seat_declined: 409,
  page_needed: 409,
  team_has_open_work: 409,
  already_member: 409,
  invitation_open: 409,
  last_lead: 409,
  evidence_missing: 400,
  checks_full: 409,
  milestones_not_price: 400,
  discovery_invalid: 400,
  criteria_unassigned: 400,
  answers_differ: 400,
  criteria_too_few: 400,
  amount_invalid: 400,
  currency_unknown: 400,
  class_not_offered: 400,
  brief_incomplete: 409,
  brief_closed: 409,
  brief_settled: 409,
  criterion_repeated: 409,
  proposal_exists: 409,
  brief_changed: 409,
  counters_used: 409,
  stewards_missing: 409,
  proposals_open: 409,
  approach_repeated: 409,
  nothing_changed: 400,
  offer_incomplete: 409,
  offer_settled: 409,
  offer_closed: 409,
  offer_fixed: 409,
  offer_member_left: 409,
  client_unverified: 409,
  name_taken: 409,
  seats_unanswered: 409,
  class_not_carried: 400,
  labels_not_offered: 409,
  order_incomplete: 409,
  // outcomes
  dataset_invalid: 400,
  dataset_too_small: 400,
  upload_running: 409,
  endpoint_refused: 400,
  endpoint_missing: 409,
  endpoint_not_needed: 409,
  attempts_used: 409,
  evaluation_running: 409,
  rating_closed: 409,
  ratings_incomplete: 409,
  report_closed: 409,
  rows_served: 409,
  rows_not_served: 409,
  predictions_missing: 409,
  // learning
  markdown_too_deep: 400,
  markdown_too_long: 400,
  track_incomplete: 409,
  version_closed: 409,
  slug_taken: 409,
  work_missing: 409,
  review_closed: 409,
  marks_incomplete: 409,
  appeal_late: 409,
  decider_took_part: 403,
  reviewer_unknown: 400,
  reviewer_has_tie: 409,
  four_eyes: 403,
  cohort_full: 409,
  cohort_dates: 400,
  cohort_over: 400,
  // contracts, stewardship
  terms_outdated: 409,
  name_mismatch: 400,
  already_signed: 409,
  rule_fails: 409,
  criterion_missing: 400,
  rounds_used: 409,
  both_sides: 409,
  hand_over_open: 409,
  milestone_begun: 409,
  contract_lead_missing: 409,
  last_contract_lead: 409,
  exchange_host: 400,
  judge_in_team: 409,
  rater_of_client: 409,
  judge_unknown: 400,
  not_yet_due: 409,
  saved_searches_full: 409,
  // reputation
  review_too_soon: 409,
  review_of_oneself: 403,
  review_late: 409,
  review_written: 409,
  record_empty: 409,
  // learning
  seats_taken: 409,
  cohort_closed: 409,
  nothing_studied: 409,
  track_credential_held: 409,
  credential_withdrawn: 409,
  not_enrolled: 403,
  attempt_open: 409,
  attempt_too_soon: 409,
  item_attempts_used: 409,
  refund_closed: 409,
  // learning: importing
  archive_refused: 400,
  import_refused: 400,
  import_settled: 409,
  // messages
  message_repeated: 409,
  message_settled: 409,
  message_gone: 409,
  thread_closed: 409,
  // reputation
  portfolio_full: 409,
  // money
  idempotency_mismatch: 409,
  insufficient_funds: 409,
  payout_account_missing: 409,
  payment_open: 409,
  provider_failed: 502,
} as const satisfies Record<string, number>

export type RefusalCode = keyof typeof refusals
export type RefusalFacts = Readonly<Record<string, string | number>>

export class Refused extends Error {
  override readonly name = 'Refused'
  constructor(
    readonly code: RefusalCode,
    readonly facts: RefusalFacts = {},
  ) {
    super(code)
  }
}

/** Throws for a state that must not exist; it is a fault of ours, not of the person. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`)
}
