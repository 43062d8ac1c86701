import { notification } from 'db/schema/notifications'
import { and, count, desc, eq, isNull } from 'drizzle-orm'
import type { SignedIn } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'

export const inboxPageSize = 20

/** How many notifications this person has not opened. */
export async function unreadCount(db: Reader, viewer: SignedIn): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(notification)
    .where(and(eq(notification.personId, viewer.personId), isNull(notification.readAt)))
  return row?.count ?? 0
}

/** One page of this person's notifications, the latest first. Pages count from 1. */
export async function inboxPage(db: Reader, viewer: SignedIn, page: number) {
  const mine = eq(notification.personId, viewer.personId)
  const [total] = await db.select({ count: count() }).from(notification).where(mine)
  const pages = Math.max(1, Math.ceil((total?.count ?? 0) / inboxPageSize))
  const shown = Math.min(Math.max(1, page), pages)
  const rows = await db
    .select()
    .from(notification)
    .where(mine)
    .orderBy(desc(notification.createdAt), desc(notification.id))
    .limit(inboxPageSize)
    .offset((shown - 1) * inboxPageSize)
  return { rows, page: shown, pages }
}
