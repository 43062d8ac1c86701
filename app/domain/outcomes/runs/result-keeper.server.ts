import type { SentRow } from './send-rows.server'

const saveEveryMs = 250

/** Collects results and saves them a few times a second, one save at a time. */
export function resultKeeper(
  save: (results: readonly SentRow[], activeMs: number) => Promise<boolean>,
  activeMs: () => number,
) {
  let waiting: SentRow[] = []
  const seen = new Set<number>()
  let stopped = false
  let failure: unknown
  let saving: Promise<void> | null = null
  const flush = async () => {
    const batch = waiting
    waiting = []
    try {
      if (!(await save(batch, activeMs()))) stopped = true
    } catch (error) {
      failure ??= error
      stopped = true
    }
  }
  const tick = () => {
    if (stopped) return
    saving ??= flush().finally(() => {
      saving = null
    })
  }
  const timer = setInterval(tick, saveEveryMs)
  return {
    stopped: () => stopped,
    add(results: readonly SentRow[]) {
      for (const result of results) {
        seen.add(result.position)
        waiting.push(result)
      }
    },
    /** A row that was not asked before the run's deadline. */
    addMissing(position: number, latencyUs: number) {
      if (seen.has(position)) return
      waiting.push({ position, output: null, problem: 'total_deadline', latencyUs })
    },
    async close() {
      clearInterval(timer)
      await saving
      if (!stopped && waiting.length > 0) await flush()
      if (failure !== undefined) throw failure
    },
  }
}
