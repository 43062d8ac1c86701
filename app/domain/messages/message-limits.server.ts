import { person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import type { SignedIn } from '~/domain/identity/viewer'
import { addDays } from '~/kernel/clock'
import type { Db } from '~/platform/database.server'
import { countAttempt, type Limit } from '~/platform/limits.server'

/** An account counts as new for a week. */
const newDays = 7

const limits: Record<'known' | 'fresh', { thread: Limit; all: Limit }> = {
  known: {
    thread: { points: 20, perSeconds: 600 },
    all: { points: 60, perSeconds: 600 },
  },
  fresh: {
    thread: { points: 5, perSeconds: 600 },
    all: { points: 10, perSeconds: 600 },
  },
}
const reports: Limit = { points: 10, perSeconds: 86_400 }

/** Counts a message before it is written. @throws Refused too_many_attempts */
export async function countMessage(
  db: Db,
  viewer: SignedIn,
  given: { subjectId: string; at: Date },
): Promise<void> {
  const [row] = await db
    .select({ createdAt: person.createdAt })
    .from(person)
    .where(eq(person.id, viewer.personId))
  const known = row !== undefined && addDays(row.createdAt, newDays) <= given.at
  const { thread, all } = limits[known ? 'known' : 'fresh']
  await countAttempt(db, `message:${viewer.personId}`, all)
  await countAttempt(db, `message:${viewer.personId}:${given.subjectId}`, thread)
}

/** Counts a report before it is made. @throws Refused too_many_attempts */
export async function countReport(db: Db, viewer: SignedIn): Promise<void> {
  await countAttempt(db, `message-report:${viewer.personId}`, reports)
}
