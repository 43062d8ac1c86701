import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { giveUpUpload } from '~/domain/market/briefs/seal-upload.server'
import { task } from './task'

/** The program lies beside the one that runs, in build/. */
const besideThis = () => join(dirname(process.argv[1] ?? ''), 'seal-upload.js')

/**
 * A process of its own for one upload: reading a million rows makes much garbage, which V8 would let
 * lie for long, and a worker that did it would stay as large as it became. The flags hold V8 to
 * little memory; here they slow down nothing else.
 */
export function startSealing(
  { uploadId, lastTry }: { uploadId: string; lastTry: boolean },
  program = besideThis(),
  output: 'inherit' | 'pipe' = 'inherit',
): ChildProcess {
  return fork(program, [uploadId, lastTry ? 'last' : 'again'], {
    execArgv: ['--enable-source-maps', '--max-semi-space-size=2', '--optimize-for-size'],
    env: { ...process.env, SAMAR_PROCESS: 'seal-upload' },
    stdio: ['ignore', output, output, 'ipc'],
  })
}

/**
 * Seals a large file. A killed worker takes the process with it, its half of the rows has vanished,
 * and the next one begins anew.
 */
export const sealDatasetTask = task('seal-dataset', async ({ uploadId }, { db, lastAttempt }) => {
  const [code, signal] = await once(startSealing({ uploadId, lastTry: lastAttempt }), 'exit')
  if (code === 0) return
  // It has written down why, unless it was killed; then somebody has to end the upload at last.
  if (lastAttempt) await giveUpUpload(db, uploadId)
  throw new Error(`the sealing ended with ${code ?? signal}`)
})
