import Stripe from 'stripe'
import { payByCard, recipient, run, sandbox } from './harness'

/** Whoever the contract suite speaks with: the simulator, or Stripe's sandbox. */
export interface Provider {
  stripe: Stripe
  /** An account to which money may be transferred, when there is one. */
  destination: string | null
  /** Every response's body, as it came. */
  bodies: unknown[]
  /** A succeeded charge of this amount in US dollars. */
  paid: (amount: number) => Promise<Stripe.Charge>
  close: () => Promise<void>
}

export async function openProvider(): Promise<Provider> {
  const provider = sandbox ? openSandbox() : await openSimulator()
  provider.stripe.on('response', (event: { body?: unknown }) =>
    provider.bodies.push(JSON.parse(JSON.stringify(event.body ?? null))),
  )
  return provider
}

async function openSimulator(): Promise<Provider> {
  const { simulator, stripe } = await run()
  return {
    stripe,
    destination: (await recipient(stripe)).id,
    bodies: [],
    paid: (amount) => payByCard(stripe, amount),
    close: () => simulator.stop(),
  }
}

function openSandbox(): Provider {
  const stripe = new Stripe(process.env.STRIPE_SECRET_KEY ?? '', { emitEventBodies: true })
  const paid = async (amount: number) => {
    const intent = await stripe.paymentIntents.create({
      amount,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_visa',
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      transfer_group: 'milestone_1',
      expand: ['latest_charge'],
    })
    return intent.latest_charge as Stripe.Charge
  }
  const destination = process.env.SAMAR_STRIPE_SANDBOX_ACCOUNT ?? null
  return { stripe, destination, bodies: [], paid, close: async () => {} }
}

/** The error that Stripe refuses with; throws when it does not refuse. */
export async function refusalOf(work: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await work
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error
    throw error
  }
  throw new Error('The request was accepted.')
}
