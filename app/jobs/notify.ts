import { notify } from '~/domain/notifications/notify.server'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

/** Something happened: everybody whom it concerns is told. */
export const notifyTask = task('notify', async (payload, { db }) => {
  const at = await businessNow(db)
  await inTransaction((tx) => notify(tx, { ...payload, at }), db)
})
