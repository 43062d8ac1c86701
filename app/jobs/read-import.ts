import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { readImport } from '~/domain/learning/adapters/read-import.server'
import { answerOf, type ReadingAsked } from '~/domain/learning/adapters/reading-answer'
import { planOf } from '~/domain/learning/imports/plan-import'

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A thread of its own for one file: what takes seconds to read holds up nobody's page. */
async function main({ bytes, fileName, wanted }: ReadingAsked): Promise<void> {
  const answer = await answerOf(async () => {
    const { format, imported } = await readImport(bytes, fileName)
    return wanted === 'plan' ? planOf(format, imported, hashOf) : { format, imported }
  })
  parentPort?.postMessage(answer)
}

main(workerData as ReadingAsked)
