import { sweepVersionFiles } from '~/domain/learning/versions/sweep-version-files.server'
import { log } from '~/platform/log.server'
import { task } from './task'

/** Once a night: it looks at every stored file, which nobody waits for. */
export const sweepFiles = task('sweep-files', async (_, { db }) => {
  const deleted = await sweepVersionFiles(db, { now: new Date() })
  if (deleted > 0) log.info({ deleted }, 'files that nothing named')
})
