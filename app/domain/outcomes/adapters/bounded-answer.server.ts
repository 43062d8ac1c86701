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
class TooLarge extends Error {}

/**
 * Reads an answer of at most `maxBytes`, before and after decompression. One layer of gzip,
 * deflate or brotli is undone; an answer packed twice is refused unread.
 * @throws BodyBroken when the answer ends early.
 */
export async function readAnswer(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<Answer> {
  body.on('error', () => {})
  const discard = (problem: AnswerProblem): Answer => {
    body.destroy()
    return { ok: false, problem, status }
  }
  if (status >= 300 && status < 400) return discard('redirected')
  const decoder = decompressor(String(headers['content-encoding'] ?? 'identity').toLowerCase())
  if (decoder === undefined) return discard('encoding_unknown')
  if (Number(headers['content-length'] ?? 0) > maxBytes) return discard('too_large')
  let bytes: Buffer
  try {
    bytes = await collect(body, decoder, maxBytes)
  } catch (error) {
    if (error instanceof TooLarge) return discard('too_large')
    body.destroy()
    throw new BodyBroken('the body ended early', { cause: error })
  }
  const text = decodeText(bytes)
  if (text === null) return { ok: false, problem: 'not_utf8', status }
  if (status < 200 || status > 299)
    return { ok: false, problem: 'status_not_ok', status, body: text }
  return { ok: true, status, body: text }
}

function decompressor(encoding: string) {
  if (encoding === 'identity' || encoding === '') return null
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip()
  if (encoding === 'deflate') return createInflate()
  return encoding === 'br' ? createBrotliDecompress() : undefined
}

/** Counts what comes over the line and what comes out of the decompressor; both are bounded. */
async function collect(
  body: Dispatcher.ResponseData['body'],
  decoder: NonNullable<ReturnType<typeof decompressor>> | null,
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const stream = decoder ? body.pipe(decoder) : body
  if (decoder) body.on('error', (error) => decoder.destroy(error))
  let received = 0
  if (decoder) {
    body.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > maxBytes) decoder.destroy(new TooLarge())
    })
  }
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBytes) throw new TooLarge()
      chunks.push(chunk)
    }
  } finally {
    decoder?.destroy()
  }
  return Buffer.concat(chunks)
}

function decodeText(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
