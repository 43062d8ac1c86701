import { sealUpload } from '~/domain/market/briefs/seal-upload.server'
import { businessNow } from '~/platform/business-clock.server'
import { closeDatabase, database } from '~/platform/database.server'
import { log } from '~/platform/log.server'

/**
 * Seals one uploaded file and ends: `seal-upload.js <upload> <again|last>`. The worker that started
 * it holds the other end of the channel; when that worker is gone, so is this process, and the
 * database takes back the half that it has written.
 */
async function main(): Promise<number> {
  const [uploadId = '', tries] = process.argv.slice(2)
  const line = { upload: uploadId }
  try {
    const db = database()
    const { state } = await sealUpload(db, {
      uploadId,
      at: await businessNow(db),
      lastTry: tries === 'last',
    })
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
    log.info({ ...line, state, megabytes }, 'upload ended')
    return 0
  } catch (error) {
    log.warn({ ...line, err: error }, 'upload not sealed')
    return 1
  } finally {
    await closeDatabase()
  }
}

process.once('disconnect', () => process.exit(1))
main().then((code) => process.exit(code))
