import { progressParts } from '~/components/outcomes/measuring'
import { serve } from '~/domain/identity/access.server'
import { followExercise } from '~/domain/learning/attempts/exercise-queries.server'
import { eventStream } from '~/platform/http/event-stream.server'

/** How the measurement of an exercise stands, as server-sent events, until the page has to be read again. */
export const loader = serve('person', async ({ viewer, params, request, db, t }) => {
  const attemptId = params.attemptId ?? ''
  const first = await followExercise(db, viewer, attemptId)
  return eventStream({
    signal: request.signal,
    read: async () => {
      const now = await followExercise(db, viewer, attemptId)
      return now && now.waitsFor === first?.waitsFor ? progressParts({ t }, now) : null
    },
  })
})
