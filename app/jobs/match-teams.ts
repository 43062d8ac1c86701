import { parentPort } from 'node:worker_threads'
import type { MatchingMessage, MatchingReply } from '~/domain/teams/matching/matching-aside.server'
import { WarmPools } from '~/domain/teams/matching/warm-pools.server'
import { database } from '~/platform/database.server'

const pools = new WarmPools()

async function answer({ number, ...asked }: MatchingMessage): Promise<MatchingReply> {
  try {
    return { number, answer: await pools.answer(database(), asked) }
  } catch (error) {
    return { number, error: error instanceof Error ? error.message : String(error) }
  }
}

/** A thread that stays: the pools are its own, and one request after another changes and reads them. */
let turn: Promise<void> = Promise.resolve()
parentPort?.on('message', (message: MatchingMessage) => {
  turn = turn.then(async () => parentPort?.postMessage(await answer(message)))
})
