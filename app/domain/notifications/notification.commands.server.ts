import { notification } from 'db/schema/notifications'
import { and, eq, isNull } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'

/** Marks one's own notification as read and says where it leads. Reading twice keeps the first time. */
export async function openNotification(
  tx: Tx,
  input: { notificationId: string; by: string; at: Date },
): Promise<{ url: string }> {
  const mine = and(eq(notification.id, input.notificationId), eq(notification.personId, input.by))
  const [row] = await tx.select({ url: notification.url }).from(notification).where(mine)
  if (!row) throw new Refused('not_found')
  await tx
    .update(notification)
    .set({ readAt: input.at })
    .where(and(mine, isNull(notification.readAt)))
  return row
}

export async function markAllRead(tx: Tx, input: { by: string; at: Date }): Promise<void> {
  await tx
    .update(notification)
    .set({ readAt: input.at })
    .where(and(eq(notification.personId, input.by), isNull(notification.readAt)))
}
