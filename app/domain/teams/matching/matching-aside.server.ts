import { dirname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Currency } from '~/kernel/money'
import type { TeamsAnswer } from './form-teams'
import type { TeamRequest } from './request'

export type MatchingAsked = {
  readonly currency: Currency
  readonly request: TeamRequest
  /** Business time. */
  readonly at: Date
}

/** `late`: the thread was not done in time; asking again may find it warm. */
export type MatchingAnswer = TeamsAnswer | { readonly outcome: 'late' }

/** What goes to the thread and comes back. */
export type MatchingMessage = MatchingAsked & { readonly number: number }
export type MatchingReply =
  | { readonly number: number; readonly answer: TeamsAnswer }
  | { readonly number: number; readonly error: string }

const mostMs = 10_000
/** Whoever would wait behind so many is told at once. */
const mostWaiting = 50
/** A thread that said nothing for so long, though somebody waits, is given up: reading all takes less. */
const hungMs = 120_000
const resourceLimits = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 64 }

/** The program lies beside the one that runs, in build/; tests say where else. */
const program = () =>
  join(resolve(process.env.SAMAR_PROGRAMS ?? dirname(process.argv[1] ?? '')), 'match-teams.js')

type Waiting = { done(answer: MatchingAnswer): void; fail(error: Error): void }

/** The thread that keeps the pools warm, and who waits for it. */
type Thread = {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
  /** Asked and not answered, whether anybody still waits or not. */
  open: number
  /** When it last answered, or was asked while it had nothing to do. */
  movedAt: number
}

let thread: Thread | undefined
let asked = 0

/**
 * Teams for a request, formed in a thread of its own that stays and keeps the pools warm, so that no
 * page waits for them but the one that asked.
 * @param within milliseconds
 * @throws Error when the thread ends without an answer
 */
export async function formTeamsAside(
  input: MatchingAsked,
  within = mostMs,
): Promise<MatchingAnswer> {
  if (thread && thread.open > 0 && performance.now() - thread.movedAt > hungMs) {
    await closeMatching()
  }
  thread ??= startThread()
  const { worker, waiting } = thread
  if (waiting.size >= mostWaiting) return { outcome: 'late' }
  const number = ++asked
  const answer = new Promise<MatchingAnswer>((done, fail) => waiting.set(number, { done, fail }))
  const late = setTimeout(() => waiting.get(number)?.done({ outcome: 'late' }), within)
  if (thread.open === 0) thread.movedAt = performance.now()
  thread.open += 1
  worker.postMessage({ ...input, number } satisfies MatchingMessage)
  return await answer.finally(() => {
    clearTimeout(late)
    waiting.delete(number)
  })
}

/** Ends the thread; whoever waits for it is told so, and the next request starts another one. */
export async function closeMatching(): Promise<void> {
  const ending = thread
  thread = undefined
  await ending?.worker.terminate()
}

function startThread(): Thread {
  const worker = new Worker(program(), {
    env: { ...process.env, DATABASE_POOL: '1' },
    // What the process is started with is not for its threads: the leash would end them at once.
    execArgv: [],
    resourceLimits,
  })
  const started: Thread = { worker, waiting: new Map(), open: 0, movedAt: performance.now() }
  worker.unref()
  worker.on('message', (reply: MatchingReply) => {
    started.open -= 1
    started.movedAt = performance.now()
    const waiting = started.waiting.get(reply.number)
    if ('answer' in reply) waiting?.done(reply.answer)
    else waiting?.fail(new Error(reply.error))
  })
  const ended = (error: Error) => {
    if (thread === started) thread = undefined
    for (const { fail } of started.waiting.values()) fail(error)
  }
  worker.once('error', ended)
  worker.once('exit', (code) => ended(new Error(`the matching ended with ${code}`)))
  return started
}
