import { redirectWith, serve } from '~/domain/identity/access.server'
import { openNotification } from '~/domain/notifications/notification.commands.server'
import { inTransaction } from '~/platform/database.server'

/** Opens what a notification is about; from then on it counts as read. */
export const loader = serve('person', async ({ viewer, params, at }) => {
  const input = { notificationId: params.notificationId ?? '', by: viewer.personId, at }
  const { url } = await inTransaction((tx) => openNotification(tx, input))
  return redirectWith(url)
})
