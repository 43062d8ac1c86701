import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | undefined

/**
 * Frees what is no longer used, now. For long work that makes much garbage and keeps little: left to
 * itself V8 lets the heap of such a process grow by some 100 MB before it looks. It takes about as
 * many milliseconds as megabytes are kept, and nothing else runs meanwhile.
 */
export function freeUnused(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}
