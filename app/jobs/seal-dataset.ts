import { sealUpload } from '~/domain/market/seal-upload.server'
import { businessNow } from '~/platform/business-clock.server'
import { task } from './task'

/** Seals a large file; a killed worker's half of it has vanished, so the next one begins anew. */
export const sealDatasetTask = task('seal-dataset', async ({ uploadId }, { db, lastAttempt }) => {
  await sealUpload(db, { uploadId, at: await businessNow(db), lastTry: lastAttempt })
})
