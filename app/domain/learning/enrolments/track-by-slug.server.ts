import { track } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'

/** The track of this slug, whether or not people can still enrol in it. */
export async function trackIdBySlug(db: Reader, slug: string): Promise<string | null> {
  const [row] = await db.select({ id: track.id }).from(track).where(eq(track.slug, slug))
  return row?.id ?? null
}
