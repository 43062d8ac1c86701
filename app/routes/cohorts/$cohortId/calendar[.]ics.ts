import { serveFile } from '~/domain/identity/access.server'
import { cohortCalendar } from '~/domain/learning/enrolments/cohort-calendar.server'

/** The dates of a cohort for a calendar program: by the session, or by the learner's own address. */
export const loader = serveFile('anyone', async ({ viewer, params, url, db, at }) => {
  const cohortId = params.cohortId ?? ''
  const text = await cohortCalendar(db, { cohortId, viewer, key: url.searchParams.get('key'), at })
  return new Response(text, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="samar-cohort.ics"',
      'Cache-Control': 'private, no-store',
    },
  })
})
