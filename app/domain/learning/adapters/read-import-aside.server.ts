import { dirname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ImportPlan } from '../imports/import-plan'
import { ImportRefused } from './import-refused'
import type { ReadImport } from './read-import.server'
import { type ReadingAnswer, type ReadingAsked, refusedAs } from './reading-answer'

const mostMs = 60_000
/** The thread's own heap; the bytes of files lie beside it, and archives bound them. */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 }

/** The program lies beside the one that runs, in build/; tests say where else. */
const program = () =>
  join(resolve(process.env.SAMAR_PROGRAMS ?? dirname(process.argv[1] ?? '')), 'read-import.js')

/** One file at a time is read in a process, however many people wait. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * What an import would make of a file, read in a thread of its own.
 * @throws ArchiveRefused, ImportRefused; `too_heavy` for what takes too long or too much memory
 */
export async function planImportAside(bytes: Uint8Array, fileName: string): Promise<ImportPlan> {
  return (await inTurn({ bytes, fileName, wanted: 'plan' })) as ImportPlan
}

/** The file itself, read in a thread of its own. @throws as `planImportAside` */
export async function readImportAside(bytes: Uint8Array, fileName: string): Promise<ReadImport> {
  return (await inTurn({ bytes, fileName, wanted: 'whole' })) as ReadImport
}

async function inTurn(asked: ReadingAsked): Promise<ReadImport | ImportPlan> {
  const mine = turn.then(() => readInThread(asked))
  turn = mine.catch(() => null)
  const answer = await mine
  if (!answer.ok) throw refusedAs(answer.refusal)
  return answer.read
}

function readInThread(workerData: ReadingAsked): Promise<ReadingAnswer> {
  // Not with the process's own options: what the launcher loads into it would end the thread.
  const worker = new Worker(program(), { workerData, resourceLimits, env: {}, execArgv: [] })
  return new Promise<ReadingAnswer>((done, fail) => {
    const tooHeavy = () => fail(new ImportRefused('too_heavy'))
    const late = setTimeout(tooHeavy, mostMs)
    worker.once('message', done)
    worker.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHeavy() : fail(error),
    )
    worker.once('exit', (code) => {
      clearTimeout(late)
      fail(new Error(`the reading ended with ${code}`))
    })
  }).finally(() => worker.terminate())
}
