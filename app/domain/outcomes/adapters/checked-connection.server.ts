import type { Socket } from 'node:net'
import { isIP } from 'node:net'
import { buildConnector, Client } from 'undici'
import { sameAddress } from '../endpoints/address-guard'

/** The connection leads somewhere else than to the address that was checked. */
export class AddressChanged extends Error {}
/** More came over the line than any answer may need. */
export class FloodedLine extends Error {}

type Connector = ReturnType<typeof buildConnector>

/** Connects to `address` and to nothing else, whatever a name leads to by now. */
function pinnedConnector(address: string, timeoutMs: number): Connector {
  return buildConnector({
    timeout: timeoutMs,
    rejectUnauthorized: true,
    lookup: (_host, options, done) => {
      const family = isIP(address)
      if (options.all) done(null, [{ address, family }])
      else done(null, address, family)
    },
  })
}

/**
 * A connector that looks where the connection really ended up, before anything is sent over it.
 * What cannot be told is refused. Tests put in a `connect` that goes astray.
 */
export function checkedConnector(
  address: string,
  timeoutMs: number,
  connect: Connector = pinnedConnector(address, timeoutMs),
): Connector {
  return (options, done) => {
    connect(options, (error, socket) => {
      if (error) return done(error, null)
      if (!socket.remoteAddress || !sameAddress(socket.remoteAddress, address)) {
        socket.destroy()
        return done(new AddressChanged('connected to another address than was checked'), null)
      }
      done(null, socket)
    })
  }
}

const tickMs = 20

/**
 * Makes the clients of a pool, one connection each, and cuts a connection that receives more than
 * `maxBytes` for one request: interim answers, chunk extensions and the like never reach whoever
 * counts the body.
 */
export function lineWatch(connect: Connector, maxBytes: number) {
  const lines = new Set<{ socket: Socket; mark: number }>()
  const timer = setInterval(() => {
    for (const { socket, mark } of lines) {
      if (socket.bytesRead - mark > maxBytes) socket.destroy(new FloodedLine())
    }
  }, tickMs)
  timer.unref()

  class WatchedClient extends Client {
    line: { socket: Socket; mark: number } | null = null
    override dispatch(...[options, handler]: Parameters<Client['dispatch']>): boolean {
      if (this.line) this.line.mark = this.line.socket.bytesRead
      return super.dispatch(options, handler)
    }
  }

  return {
    stop: () => clearInterval(timer),
    client(origin: URL, options: object): Client {
      const made: WatchedClient = new WatchedClient(origin, {
        ...options,
        connect: (given, done) =>
          connect(given, (error, socket) => {
            if (error) return done(error, null)
            const line = { socket, mark: 0 }
            made.line = line
            lines.add(line)
            socket.once('close', () => lines.delete(line))
            done(null, socket)
          }),
      })
      return made
    },
  }
}
