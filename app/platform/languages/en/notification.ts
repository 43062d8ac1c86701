/** The inbox, and one sentence for each thing that can happen to a person. */
export const notification = {
  title: 'Inbox',
  lead: 'What happened in your teams, contracts and briefs. The same goes to you by mail.',
  empty_title: 'Nothing here yet',
  empty_body: 'When something waits for you, or ends, it is said here and by mail.',
  empty_action: 'Look at open briefs',
  mark_all: 'Mark all as read',
  marked: 'Everything is marked as read.',
  your_turn: 'Your turn',
  team_invited: '{inviter} invites you to the team {team}.',
  team_joined: '{person} has joined the team {team}.',
  team_declined: '{person} has declined your invitation to the team {team}.',
  proposal_forming:
    '{team} wants to propose for “{brief}”. Agree to your role and share, or refuse.',
  proposal_asked_again:
    'The terms of the proposal of {team} for “{brief}” have changed. Read what is different, and agree to your role and share, or refuse.',
  proposal_reopened:
    'Not everybody agreed to the proposal of {team} for “{brief}”. Change the seats and send it again.',
  proposal_submitted: '{team} has sent a proposal for “{brief}”.',
  proposal_revised: '{team} has sent a new version of its proposal for “{brief}”.',
  proposal_countered:
    '{organisation} has answered the proposal of {team} for “{brief}” with a counter-offer. Take it, or answer within 14 days.',
  brief_changed:
    '{organisation} has changed “{brief}”. Confirm or revise the proposal of {team}; until then it cannot be accepted.',
  proposal_sent: 'The proposal of {team} for “{brief}” has gone to {organisation}.',
  proposal_declined: 'The proposal of {team} for “{brief}” has ended without being accepted.',
  proposal_declined_price:
    '{organisation} has declined the proposal of {team} for “{brief}”: the price.',
  proposal_declined_evidence:
    '{organisation} has declined the proposal of {team} for “{brief}”: too little evidence of earlier outcomes.',
  proposal_declined_time:
    '{organisation} has declined the proposal of {team} for “{brief}”: the time it takes.',
  proposal_declined_fit:
    '{organisation} has declined the proposal of {team} for “{brief}”: the approach does not fit.',
  proposal_declined_other: '{organisation} has declined the proposal of {team} for “{brief}”.',
  proposal_declined_another_chosen:
    '{organisation} has accepted another proposal for “{brief}”; that of {team} is declined.',
  proposal_declined_brief_withdrawn:
    '{organisation} has taken “{brief}” back, so the proposal of {team} has ended.',
  proposal_declined_brief_expired:
    'The time of “{brief}” has run out, so the proposal of {team} has ended.',
  proposal_accepted: '{organisation} has accepted the proposal of {team} for “{brief}”.',
  proposal_accepted_sign:
    '{organisation} has accepted the proposal of {team} for “{brief}”. Read the terms and sign.',
  contract_to_sign: 'The contract with {team} for “{brief}” is ready. Read the terms and sign.',
  saved_search_found:
    '{count, plural, one {There is a new result for your search “{search}”: {first}.} other {There are # new results for your search “{search}”, among them {first}.}} You can stop these alerts on the page of results or under Settings.',
  brief_expired: 'Your brief “{brief}” has expired without a contract. You can publish it again.',
  offer_seats:
    '{team} wants to sell “{offer}” with you in it. Read it, and agree to your role and share.',
  offer_member_left:
    '{person} has left {team} and had a seat in “{offer}”. It takes no orders until a new version gives the seat to somebody.',
  offer_reopened: 'Not everybody agreed to “{offer}” of {team}. Change the seats and ask again.',
  offer_agreed: 'Everybody has agreed to “{offer}”. You can publish it.',
  offer_ordered_sign: '{organisation} has ordered “{brief}” from {team}. Read the terms and sign.',
  offer_ordered: '{organisation} has ordered “{brief}” from {team}.',
  input_handed_in:
    '{organisation} handed in “{input}” for “{contract}”. Confirm it or say what is missing within three business days.',
  input_confirmed: '“{input}” for “{contract}” is confirmed.',
  inputs_complete:
    'Everything for “{contract}” is confirmed. The weeks of the first milestone count.',
  input_asked_again:
    '{team} still misses something of “{input}” for “{contract}”. Hand it in again.',
  terms_changed:
    'There is version {version} of the terms of “{contract}”. Earlier signatures no longer count.',
  contract_signed_once: 'The other side has signed “{contract}”. Now your signature is missing.',
  contract_awaiting_funds:
    'Both sides have signed “{contract}”. Fund the first milestone, so that work can begin.',
  contract_signed:
    'Both sides have signed “{contract}”. {organisation} now funds the first milestone.',
  contract_lapsed: '“{contract}” has lapsed: it was not signed and funded in time.',
  contract_lapsed_funding: '“{contract}” has ended: the next milestone was not funded in time.',
  discovery_ended:
    '{by} ended “{contract}” after the discovery. Nothing more is owed, and it counts against nobody.',
  discovery_ended_review:
    '{by} ended “{contract}” after the discovery. Nothing more is owed. Say how it was to work with the other side.',
  hand_over_asked:
    'Other seats are proposed in “{contract}”, from milestone {position} on. Your seat is among them: agree, or refuse and say why.',
  hand_over_sign:
    'Other seats are proposed in “{contract}”, from milestone {position} on. Read the new terms and sign for {team}.',
  hand_over_proposed:
    'Other seats are proposed in “{contract}”, from milestone {position} on. {team} agrees first; then the client is asked.',
  hand_over_client:
    '{team} has agreed on other seats in “{contract}”, from milestone {position} on. Read the new terms and sign.',
  hand_over_in_force: 'The new seats in “{contract}” are in force, from milestone {position} on.',
  hand_over_refused:
    '{person} refused the other seats in “{contract}”. The terms stay as they are.',
  hand_over_withdrawn:
    'The proposal of other seats in “{contract}” was taken back. The terms stay as they are.',
  hand_over_lapsed:
    'The proposal of other seats in “{contract}” lapsed. The terms stay as they are.',
  deadline_hand_over:
    'Your word on the other seats in “{contract}” is due by {deadline}, or they lapse.',
  seat_holder_left:
    '{person} has left the team {team} and still has a seat in “{contract}”. Propose who takes it.',
  proposal_seat_freed:
    '{person} has left {team}, so a seat in the proposal for “{brief}” is free. Give it to somebody by {deadline}.',
  proposal_team_changes:
    '{team} fills a seat of its proposal for “{brief}” anew. It cannot be accepted meanwhile.',
  funding_failed: 'The payment for “{milestone}” failed. Nothing was taken; try again.',
  milestone_funded: 'The money for “{milestone}” is held. Work can begin.',
  milestone_funded_deliver: 'The money for “{milestone}” is held. Work can begin; deliver in time.',
  milestone_funded_client: 'Your payment for “{milestone}” has arrived and is held. {team} begins.',
  verdict_met: '“{milestone}” met its criteria. {organisation} looks at it now.',
  verdict_met_client:
    '“{milestone}” met its criteria. Look at the proof and accept, or ask for changes.',
  verdict_met_again: '“{milestone}” met its criteria.',
  verdict_not_met: '“{milestone}” did not meet its criteria.',
  verdict_not_met_client:
    '“{milestone}” did not meet its criteria, and all attempts are used. Decide how to go on.',
  verdict_not_met_again:
    '“{milestone}” did not meet its criteria. Look at the verdict, mend, and deliver again.',
  verdict_inconclusive: 'The measurement of “{milestone}” could not decide.',
  verdict_inconclusive_client:
    'The measurement of “{milestone}” could not decide, and all attempts are used. Decide how to go on.',
  verdict_inconclusive_again:
    'The measurement of “{milestone}” could not decide. Look at the verdict and deliver again.',
  delivered: '“{milestone}” has been delivered. {organisation} looks at it now.',
  delivered_client:
    '{team} has delivered “{milestone}” anew. Look at it and accept, or ask for changes.',
  delivered_again: '“{milestone}” has been delivered.',
  discovery_delivered:
    'The discovery “{milestone}” is handed over. {organisation} looks at it now.',
  discovery_delivered_client:
    '{team} has handed over the discovery “{milestone}”. Read it and accept, or ask for changes.',
  measurement_stopped:
    'The team stopped the measurement of “{milestone}” before anything had been answered. It does not count as an attempt.',
  measurement_stopped_counted:
    'The team stopped the measurement of “{milestone}” after answers had come in. It counts as an attempt.',
  measurement_broken:
    'The measurement of “{milestone}” broke off. It does not count as an attempt; check your system and deliver again.',
  exchange_asked: '“{milestone}” is delivered. Say which stage {person} reached in it.',
  exchange_confirmed: 'Your host has confirmed the stage that you reached in “{milestone}”.',
  exchange_host_named: 'A lead of {team} opened a seat in exchange and named you as its host.',
  exchange_seat_asked: '{person} asks for the seat in exchange of {team}. Read it, and answer.',
  exchange_seat_declined: '{team} does not give you the seat in exchange that you asked for.',
  exchange_seat_taken: 'Somebody else joined {team} for the seat in exchange that you asked for.',
  changes_requested:
    '{organisation} asks for changes to “{milestone}”. The page names the criterion.',
  rating_asked:
    'Answers of “{contract}” wait for your marks until {deadline}. You mark them alone and blind.',
  rating_reminder:
    'Your marks for “{contract}” are not handed in yet. The time ends at {deadline}.',
  report_asked:
    'You are the named measurer for “{measure}” in “{contract}”. Collect the figures and report them by {deadline}.',
  report_due:
    'The window for “{measure}” in “{contract}” is over. Report the figures by {deadline}.',
  report_made:
    'The figures for “{measure}” in “{milestone}” are reported. You may object until {deadline}.',
  report_corrected:
    'The figures for “{measure}” in “{milestone}” were corrected. You may object until {deadline}.',
  report_objected_answer:
    'Your figures for “{measure}” were objected to. Correct them or stand by them by {deadline}.',
  report_objected:
    'The figures for “{measure}” in “{milestone}” were objected to. The measurer answers by {deadline}.',
  report_objected_again:
    'The corrected figures for “{measure}” in “{milestone}” were objected to and do not count. The operator decides.',
  broken_rater_declined:
    'A rater declined to mark the answers of “{milestone}”. No attempt is used up, the reason is on its page, and Samar now decides.',
  broken_raters_silent:
    'The marks for “{milestone}” did not come in time. No attempt is used up, and Samar now decides.',
  broken_measurer_silent:
    'The figures for “{milestone}” were not reported in time. No attempt is used up; {team} may submit again.',
  milestone_accepted: '“{milestone}” is accepted. Your share is on its way.',
  milestone_accepted_silence:
    '“{milestone}” counts as accepted, since the time for review has passed. Your share is on its way.',
  milestone_released: 'The held funds for “{milestone}” have gone to {team}.',
  with_operator: 'Samar now decides about “{milestone}”. You will hear the reasons.',
  with_operator_decide: '“{milestone}” in “{contract}” waits for a decision.',
  dispute_opened: '{side} has opened a dispute about “{milestone}”.',
  dispute_opened_answer:
    '{side} has opened a dispute about “{milestone}”. Answer by {deadline}, or it gets what it asks for.',
  dispute_answered:
    '{side} has answered the dispute about “{milestone}”. Look for an agreement until {deadline}.',
  dispute_mediated:
    'The operator now mediates the dispute about “{milestone}”. You can still agree.',
  dispute_mediated_decide:
    'The dispute about “{milestone}” in “{contract}” waits for you to mediate.',
  dispute_withdrawn: 'The dispute about “{milestone}” is withdrawn. It goes on where it stood.',
  settlement_offered:
    '{side} offers to end “{milestone}” with {amount} released. Take it, decline it, or make an offer of your own.',
  settlement_declined: '{side} has declined your offer to split “{milestone}”.',
  milestone_settled: '“{milestone}” ended by a split: {amount} is released, the rest goes back.',
  milestone_settled_silence:
    'The dispute about “{milestone}” ended by silence: {amount} is released, the rest goes back.',
  milestone_settled_mediator:
    'The mediator has decided about “{milestone}”: {amount} is released, the rest goes back. Read the reasons.',
  milestone_settled_criteria:
    'The dispute about “{milestone}” ended on its sixtieth day: {amount} is released, by the criteria that were met.',
  deadline_dispute: 'Your time to answer the dispute about “{milestone}” ends at {deadline}.',
  deadline_offers:
    'The time to agree about “{milestone}” ends at {deadline}. Then the operator mediates.',
  milestone_refunded: 'The held funds for “{milestone}” went back to {organisation}.',
  milestone_funded_inputs:
    'The money for “{milestone}” is held. Hand in what the team needs: the weeks begin once it is confirmed.',
  milestone_refunded_inputs:
    '{organisation} did not hand in what you need for “{contract}” in time. The held funds for “{milestone}” went back, and the contract has ended.',
  milestone_refunded_inputs_client:
    'What the team needs for “{contract}” was not handed in in time. The held funds for “{milestone}” are on their way back to you, and the contract has ended.',
  milestone_refunded_client: 'The held funds for “{milestone}” are on their way back to you.',
  milestone_overdue: 'The delivery of “{milestone}” is overdue.',
  take_back_open: '“{milestone}” is long overdue. You may take your money back, or wait.',
  take_back_open_team:
    '“{milestone}” is long overdue. {organisation} may now take its money back. Deliver, or talk.',
  deadline_signing: 'Your signature on “{contract}” is due by {deadline}.',
  deadline_funding: 'The first milestone of “{contract}” must be funded by {deadline}.',
  deadline_next_funding: '“{milestone}” must be funded by {deadline}, or the contract ends.',
  deadline_inputs:
    'What the team needs for “{contract}” is due by {deadline}. Otherwise the money goes back and the contract ends.',
  deadline_delivery: 'The delivery of “{milestone}” is due by {deadline}.',
  deadline_review: 'Your review of “{milestone}” ends at {deadline}. Look at it before then.',
  deadline_operator: 'The decision about “{milestone}” is due by {deadline}.',
  enrolment_began_free: 'You are enrolled in “{track}”. Begin whenever you like.',
  enrolment_began_paid:
    'Your payment of {amount} for “{track}” has arrived and is held. You can begin.',
  enrolment_began_sponsored: 'You have a sponsored seat in “{track}”. You can begin.',
  enrolment_payment_failed: 'The payment for “{track}” failed. Nothing was taken; try again.',
  enrolment_refunded: '{amount} for “{track}” are on their way back to you.',
  seat_refunded: 'A seat in “{track}” was given up. {amount} are on their way back to you.',
  enrolment_released: '{amount} for a place in “{track}” are released to {partner}, less the fee.',
  sponsorship_funded:
    'Your payment for {seats, plural, one {one seat} other {# seats}} in “{track}” has arrived. Learners can take them.',
  sponsorship_payment_failed:
    'The payment for seats in “{track}” failed. Nothing was taken; try again.',
  cohort_date_near: '“{what}” of {cohort} is due by {deadline}.',
  learning_idle:
    'You have not been in “{track}” for a while. Go on where you stopped, or switch these reminders off in your settings.',
  transfer_paid_partner: '{amount} for places in your tracks have been sent to your account.',
  payout_account_needed_partner:
    '{amount} for places in your tracks wait for you. Say where your organisation wants to be paid.',
  transfer_paid: '{amount} for “{milestone}” have been sent to your account.',
  payout_account_needed:
    '{amount} for “{milestone}” wait for you. Add a payout account to receive them.',
  contract_completed: '“{contract}” is complete.',
  contract_completed_review:
    '“{contract}” is complete. Say how it was to work with the other side.',
  review_reminder: 'Your review for “{contract}” is missing. Both appear once both are written.',
  reviews_revealed: 'The reviews for “{contract}” are out.',
  claim_opened:
    'There is a claim about “{milestone}”: it was looked at again, and something no longer holds.',
  claim_opened_answer:
    'There is a claim about “{milestone}”: it was looked at again, and something no longer holds. Answer by {deadline}.',
  claim_opened_client: '{organisation} has opened a claim about “{milestone}”.',
  claim_opened_client_answer:
    '{organisation} has opened a claim about “{milestone}”. Answer by {deadline}.',
  claim_answered: '{team} has answered the claim about “{milestone}”. Samar decides by {deadline}.',
  claim_answered_decide: '{team} has answered the claim about “{milestone}”. Decide by {deadline}.',
  claim_silent:
    'The claim about “{milestone}” was not answered in time. Samar decides by {deadline}.',
  claim_silent_decide:
    'The claim about “{milestone}” was not answered in time. Decide by {deadline}.',
  claim_released: 'The claim about “{milestone}” is decided: what was kept back goes to {team}.',
  claim_refunded:
    'The claim about “{milestone}” is decided: what was kept back goes back to {organisation}.',
  claim_mended: '“{milestone}” was measured again and holds again. The claim has ended.',
  claim_withdrawn: '{organisation} has withdrawn the claim about “{milestone}”.',
  deadline_claim_answer: 'Your answer to the claim about “{milestone}” is due by {deadline}.',
  deadline_claim_decide: 'The decision about the claim on “{milestone}” is due by {deadline}.',
  data_deleted: 'The client’s data of “{contract}” have been deleted, as agreed.',
  credential_issued:
    'You have a new credential: “{credential}”. It is in your wallet; you decide who finds it.',
  credential_suspended:
    'Your credential “{credential}” is suspended and does not verify for now. The reason given: {reason}',
  credential_reinstated: 'Your credential “{credential}” is valid again.',
  credential_revoked:
    'Your credential “{credential}” has been revoked and no longer verifies. The reason given: {reason}',
  credential_expiring:
    'Your credential “{credential}” ends at {deadline}. Ask its issuer whether it can be renewed.',
  attempt_passed: 'You passed “{item}” in “{track}”.',
  attempt_not_passed:
    'You did not pass “{item}” in “{track}” this time. The page says what was marked.',
  attempt_broken:
    'The measurement of “{item}” in “{track}” came to nothing. No attempt is used; you can hand in again.',
  review_assigned: 'A work for “{item}” in “{track}” waits for your marks by {deadline}.',
  review_due:
    'Your marks for “{item}” in “{track}” are due by {deadline}. Afterwards somebody else is asked.',
  reviewers_missing:
    'For a work handed in to “{item}” in “{track}”, reviewers without a tie to the learner are missing. The operator has been asked. You can invite more reviewers.',
  reviewers_missing_name:
    'For a work handed in to “{item}” in “{track}”, reviewers without a tie to the learner are missing. Name somebody.',
  appeal_filed: 'A learner appeals against the marks of “{item}” in “{track}”. Decide it.',
  appeal_waits:
    'An appeal about “{item}” in “{track}” has waited for five business days. Decide it.',
  appeal_stands: 'Your appeal about “{item}” in “{track}” is decided: the result stands.',
  appeal_passed: 'Your appeal about “{item}” in “{track}” is decided: you passed.',
  appeal_again:
    'Your appeal about “{item}” in “{track}” is decided: you may try again, without using up an attempt.',
  track_completed:
    'You have completed “{track}”. The skills are on your profile, where teams and clients find you; look for a team next.',
  track_submitted:
    '{partner} handed in {track}, version {number}. Read it and publish it, or send it back.',
  track_sent_back: '{track}, version {number}, came back from the operator with a note.',
  track_published: '{track}, version {number}, is published. People can enrol in it.',
  message_mentioned: '{author} mentions you in the messages about “{thread}”.',
  message_reported: 'A message about “{thread}” has been reported. Read it and decide.',
  message_warned: 'The operator warns you because of a message about “{thread}”: {words}',
  report_warned:
    'The operator has warned the author of the message about “{thread}” that you reported: {words}',
  report_dismissed:
    'The operator has read the message about “{thread}” that you reported, and lets it stand: {words}',
  check_asked: '{organisation} asks to be verified, so that it can publish a brief.',
  check_asked_back:
    '{organisation} could not be verified yet. Answer what the operator asks, then ask again from the draft of a brief: {words}',
  organisation_verified: '{organisation} has been verified. Its briefs can be published.',
  review_reported: 'A review for “{contract}” has been reported. Read it and decide.',
  review_kept:
    'The operator has read the review for “{contract}” that you reported, and lets it stand: {words}',
  review_hidden: 'The operator has hidden a review for “{contract}”: {words}',
} as const
