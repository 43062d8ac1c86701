import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

/** What an endpoint was asked: the parsed body of each request, in the order of arrival. */
export type Asked = {
  body: Record<string, unknown>
  /** The body as it came. */
  text: string
  url: string
  headers: IncomingMessage['headers']
}

export type TestEndpoint = {
  readonly url: string
  readonly port: number
  readonly asked: Asked[]
  close(): Promise<void>
}

export type Behaviour = (
  response: ServerResponse,
  asked: Asked,
  count: number,
) => void | Promise<void>

/**
 * A real HTTP server on loopback that behaves, well or badly, as `behaviour` says. The programs beside
 * this file are such behaviours; `npm run endpoint -- <name> [port]` runs one of them by itself.
 */
export async function startEndpoint(behaviour: Behaviour, at = 0): Promise<TestEndpoint> {
  const asked: Asked[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    } catch {
      return
    }
    const text = Buffer.concat(chunks).toString()
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
    const one = { body, text, url: request.url ?? '', headers: request.headers }
    asked.push(one)
    await behaviour(response, one, asked.length)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  await new Promise<void>((done) => server.listen(at, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    asked,
    close: () =>
      new Promise<void>((done) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      }),
  }
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** Never answers. */
export const silent: Behaviour = () => {}

export const notJson: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' })
  response.end('<!doctype html><title>Hello</title>')
}

export const wrongType: Behaviour = (response) => json(response, { label: ['a', 'list'] })

export const missingAnswer: Behaviour = (response) => json(response, { result: 'urgent' })

export const notUtf8: Behaviour = (response) => {
  response.writeHead(200)
  response.end(Buffer.from([0x22, 0xff, 0xfe, 0x22]))
}

export const gzipped: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
  response.end(gzipSync('{"label":"urgent"}'))
}

export const brokenGzip: Behaviour = (response) => {
  response.writeHead(200, { 'content-encoding': 'gzip' })
  response.end('this is not gzip')
}

export const strangeEncoding: Behaviour = (response) => {
  response.writeHead(200, { 'content-encoding': 'zstd' })
  response.end('xx')
}

export const failing: Behaviour = (response) =>
  json(response, { label: 'urgent', error: 'down' }, 500)

/** Headers larger than anybody needs. */
export const longHeaders: Behaviour = (response) => {
  response.writeHead(200, { 'x-long': 'a'.repeat(40_000) })
  response.end('{"label":"urgent"}')
}

/** Takes the request and hangs up. */
export const hangingUp: Behaviour = (response) => {
  response.socket?.destroy()
}

/** Begins an answer and hangs up. */
export const breakingOff: Behaviour = (response) => {
  response.writeHead(200, { 'content-length': '100' })
  response.write('{"label":')
  setTimeout(() => response.socket?.destroy(), 20)
}
