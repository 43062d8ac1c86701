import { isId } from '~/kernel/ids'
import type { Reader } from '~/platform/database.server'
import type { NotifyEvent } from '~/platform/queue.server'
import * as authoring from './authoring-notices.server'
import * as claims from './claim-notices.server'
import * as contracts from './contract-notices.server'
import * as credentials from './credential-notices.server'
import * as disputes from './dispute-notices.server'
import * as exchanges from './exchange-notices.server'
import * as grading from './grading-notices.server'
import * as handOvers from './hand-over-notices.server'
import * as judging from './judging-notices.server'
import * as learning from './learning-notices.server'
import * as market from './market-notices.server'
import * as messages from './message-notices.server'
import * as milestones from './milestone-notices.server'
import type { Facts, Notice } from './notice'
import * as offers from './offer-notices.server'
import * as organisations from './organisation-notices.server'
import * as payables from './payable-notices.server'
import * as reviews from './review-notices.server'
import * as searches from './search-notices.server'

/** Finds who is told what. `subject` is the id that the event happened to. */
type Find = (db: Reader, subject: string, facts: Facts) => Promise<Notice[]>

/** Every event of the queue, with the people it concerns. */
export const notificationTable: Readonly<Record<NotifyEvent, Find>> = {
  'team-invited': market.teamInvited,
  'team-invitation-answered': market.teamInvitationAnswered,
  'proposal-forming': market.proposalForming,
  'proposal-reopened': market.proposalReopened,
  'proposal-seat-freed': market.proposalSeatFreed,
  'proposal-submitted': market.proposalSubmitted,
  'proposal-countered': market.proposalCountered,
  'brief-changed': market.briefChanged,
  'proposal-declined': market.proposalDeclined,
  'proposal-accepted': market.proposalAccepted,
  'brief-expired': market.briefExpired,
  'saved-search-found': searches.savedSearchFound,
  'offer-seats': offers.offerSeats,
  'offer-reopened': offers.offerReopened,
  'offer-agreed': offers.offerAgreed,
  'offer-ordered': offers.offerOrdered,
  'offer-member-left': offers.offerMemberLeft,
  'input-handed-in': offers.inputHandedIn,
  'input-confirmed': offers.inputConfirmed,
  'input-asked-again': offers.inputAskedAgain,
  'terms-changed': contracts.termsChanged,
  'contract-signed-once': contracts.signedOnce,
  'contract-awaiting-funds': contracts.awaitingFunds,
  'contract-lapsed': contracts.contractLapsed,
  'discovery-ended': contracts.discoveryEnded,
  'hand-over-proposed': handOvers.handOverProposed,
  'hand-over-agreed': handOvers.handOverAgreed,
  'hand-over-in-force': handOvers.handOverInForce,
  'hand-over-ended': handOvers.handOverEnded,
  'seat-holder-left': handOvers.seatHolderLeft,
  'contract-completed': contracts.contractCompleted,
  'review-reminder': contracts.reviewReminder,
  'reviews-revealed': contracts.reviewsRevealed,
  'review-reported': reviews.reviewReported,
  'review-report-decided': reviews.reviewReportDecided,
  'data-deleted': contracts.dataDeleted,
  'funding-failed': milestones.fundingFailed,
  'milestone-funded': milestones.milestoneFunded,
  'milestone-verdict': milestones.milestoneVerdict,
  'measurement-broken': milestones.measurementBroken,
  'changes-requested': milestones.changesRequested,
  'milestone-accepted': milestones.milestoneAccepted,
  'milestone-released': milestones.milestoneReleased,
  'milestone-with-operator': milestones.withOperator,
  'milestone-refunded': milestones.milestoneRefunded,
  'milestone-overdue': milestones.milestoneOverdue,
  'milestone-settled': disputes.milestoneSettled,
  'dispute-opened': disputes.disputeOpened,
  'dispute-answered': disputes.disputeAnswered,
  'dispute-mediated': disputes.disputeMediated,
  'dispute-ended': disputes.disputeEnded,
  'settlement-offered': disputes.settlementOffered,
  'settlement-declined': disputes.settlementDeclined,
  'exchange-asked': exchanges.exchangeAsked,
  'exchange-confirmed': exchanges.exchangeConfirmed,
  'exchange-host-named': exchanges.hostNamed,
  'exchange-seat-asked': exchanges.seatAsked,
  'exchange-seat-declined': exchanges.seatDeclined,
  'deadline-near': (db, subject, facts) => {
    if (isId('claim', subject)) return claims.claimDeadline(db, subject, facts)
    if (isId('handOver', subject)) return handOvers.handOverDeadline(db, subject, facts)
    return isId('contract', subject)
      ? contracts.contractDeadline(db, subject, facts)
      : milestones.milestoneDeadline(db, subject, facts)
  },
  'claim-opened': claims.claimOpened,
  'claim-answered': claims.claimAnswered,
  'claim-silent': claims.claimSilent,
  'claim-decided': claims.claimDecided,
  'claim-mended': claims.claimMended,
  'claim-withdrawn': claims.claimWithdrawn,
  'rating-asked': judging.ratingAsked,
  'rating-reminder': judging.ratingReminder,
  'report-asked': judging.reportAsked,
  'report-due': judging.reportDue,
  'report-made': judging.reportMade,
  'report-objected': judging.reportObjected,
  'credential-issued': credentials.credentialIssued,
  'credential-suspended': credentials.credentialSuspended,
  'credential-reinstated': credentials.credentialReinstated,
  'credential-revoked': credentials.credentialRevoked,
  'credential-expiring': credentials.credentialExpiring,
  'track-submitted': authoring.trackSubmitted,
  'track-sent-back': authoring.trackSentBack,
  'track-published': authoring.trackPublished,
  'transfer-paid': payables.transferPaid,
  'payout-account-needed': payables.payoutAccountNeeded,
  'attempt-graded': grading.attemptGraded,
  'attempt-broken': grading.attemptBroken,
  'review-assigned': grading.reviewAssigned,
  'review-due': grading.reviewDue,
  'reviewers-missing': grading.reviewersMissing,
  'appeal-filed': grading.appealFiled,
  'appeal-waits': grading.appealWaits,
  'appeal-decided': grading.appealDecided,
  'track-completed': grading.trackCompleted,
  'enrolment-began': learning.enrolmentBegan,
  'enrolment-payment-failed': learning.enrolmentPaymentFailed,
  'enrolment-refunded': learning.enrolmentRefunded,
  'enrolment-released': learning.enrolmentReleased,
  'sponsorship-funded': learning.sponsorshipFunded,
  'sponsorship-payment-failed': learning.sponsorshipPaymentFailed,
  'cohort-date-near': learning.cohortDateNear,
  'learning-idle': learning.learningIdle,
  'message-mentioned': messages.messageMentioned,
  'message-reported': messages.messageReported,
  'message-report-decided': messages.reportDecided,
  'check-asked': organisations.checkAsked,
  'check-asked-back': organisations.checkAskedBack,
  'organisation-verified': organisations.organisationVerified,
}
