import { countFigures, figuresAreDue } from '~/domain/figures/count-figures.server'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

/** Asked for every minute, so that a new instance does not wait; counts at most every ten. */
export const countFiguresTask = task('count-figures', async (_, { db }) => {
  const now = new Date()
  if (!(await figuresAreDue(db, now))) return
  const at = await businessNow(db)
  await inTransaction((tx) => countFigures(tx, { at, now }), db)
})
