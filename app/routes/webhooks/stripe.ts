import { receive, serve } from '~/domain/identity/access.server'
import { receiveWebhook } from '~/domain/payments/receive-webhook.server'

/**
 * Where the payment provider's webhooks come in. The signature covers the raw text, so that the form
 * reader of `act` must not touch the request. Whatever was refused before is refused again; whatever
 * is stored is answered with 200, also when it comes twice.
 */
export const action = receive('anyone', async ({ request, db }) => {
  if (request.method !== 'POST') return answer(405)
  const receipt = await receiveWebhook(db, {
    body: await request.text(),
    signature: request.headers.get('stripe-signature'),
  })
  return answer(receipt.ok ? 200 : 400)
})

/** Nobody reads here. */
export const loader = serve('anyone', () => answer(405))

function answer(status: 200 | 400 | 405): Response {
  return new Response(null, { status, headers: status === 405 ? { Allow: 'POST' } : {} })
}
