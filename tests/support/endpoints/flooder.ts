import type { ServerResponse } from 'node:http'
import type { Behaviour } from './start-endpoint'

/*
 * Floods that are no body: what HTTP allows before, between and after the bytes of an answer. They
 * write to the connection by themselves.
 */

export type Flooder = {
  readonly behaviour: Behaviour
  /** The most bytes that one connection took. */
  readonly mostSent: () => number
}

const start = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

const floods = {
  /** Header lines without end. */
  headers: [start, (n: number) => `x-${n}: ${'a'.repeat(100)}\r\n`],
  /** Interim answers without end (103 Early Hints), and never the real one. */
  interim: ['', () => 'HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n'],
  /** One chunk whose size line never ends. */
  extensions: [`${start}transfer-encoding: chunked\r\n\r\n1;x=`, () => 'a'.repeat(200)],
  /** A whole body, and trailers without end after it. */
  trailers: [
    `${start}transfer-encoding: chunked\r\n\r\n12\r\n{"label":"urgent"}\r\n0\r\n`,
    (n: number) => `x-${n}: ${'a'.repeat(100)}\r\n`,
  ],
} as const satisfies Record<string, readonly [string, (n: number) => string]>

export type Flood = keyof typeof floods

export function flooder(flood: Flood): Flooder {
  const [first, more] = floods[flood]
  let most = 0
  return {
    mostSent: () => most,
    behaviour: (response) =>
      pour(response, first, more, (sent) => {
        most = Math.max(most, sent)
      }),
  }
}

function pour(
  response: ServerResponse,
  first: string,
  more: (n: number) => string,
  count: (sent: number) => void,
): void {
  const { socket } = response
  if (!socket) return
  let sent = 0
  let line = 0
  socket.write(first)
  const pump = () => {
    while (!socket.destroyed) {
      let block = ''
      while (block.length < 65_536) block += more(line++)
      sent += block.length
      count(sent)
      if (!socket.write(block)) return
    }
  }
  socket.on('drain', pump)
  pump()
}

export const alone = () => flooder('interim').behaviour
