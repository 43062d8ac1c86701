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
  const gone = new AbortController()
  const signal = AbortSignal.any([stream.signal, processStops(), gone.signal])
  const text = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (lines: string) => controller.enqueue(text.encode(`${lines}\n\n`))
      const follow = async () => {
        const begun = performance.now()
        let quietSince = begun
        let last = ''
        send('retry: 3000')
        while (!signal.aborted && performance.now() - begun < mostMs) {
          const next = await read()
          if (signal.aborted) return
          if (next === null) return send('event: end\ndata: {}')
          const data = JSON.stringify(next)
          if (data !== last) send(`data: ${data}`)
          else if (performance.now() - quietSince >= beatMs) send(':')
          if (data !== last || performance.now() - quietSince >= beatMs) {
            quietSince = performance.now()
          }
          last = data
          await sleep(everyMs, undefined, { signal }).catch(() => {})
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
