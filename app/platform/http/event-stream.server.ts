import { setTimeout as sleep } from 'node:timers/promises'

/** What a page that follows something is told next; null ends the stream with an `end` event. */
export type NextEvent = Readonly<Record<string, string>> | null

export type EventStream = {
  /** Asked again and again; what is the same as before is not sent again. */
  readonly read: () => Promise<NextEvent>
  /** Aborted when the browser has gone. */
  readonly signal: AbortSignal
  readonly everyMs?: number
  /** A comment is sent after so long without an event, so that nobody in between gives up. */
  readonly beatMs?: number
  /** After so long the stream ends, and the browser opens another. */
  readonly mostMs?: number
  /** Milliseconds from some moment on, and a pause; tests put in their own. */
  readonly clock?: () => number
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>
}

async function sleepUntilGone(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {})
}

let stopping: AbortController | null = null

/** Streams end when the process is told to stop: it would wait for them. */
function processStops(): AbortSignal {
  if (!stopping) {
    const controller = new AbortController()
    stopping = controller
    for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
      process.once(event, () => controller.abort())
    }
  }
  return stopping.signal
}

/**
 * Server-sent events (the HTML standard's `text/event-stream`): the first event at once, then what
 * has changed. It ends by itself when `read` says so, when the browser has gone, when reading fails,
 * and after `mostMs`.
 */
export function eventStream(stream: EventStream): Response {
  const { read, everyMs = 1_000, beatMs = 15_000, mostMs = 600_000 } = stream
  const { clock = () => performance.now(), pause = sleepUntilGone } = stream
  const gone = new AbortController()
  const signal = AbortSignal.any([stream.signal, processStops(), gone.signal])
  const text = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (lines: string) => controller.enqueue(text.encode(`${lines}\n\n`))
      const follow = async () => {
        const begun = clock()
        let quietSince = begun
        let last = ''
        send('retry: 3000')
        while (!signal.aborted && clock() - begun < mostMs) {
          const next = await read()
          if (signal.aborted) return
          if (next === null) return send('event: end\ndata: {}')
          const data = JSON.stringify(next)
          const fresh = data !== last
          if (fresh || clock() - quietSince >= beatMs) {
            send(fresh ? `data: ${data}` : ':')
            quietSince = clock()
          }
          last = data
          await pause(everyMs, signal)
        }
      }
      // A failed reading ends the stream like any other end: the browser asks again.
      follow()
        .catch(() => {})
        .finally(() => {
          try {
            controller.close()
          } catch {
            // The browser closed it first.
          }
        })
    },
    cancel() {
      gone.abort()
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    },
  })
}
