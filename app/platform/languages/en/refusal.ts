/** One sentence for each code of kernel/refusal.ts: what stands in the way, and what a person can do. */
export const refusal = {
  not_found: 'There is nothing here that you may see.',
  sign_in_required: 'Sign in first; then you come back to where you were.',
  not_allowed: 'Your account may not do this. Ask the person who leads your side.',
  form_invalid: 'Some of what was sent needs a second look. It is marked below.',
  track_missing:
    'This file is about one track. Choose the track on the page, then ask for the file there.',
  body_too_large: 'What was sent is larger than Samar takes here. Nothing was kept.',
  too_many_attempts:
    'Too many tries in a short time. Try again in {minutes, plural, one {a minute} other {# minutes}}.',
  already_done: 'This has been done already. Nothing was done twice.',
  changed_meanwhile: 'Somebody changed this while you were reading. Look at it again, then decide.',
  transition_refused:
    'This step is not possible in the present state. Reload the page to see what is.',
  service_unavailable: 'Samar cannot reach its database for the moment. Try again in a minute.',
  credentials_wrong: 'Address and password do not belong together.',
  email_unconfirmed: 'Confirm your address first. The mail with the link is on its way to you.',
  code_invalid: 'This link or code is used up or too old. Ask for a new one.',
  confirmation_failed:
    'The link is used up or too old, or this is not the password of the latest sign-up with this address. Ask for a new password: that confirms the address too.',
  password_weak:
    'The password is too short or too common. Twelve characters or more make a good one.',
  invitation_invalid: 'This invitation is used up, withdrawn or too old. Ask for a new one.',
  last_owner: 'An organisation needs an owner. Name another one first.',
  shares_not_whole: 'The shares must add up to exactly 100 %.',
  member_unknown: 'One of the people named is not a member of the team.',
  team_has_open_work: 'The team has work that is still open. Finish it or hand it over first.',
  invitation_open:
    'An invitation to \u2068{to}\u2069 is open already. In the list of invitations on the page of the team’s members you can send it again, which renews its link, or withdraw it.',
  already_member: 'This person is a member of the team already.',
  last_lead: 'A team needs a lead. Make another member a lead first.',
  checks_full:
    'You keep {most, number} exposure checks already. Delete one in your settings, then keep this one.',
  evidence_missing: 'Give a link that others can open. It starts with https.',
  criteria_unassigned:
    'Every milestone needs a criterion, and every criterion of the brief a milestone. Look at “{criterion}”.',
  milestones_not_price: 'The milestones must add up to exactly the price.',
  discovery_invalid:
    'A discovery is the first milestone, says what is handed over, has no criterion, costs at most 15 % of the price and takes at most three weeks.',
  answers_differ:
    'One milestone asks the system for one kind of answer: a class, a number or a text. Give criteria that want another kind a milestone of their own.',
  criteria_too_few:
    'There are too few criteria. An outcome needs at least two that can be measured.',
  amount_invalid: 'The amount cannot be read, or is outside what is allowed.',
  currency_unknown: 'Samar does not settle in this currency.',
  class_not_offered: 'This workload class is not offered yet.',
  brief_incomplete: 'The brief is not complete. What is missing is named on its page.',
  brief_closed: 'The brief no longer takes proposals.',
  brief_settled:
    'A brief that was published or taken back does not change any more: teams answer what it says. To ask for something else, write a new one.',
  criterion_repeated:
    'This criterion is there already. Change something about it, or go back to the criteria.',
  exchange_invalid:
    'The seat in exchange does not fit. Look at its host, the countries of both and the stages, and save again.',
  exchange_country:
    'A seat in exchange is for somebody from another country than the host and most of the team. Look for a seat elsewhere.',
  seat_taken: 'Nobody can ask for this seat any more. Look at the other seats in exchange.',
  seat_gone: 'The brief of this seat is closed, or its host has left. Open another seat.',
  openings_full: 'Your team has {most} seats open already. Withdraw one, or wait until one closes.',
  seat_elsewhere:
    '{name} has a seat in another proposal for this brief. Nobody stands in two proposals for one brief.',
  seat_promised:
    'Somebody is invited to this seat or has joined for it. Withdraw the invitation under Members first.',
  seat_declined:
    'The team has declined your request for this seat. Look at the other seats in exchange.',
  page_needed: 'Show at least one skill and confirm your address first: the team reads your page.',
  proposal_exists: 'Your team has a live proposal for this brief already.',
  brief_changed:
    'The brief has changed since this proposal was written. Its team confirms or revises it first.',
  counters_used:
    'There have been {most} counter-offers. Accept the proposal, or decline it and say why.',
  stewards_missing:
    'Rule: whoever works on data of this class is a data steward. No such credential is held by {people}. They earn one on a track about data protection, or the lead gives their seats to others.',
  proposals_open:
    'Your team has {most} proposals open, which is the most. Take one back, or wait until one is answered.',
  approach_repeated:
    'Your team has sent this approach already. Write what you would do for this client, or what you would do otherwise this time.',
  nothing_changed: 'Nothing is different from before. Change something first.',
  offer_incomplete: 'The offer is not complete. What is missing is named on its page.',
  offer_settled:
    'There is no draft to change: what is published stays as it is. Begin a new version from the page of the offer.',
  offer_closed: 'The team takes no orders for this offer at the moment. Nothing was ordered.',
  offer_fixed:
    'The offer fixes this. You complete what is yours: the data, your figures and the people you name. To ask for something else, write a brief.',
  offer_member_left:
    'Somebody with a seat in this offer has left the team. Begin a new version and give the seat to somebody else.',
  name_taken: 'Somebody else has this name, or one that reads like it. Choose another.',
  client_unverified:
    'Your organisation has not been verified yet. Ask for it on the page of the draft; you can publish as soon as it is done.',
  seats_unanswered: 'Not every member has agreed to their share yet.',
  class_not_carried:
    'The team does not offer this for data of that class. Choose one that it names.',
  labels_not_offered:
    'The right answers in this file are not labelled as the offer measures them. The order says which labels are needed.',
  order_incomplete:
    'Some criteria still need your figures or the people who mark. They are named on the page of the order.',
  archive_refused: 'The archive cannot be read. Pack it again and choose the new file.',
  import_refused: 'Samar can make no course of this file. Choose one of the formats that it takes.',
  import_settled: 'This import has been answered already.',
  dataset_invalid: 'The file cannot be used as it is. The rows that need mending are named below.',
  upload_running:
    'Samar is still sealing the last file you sent. Wait until it has finished, then send the next one.',
  dataset_too_small:
    'The sealed data have fewer rows than the attempts and the sample together need.',
  endpoint_refused: 'Samar does not send data to this address.',
  endpoint_missing: 'Register the address of your system first.',
  attempts_used: 'All attempts of this milestone are used.',
  evaluation_running: 'A measurement is running already. Wait for its verdict.',
  endpoint_not_needed: 'No criterion has anything sent anywhere, so no address is needed.',
  rating_closed: 'These marks are closed. Nothing was changed.',
  ratings_incomplete:
    '{missing, plural, one {One mark is} other {# marks are}} still missing. Give every mark, then hand in.',
  report_closed:
    'This is not open now: somebody was quicker, or the time is over. Nothing was changed.',
  judge_in_team:
    '{name} is in the team, and nobody marks or measures their own work. Name somebody else in the criterion.',
  rater_of_client:
    '{name} acts for the client, and neither side marks the answers itself. Name somebody else in the criterion.',
  judge_unknown: '{name} has no account here. Name somebody who has one in the criterion.',
  rows_served:
    'The rows of this attempt have been handed out already. They are handed out once; the page says when, and to whom.',
  rows_not_served: 'Take the rows first: predictions are about them.',
  predictions_missing: 'No file of predictions lies ready. Upload one first.',
  terms_outdated: 'There is a newer version of the terms. Read that one, then sign.',
  name_mismatch: 'The name typed is not the name of your account.',
  already_signed: 'You have signed this version already.',
  rule_fails:
    'A rule of this workload class does not hold yet. Its page says which, and who can mend it.',
  criterion_missing: 'Name the criterion that is not met.',
  rounds_used: 'Both rounds of changes are used.',
  both_sides:
    'A member of this team also belongs to the client’s organisation. Nobody can stand on both sides of a contract.',
  hand_over_open:
    'A hand-over of seats is proposed already. Agree to it, refuse it, or let its proposer take it back first.',
  milestone_begun:
    'Something has been delivered for this milestone or a later one, so its seats stay. Choose one of which nothing has been delivered yet.',
  contract_lead_missing:
    'Nobody who would have a seat leads the contract or the team. Make one of them a lead of the team first.',
  last_contract_lead:
    'Nobody else leads the contract “{contract}”. Hand the seat over first, to somebody who leads the team.',
  exchange_host:
    'A seat in exchange needs a host who keeps a usual seat, in another country. Choose another host, or make it a usual seat.',
  not_yet_due: 'This is possible later. The page says from when.',
  seats_taken: 'All seats are taken. Look for another group, or pay for your own place.',
  cohort_closed: 'This group takes nobody any more. Choose another one, or go at your own pace.',
  nothing_studied:
    'Nothing of this track is done yet, so there is nothing to sign. Read a lesson or pass an item first.',
  track_credential_held:
    'The credential of the whole track has been issued to you. It takes the place of a certificate of what is done so far.',
  credential_withdrawn:
    'The issuer has suspended or revoked the certificate that you had, so no new one is issued. Its page says why; ask the issuer.',
  not_enrolled: 'This is for people who are enrolled in the track. Enrol on its page.',
  attempt_open: 'An attempt is still open. Finish that one first.',
  attempt_too_soon:
    'Attempts are 48 hours apart. The page says from when the next one is possible.',
  item_attempts_used: 'All three attempts at this item are used.',
  refund_closed:
    'The price can no longer be paid back: two weeks have passed, or a fifth of the items is done. You are still enrolled.',
  idempotency_mismatch:
    'The same order came in twice with different contents. The first one counts.',
  insufficient_funds: 'There is less held than this would take. Nothing was moved.',
  payout_account_missing:
    'There is no account yet to which this can be paid. Add one under Settings.',
  payment_open: 'A payment for this is open already. Finish it, or let it lapse.',
  provider_failed: 'The payment provider did not answer. Nothing was moved; try again in a minute.',
  markdown_too_deep:
    'The text is nested deeper than {depth, number} levels. Take some of the quotes, lists or brackets out.',
  markdown_too_long:
    'The text is longer than {characters, number} characters. Cut it into two lessons.',
  track_incomplete: 'Some things have to be mended first. The list says what and where.',
  version_closed: 'This version can no longer be changed. Start the next one.',
  slug_taken: 'Another track has this address. Choose another one.',
  work_missing: 'Write something, name a link or add a file first. Then hand it in.',
  review_closed: 'This review is closed. Nothing was changed.',
  marks_incomplete: 'Choose a level in every line, and write a few words. Then hand in.',
  appeal_late: 'The time to appeal is over. The result stands.',
  decider_took_part:
    'You marked this work, or you know its author from a team, a cohort or an organisation. Somebody else decides.',
  reviewer_unknown: 'Nobody with this e-mail address has a confirmed account here.',
  reviewer_has_tie:
    'This person knows the learner from a team, a cohort or an organisation, or had a part in it already. Name somebody else.',
  four_eyes: 'You had a hand in this version, so somebody else at the desk has to publish it.',
  cohort_full:
    'More people are in this cohort than the seats you gave it. Give it at least {count, number}.',
  saved_searches_full:
    'You keep {most, number} searches already. Forget one of them under Settings, then save this one.',
  cohort_dates: 'The end of a cohort comes after its start, and its dates lie between the two.',
  message_repeated:
    'You have just written exactly this. It is in the thread; it was not sent a second time.',
  message_settled: 'A message can be withdrawn for 15 minutes only, and once. Nothing was changed.',
  message_gone:
    'Its author has withdrawn this message meanwhile, so it can no longer be reported. Nothing was sent.',
  thread_closed: 'Nothing more is written in this thread. What you typed is kept below.',
  portfolio_full:
    'A portfolio holds {most, number} things besides the outcomes. Take one out first.',
  cohort_over: 'This last day has passed already. Choose one that is still to come.',
  review_too_soon: 'The contract is still running. You can review each other once it has ended.',
  review_of_oneself:
    'You belong to both sides of this contract, so this would be a review of yourself. A colleague on one side only can write it.',
  review_late: 'The fourteen days to review are over. What was written is shown.',
  review_written:
    'Your side has written its review already. A review is written once and stays as it is.',
  record_empty:
    'Nothing of yours has ended yet, so there is nothing to sign. Come back once a funded milestone has been accepted.',
} as const
