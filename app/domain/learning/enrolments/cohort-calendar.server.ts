import { cohort, cohortDate, enrolment, track, trackVersion } from 'db/schema/learning'
import { and, asc, eq, inArray } from 'drizzle-orm'
import ical from 'ical-generator'
import type { Viewer } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import { seal, unseal } from '~/platform/crypto.server'
import type { Reader } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { readingStatuses } from './enrolment'

const context = 'cohort-calendar'

/** The secret part of a learner's own calendar address; it says whose it is and ends with the enrolment. */
export function calendarKey(enrolmentId: string): string {
  return seal(enrolmentId, context).toString('base64url')
}

function enrolmentOfKey(key: string): string | null {
  try {
    return unseal(Buffer.from(key, 'base64url'), context).toString()
  } catch {
    return null
  }
}

/** The enrolment by which somebody reads a cohort's dates: their own, or that of the address. */
async function reads(
  db: Reader,
  cohortId: string,
  by: { viewer: Viewer; key: string | null },
): Promise<boolean> {
  const id = by.key === null ? null : enrolmentOfKey(by.key)
  const mine = id
    ? eq(enrolment.id, id)
    : by.viewer
      ? eq(enrolment.personId, by.viewer.personId)
      : null
  if (!mine) return false
  const [row] = await db
    .select({ id: enrolment.id })
    .from(enrolment)
    .where(
      and(mine, eq(enrolment.cohortId, cohortId), inArray(enrolment.status, [...readingStatuses])),
    )
    .limit(1)
  return row !== undefined
}

/**
 * The dates of a cohort as an iCalendar file, for its learners: signed in, or by their own address,
 * which a calendar program can fetch.
 * @throws Refused not_found for everybody else.
 */
export async function cohortCalendar(
  db: Reader,
  input: { cohortId: string; viewer: Viewer; key: string | null; at: Date },
): Promise<string> {
  if (!(await reads(db, input.cohortId, input))) throw new Refused('not_found')
  const [about] = await db
    .select({ name: cohort.name, slug: track.slug, title: trackVersion.title })
    .from(cohort)
    .innerJoin(track, eq(track.id, cohort.trackId))
    .innerJoin(trackVersion, eq(trackVersion.trackId, track.id))
    .where(eq(cohort.id, input.cohortId))
    .orderBy(asc(trackVersion.number))
  if (!about) throw new Refused('not_found')
  const dates = await db
    .select()
    .from(cohortDate)
    .where(eq(cohortDate.cohortId, input.cohortId))
    .orderBy(asc(cohortDate.startsAt), asc(cohortDate.id))
  const host = new URL(env().APP_ORIGIN).hostname
  const calendar = ical({
    name: `${about.title} · ${about.name}`,
    prodId: { company: 'Samar', product: 'Cohorts' },
    ttl: 6 * 3_600,
  })
  for (const { id, title, startsAt, minutes, itemKey, place } of dates) {
    const path = itemKey ? `/tracks/${about.slug}/${itemKey}` : '/learning'
    const url = `${env().APP_ORIGIN}${path}`
    calendar.createEvent({
      id: `${id}@${host}`,
      start: startsAt,
      end: new Date(startsAt.getTime() + minutes * 60_000),
      stamp: input.at,
      summary: title,
      description: url,
      url,
      ...(place ? { location: place } : {}),
    })
  }
  return calendar.toString()
}
