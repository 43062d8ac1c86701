import { trackVersion } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { startPayment } from '~/domain/payments/start-payment.server'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enrolmentTransitions } from './enrolment'
import { enrolmentReference } from './enrolment-money'
import { lockOwnEnrolment } from './learner-rows.server'

/**
 * The learner starts to pay. The route then opens the provider's checkout, outside the transaction;
 * only the provider's webhook says that the money has come.
 * @throws Refused not_found, already_done when nothing is to be paid any more.
 */
export async function payEnrolment(
  tx: Tx,
  input: { enrolmentId: string; by: string; at: Date },
): Promise<{ paymentId: string; title: string }> {
  const row = await lockOwnEnrolment(tx, input)
  if (!enrolmentTransitions.find(row.status, 'paid', 'platform').ok)
    throw new Refused('already_done')
  invariant(row.currency && row.amountMinor !== null, 'what waits for money has a price')
  const { paymentId } = await startPayment(tx, {
    reference: enrolmentReference(row.id),
    funder: row.personId,
    startedBy: input.by,
    currency: row.currency,
    amountMinor: row.amountMinor,
    at: input.at,
  })
  const [version] = await tx
    .select({ title: trackVersion.title })
    .from(trackVersion)
    .where(eq(trackVersion.id, row.versionId))
  return { paymentId, title: version?.title ?? '' }
}
