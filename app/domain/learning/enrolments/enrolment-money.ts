/** What happens to the money of an enrolment, and what escrow calls it. */

export const refundDays = 14
/** An enrolment whose money does not come lapses after this. */
export const paymentDays = 7

const enrolmentPrefix = 'enrolment:'
const sponsorshipPrefix = 'sponsorship:'

export const enrolmentReference = (enrolmentId: string) => `${enrolmentPrefix}${enrolmentId}`
/**
 * What the certificate of what is done so far is issued for: one for a person and a track, so that
 * leaving and coming back gives no second one. Earlier ones were named after their enrolment.
 */
export const studiedReference = (of: { personId: string; trackId: string }) =>
  `studied:${of.personId}:${of.trackId}`
export const sponsorshipReference = (sponsorshipId: string) =>
  `${sponsorshipPrefix}${sponsorshipId}`

/** What a reference of escrow or payments stands for; null when it is not of learning. */
export function learningReference(
  reference: string,
): { kind: 'enrolment' | 'sponsorship'; id: string } | null {
  if (reference.startsWith(enrolmentPrefix)) {
    return { kind: 'enrolment', id: reference.slice(enrolmentPrefix.length) }
  }
  if (reference.startsWith(sponsorshipPrefix)) {
    return { kind: 'sponsorship', id: reference.slice(sponsorshipPrefix.length) }
  }
  return null
}

/** The price goes back for two weeks, while less than a fifth of the items are done. */
export function isRefundable(
  enrolment: { refundUntil: Date | null; refundedAt: Date | null; releasedAt: Date | null },
  done: { items: number; of: number },
  at: Date,
): boolean {
  const { refundUntil, refundedAt, releasedAt } = enrolment
  if (!refundUntil || refundedAt || releasedAt) return false
  return at < refundUntil && done.items * 5 < done.of
}
