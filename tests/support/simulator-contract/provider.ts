import Stripe from 'stripe'
import { pause, recipient, run } from './harness'

/** Whoever the contract suite speaks with: the simulator, or Stripe's sandbox. */
export interface Provider {
  stripe: Stripe
  /** An account to which money may be transferred, when there is one. */
  destination: string | null
  /** Every response's body, as it came. */
  bodies: unknown[]
  /** Lets days pass where that can be done; elsewhere one waits and looks again. */
  pass: (days: number) => Promise<void>
  close: () => Promise<void>
}

/** The keys by which a sandbox is meant, as they were when the tests began. */
const key = process.env.STRIPE_API_URL ? '' : (process.env.STRIPE_SECRET_KEY ?? '')

export const providers: {
  name: string
  open: () => Promise<Provider>
  /** Why it cannot be asked, or null. */
  missing: string | null
}[] = [
  { name: 'the payment simulator', open: openSimulator, missing: null },
  {
    name: 'Stripe’s sandbox',
    open: async () => openSandbox(),
    missing: key.startsWith('sk_test_')
      ? null
      : 'give STRIPE_SECRET_KEY=sk_test_… to run the same suite against it',
  },
]

async function openSimulator(): Promise<Provider> {
  const { simulator, stripe, control } = await run()
  return {
    stripe,
    destination: (await recipient(stripe)).id,
    bodies: listen(stripe),
    pass: async (days) => {
      await control('POST', 'clock', { advance: String(days * 86_400) })
    },
    close: () => simulator.stop(),
  }
}

function openSandbox(): Provider {
  const stripe = new Stripe(key, { emitEventBodies: true })
  const destination = process.env.SAMAR_STRIPE_SANDBOX_ACCOUNT ?? null
  const bodies = listen(stripe)
  return { stripe, destination, bodies, pass: async () => {}, close: async () => {} }
}

function listen(stripe: Stripe): unknown[] {
  const bodies: unknown[] = []
  stripe.on('response', (event: { body?: unknown }) =>
    bodies.push(JSON.parse(JSON.stringify(event.body ?? null))),
  )
  return bodies
}

/** Pays by what stands for a test card, without any page. */
export async function payWith(
  stripe: Stripe,
  amount: number,
  token = 'pm_card_visa',
): Promise<Stripe.Charge> {
  const intent = await stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    confirm: true,
    payment_method: token,
    allowed_payment_method_types: ['card'],
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    transfer_group: 'milestone_1',
    expand: ['latest_charge'],
  })
  return intent.latest_charge as Stripe.Charge
}

/** How long to look: a sandbox needs a while for what the simulator does at once. */
const patienceMs = key === '' ? 3_000 : 120_000

/** Looks until it is so, or patience ends; answers with what was seen last. */
export async function until<T>(look: () => Promise<T>, done: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + patienceMs
  for (;;) {
    const seen = await look()
    if (done(seen) || Date.now() > end) return seen
    await pause(500)
  }
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
