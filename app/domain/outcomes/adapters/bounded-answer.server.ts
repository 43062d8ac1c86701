import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Dispatcher } from 'undici'

export type AnswerProblem =
  | 'redirected'
  | 'status_not_ok'
  | 'too_large'
  | 'encoding_unknown'
  | 'not_utf8'

export type Answer =
  | { readonly ok: true; readonly status: number; readonly body: string }
  | {
      readonly ok: false
      readonly problem: AnswerProblem
      readonly status: number
      readonly body?: string
    }

/** The connection ended after the answer had begun: the request has been served. */
export class BodyBroken extends Error {}
/** Nobody wants the rest of an answer: its connection is cut. */
class Unwanted extends Error {}

export type AwaitedAnswer = {
  /** Takes what comes over the line; for `dispatch`. */
  readonly handler: Dispatcher.DispatchHandler
  /** Rejects with BodyBroken when an answer ends early, and with undici's error when none begins. */
  readonly answer: Promise<Answer>
  /** Cuts the connection, or keeps the request from being sent, and rejects. */
  giveUp(): void
}

/**
 * Reads one answer of at most `maxBytes`, before and after decompression. One layer of gzip, deflate
 * or brotli is undone; an answer packed twice is refused unread. It takes the parts as undici hands
 * them on: a stream for every answer costs as much as the request itself. Where `binary`, the body may
 * hold any bytes, each as one character.
 */
export function awaitAnswer(maxBytes: number, binary = false): AwaitedAnswer {
  let resolve: (answer: Answer) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const answer = new Promise<Answer>((done, failed) => {
    resolve = done
    reject = failed
  })
  let line: Dispatcher.DispatchController | null = null
  let stopped: Error | null = null
  let status = 0
  let received = 0
  let body: Body | null = null
  const stop = (why: Error) => {
    stopped = why
    body?.stop()
    line?.abort(why)
  }
  const discard = (problem: AnswerProblem) => {
    resolve({ ok: false, problem, status })
    stop(new Unwanted(problem))
  }
  const broken = (cause: Error) => {
    reject(new BodyBroken('the body ended early', { cause }))
    stop(cause)
  }
  const done = (bytes: Buffer) =>
    resolve(answerOf(status, binary ? bytes.toString('latin1') : decodeText(bytes)))
  const tooLarge = () => discard('too_large')
  return {
    answer,
    giveUp() {
      const why = new Unwanted('given up')
      reject(why)
      stop(why)
    },
    handler: {
      onRequestStart(controller) {
        line = controller
        if (stopped) controller.abort(stopped)
      },
      onResponseStart(_, code, headers) {
        // Interim answers: the line's own limit counts them.
        if (code < 200 || stopped) return
        status = code
        if (code >= 300 && code < 400) return discard('redirected')
        const decoder = decompressor(String(headers['content-encoding'] ?? 'identity'))
        if (decoder === undefined) return discard('encoding_unknown')
        if (Number(headers['content-length'] ?? 0) > maxBytes) return tooLarge()
        body = decoder ? packedBody(decoder, maxBytes, { done, broken, tooLarge }) : plainBody(done)
      },
      onResponseData(controller, chunk) {
        if (stopped) return
        received += chunk.length
        if (received > maxBytes) tooLarge()
        else body?.take(chunk, controller)
      },
      onResponseEnd() {
        if (!stopped) body?.end()
      },
      onResponseError(_, error) {
        if (stopped) return
        if (status === 0) reject(error)
        else broken(error)
      },
    },
  }
}

/** Where the parts of an answer go. */
type Body = {
  take(chunk: Buffer, line: Dispatcher.DispatchController): void
  end(): void
  stop(): void
}

function plainBody(done: (bytes: Buffer) => void): Body {
  const chunks: Buffer[] = []
  return {
    take: (chunk) => chunks.push(chunk),
    end: () => done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
    stop() {},
  }
}

/** Undoes the packing as the parts come; what comes out is bounded like what goes in. */
function packedBody(
  decoder: Transform,
  maxBytes: number,
  end: { done(bytes: Buffer): void; broken(cause: Error): void; tooLarge(): void },
): Body {
  const chunks: Buffer[] = []
  let size = 0
  decoder.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > maxBytes) end.tooLarge()
    else chunks.push(chunk)
  })
  decoder.once('end', () => end.done(Buffer.concat(chunks)))
  decoder.on('error', end.broken)
  return {
    take(chunk, line) {
      if (decoder.write(chunk)) return
      line.pause()
      decoder.once('drain', () => line.resume())
    },
    end: () => void decoder.end(),
    stop: () => void decoder.destroy(),
  }
}

function answerOf(status: number, text: string | null): Answer {
  if (text === null) return { ok: false, problem: 'not_utf8', status }
  if (status > 299) return { ok: false, problem: 'status_not_ok', status, body: text }
  return { ok: true, status, body: text }
}

function decompressor(header: string): Transform | null | undefined {
  const encoding = header.toLowerCase()
  if (encoding === 'identity' || encoding === '') return null
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip()
  if (encoding === 'deflate') return createInflate()
  return encoding === 'br' ? createBrotliDecompress() : undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decodeText(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}
