import type { Behaviour } from './start-endpoint'

export type Giant = {
  readonly behaviour: Behaviour
  /** The most bytes that one response got rid of before somebody hung up. */
  readonly mostSent: () => number
}

const chunk = Buffer.alloc(65_536, 0x30)

/** Answers with up to `bytes` zeros; `announced` says so in Content-Length. */
export function giant(bytes = 10_000_000_000, announced = false): Giant {
  let most = 0
  return {
    mostSent: () => most,
    behaviour(response) {
      let sent = 0
      response.writeHead(200, {
        'content-type': 'application/json',
        ...(announced ? { 'content-length': String(bytes) } : {}),
      })
      const pump = () => {
        while (!response.destroyed && sent < bytes) {
          sent += chunk.length
          most = Math.max(most, sent)
          if (!response.write(chunk)) return
        }
        if (!response.destroyed) response.end()
      }
      response.on('drain', pump)
      pump()
    },
  }
}

/** Sends zeros for as long as somebody reads. */
export const huge = giant().behaviour

export const alone = () => giant().behaviour
