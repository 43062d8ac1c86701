import { type ActArgs, redirectWith } from '~/domain/identity/access.server'
import { openCheckout } from '~/domain/payments/open-checkout.server'
import { Refused } from '~/kernel/refusal'
import { env } from '~/platform/env.server'

/** Sends somebody to the provider's page for a payment that was started; `here` is where they come back. */
export async function toCheckout(
  { db, viewer }: Pick<ActArgs<'person'>, 'db' | 'viewer'>,
  input: { paymentId: string; description: string; here: string },
) {
  const back = `${env().APP_ORIGIN}${input.here}`
  try {
    const { url } = await openCheckout(db, {
      paymentId: input.paymentId,
      description: input.description,
      successUrl: `${back}?payment=done`,
      cancelUrl: `${back}?payment=stopped`,
      customerEmail: viewer.email,
    })
    return redirectWith(url)
  } catch (error) {
    // It was settled in the meantime: the page says how.
    if (error instanceof Refused && error.code === 'already_done') return redirectWith(input.here)
    throw error
  }
}
