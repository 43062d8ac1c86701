import { processWebhook } from '~/domain/payments/process-webhook.server'
import { businessNow } from '~/platform/business-clock.server'
import { task } from './task'

/** A webhook is in the inbox: the provider is asked what is true, and that is recorded. */
export const processWebhookTask = task('process-webhook', async ({ eventId }, { db }) => {
  await processWebhook(db, { eventId, at: await businessNow(db) })
})
