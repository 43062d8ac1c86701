import { Refused } from '~/kernel/refusal'
import { type Db, inTransaction, isDatabaseAway, type Tx } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { runOutQuizzes } from '../attempts/hand-in-quiz.server'
import { remindIdle, remindOfDates } from './remind-learners.server'
import { lapseEnrolments, releaseEnrolments } from './settle-enrolments.server'

const sweeps: Record<string, (tx: Tx, at: Date) => Promise<number>> = {
  quizzes: (tx, at) => runOutQuizzes(tx, { at, limit: 200 }),
  enrolment_releases: (tx, at) => releaseEnrolments(tx, { at, limit: 100 }),
  enrolment_lapses: (tx, at) => lapseEnrolments(tx, { at }),
  cohort_dates: (tx, at) => remindOfDates(tx, { at }),
  idle_learners: (tx, at) => remindIdle(tx, { at, limit: 200 }),
}

/** What business time has reached for learners, each kind in a transaction of its own. */
export async function fallDueLearning(
  db: Db,
  input: { at: Date },
): Promise<Record<string, number>> {
  const done: Record<string, number> = {}
  for (const [what, sweep] of Object.entries(sweeps)) {
    try {
      done[what] = await inTransaction((tx) => sweep(tx, input.at), db)
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      done.learning_failed = (done.learning_failed ?? 0) + 1
      const why = error instanceof Refused ? error.code : String(error)
      log.error({ what, why }, 'something due could not be done')
    }
  }
  return done
}
