import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { type Provider, payWith, refusalOf, until } from './provider'

export function disputeSuite(the: () => Provider): void {
  /** A charge with the dispute that its payer opens. */
  async function disputed(token: string): Promise<Stripe.Dispute> {
    const { stripe } = the()
    const charge = await payWith(stripe, 1_000_00, token)
    const seen = await until(
      async () => (await stripe.disputes.list({ charge: charge.id })).data,
      (rows) => rows.length > 0,
    )
    const [dispute] = seen
    if (!dispute) throw new Error('no dispute came')
    return dispute
  }
  const closed = (id: string) =>
    until(
      () => the().stripe.disputes.retrieve(id),
      (seen) => ['won', 'lost', 'warning_closed'].includes(seen.status),
    )
  const typesAbout = async (id: string) => {
    const { data } = await the().stripe.events.list({
      types: [
        'charge.dispute.created',
        'charge.dispute.updated',
        'charge.dispute.funds_withdrawn',
        'charge.dispute.funds_reinstated',
        'charge.dispute.closed',
      ],
      limit: 100,
    })
    return data
      .filter((event) => (event.data.object as Stripe.Dispute).id === id)
      .map((event) => event.type)
  }

  describe('disputes', () => {
    it('take the money and a fee, and bring the money back when won', async () => {
      const { stripe } = the()
      const dispute = await disputed('pm_card_createDispute')
      expect(dispute).toMatchObject({
        object: 'dispute',
        amount: 1_000_00,
        reason: 'fraudulent',
        status: 'needs_response',
        is_charge_refundable: false,
      })
      const [withdrawal] = dispute.balance_transactions
      expect(withdrawal).toMatchObject({ amount: -1_000_00, type: 'adjustment' })
      expect(withdrawal?.fee).toBeGreaterThan(0)
      const refused = await refusalOf(stripe.refunds.create({ charge: String(dispute.charge) }))
      expect(refused.code).toBe('charge_disputed')
      const answered = await stripe.disputes.update(dispute.id, {
        evidence: { uncategorized_text: 'winning_evidence' },
        metadata: { operation: 'op_2' },
      })
      expect(answered.evidence.uncategorized_text).toBe('winning_evidence')
      expect(answered.evidence_details).toMatchObject({ has_evidence: true, submission_count: 1 })
      const won = await closed(dispute.id)
      expect(won.status).toBe('won')
      const net = won.balance_transactions.reduce((sum, row) => sum + row.amount, 0)
      expect(net).toBe(0)
      const types = await until(
        () => typesAbout(dispute.id),
        (seen) => seen.includes('charge.dispute.funds_reinstated'),
      )
      expect(new Set(types)).toEqual(
        new Set([
          'charge.dispute.created',
          'charge.dispute.funds_withdrawn',
          'charge.dispute.updated',
          'charge.dispute.closed',
          'charge.dispute.funds_reinstated',
        ]),
      )
    })

    it('are lost by losing evidence, and by giving up', async () => {
      const { stripe } = the()
      const first = await disputed('pm_card_createDisputeProductNotReceived')
      expect(first.reason).toBe('product_not_received')
      await stripe.disputes.update(first.id, {
        evidence: { uncategorized_text: 'losing_evidence' },
      })
      expect((await closed(first.id)).status).toBe('lost')
      const second = await disputed('pm_card_createDispute')
      expect((await stripe.disputes.close(second.id)).status).toBe('lost')
      const again = await refusalOf(stripe.disputes.close(second.id))
      expect(again.statusCode).toBe(400)
    })

    it('keep a draft of the evidence without submitting it', async () => {
      const { stripe } = the()
      const dispute = await disputed('pm_card_createDispute')
      const draft = await stripe.disputes.update(dispute.id, {
        evidence: { product_description: 'A classifier of messages' },
        submit: false,
      })
      expect(draft.status).toBe('needs_response')
      expect(draft.evidence.product_description).toBe('A classifier of messages')
      expect(draft.evidence_details.submission_count).toBe(0)
      const unknown = stripe.disputes.update(dispute.id, { evidence: { colour: 'x' } } as never)
      expect((await refusalOf(unknown)).code).toBe('parameter_unknown')
    })

    it('begin as an inquiry that leaves the money alone', async () => {
      const { stripe } = the()
      const inquiry = await disputed('pm_card_createDisputeInquiry')
      expect(inquiry).toMatchObject({
        status: 'warning_needs_response',
        balance_transactions: [],
        is_charge_refundable: true,
      })
      await stripe.disputes.update(inquiry.id, {
        evidence: { uncategorized_text: 'escalate_inquiry_evidence' },
      })
      const escalated = await until(
        () => stripe.disputes.retrieve(inquiry.id),
        (seen) => seen.balance_transactions.length > 0,
      )
      expect(escalated.balance_transactions[0]?.amount).toBe(-1_000_00)
    })
  })
}
