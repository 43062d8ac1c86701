import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import type { Behaviour } from './start-endpoint'

const plain = () => Buffer.alloc(64 * 1024 * 1024, 0x20)

/** 64 MB of spaces in a few KB, by encoding; `gzip, gzip` is packed twice, to a few hundred bytes. */
const packers = {
  gzip: () => gzipSync(plain(), { level: 9 }),
  deflate: () => deflateSync(plain(), { level: 9 }),
  br: () => brotliCompressSync(plain(), { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  'gzip, gzip': () => gzipSync(gzipSync(plain(), { level: 9 }), { level: 9 }),
} as const

export type Packing = keyof typeof packers
export const packings = Object.keys(packers) as Packing[]

const packed = new Map<Packing, Buffer>()

export function bomb(encoding: Packing = 'gzip'): Behaviour {
  const body = packed.get(encoding) ?? packers[encoding]()
  packed.set(encoding, body)
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding })
    response.end(body)
  }
}

export const alone = () => bomb()
