import { crc32, inflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const keyword = 'openbadgecredential'
const mostText = 400_000

export const isPng = (bytes: Buffer) => bytes.subarray(0, 8).equals(signature)

type Chunk = { readonly type: string; readonly data: Buffer; readonly end: number }

/** The chunks of a PNG, as far as their lengths are true. No picture is unpacked. */
function* chunksOf(png: Buffer): Generator<Chunk> {
  let at = 8
  while (at + 12 <= png.length) {
    const length = png.readUInt32BE(at)
    const end = at + 12 + length
    if (end > png.length) return
    yield {
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
      end,
    }
    at = end
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** Writes a credential (JSON or compact JWS) into a PNG, as an iTXt chunk behind its header. */
export function bakePng(png: Buffer, credential: string): Buffer {
  const [header] = chunksOf(png)
  if (!isPng(png) || header?.type !== 'IHDR') throw new Error('not a PNG')
  // Keyword, then: not compressed (two bytes), no language, no translated keyword.
  const data = Buffer.concat([
    Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'),
    Buffer.from(credential),
  ])
  return Buffer.concat([png.subarray(0, header.end), chunk('iTXt', data), png.subarray(header.end)])
}

export type PngText =
  | { ok: true; text: string }
  | { ok: false; problem: 'no_credential' | 'several' | 'too_large' }

/** The credential in a PNG. The picture itself is never looked at. */
export function readBakedPng(png: Buffer): PngText {
  const found: Buffer[] = []
  for (const { type, data } of chunksOf(png)) {
    if (type !== 'iTXt' || data.toString('latin1', 0, keyword.length + 1) !== `${keyword}\0`)
      continue
    found.push(data.subarray(keyword.length + 1))
  }
  const [first, second] = found
  if (!first) return { ok: false, problem: 'no_credential' }
  if (second) return { ok: false, problem: 'several' }
  return unpacked(first)
}

function unpacked(data: Buffer): PngText {
  const compressed = data[0] === 1
  const language = data.indexOf(0, 2)
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1)
  if (translated < 0) return { ok: false, problem: 'no_credential' }
  const body = data.subarray(translated + 1)
  if (body.length > mostText) return { ok: false, problem: 'too_large' }
  try {
    const bytes = compressed ? inflateSync(body, { maxOutputLength: mostText }) : body
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { ok: false, problem: compressed ? 'too_large' : 'no_credential' }
  }
}
