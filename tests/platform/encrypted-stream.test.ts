import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decryptStream, encryptStream } from '~/platform/crypto.server'

const key = randomBytes(32)

async function* cut(data: Buffer, size: number) {
  for (let from = 0; from < data.length; from += size) yield data.subarray(from, from + size)
}

async function whole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

const sealed = (plain: Buffer, size = 10_000) => whole(encryptStream(key, cut(plain, size), 'file'))
const opened = (data: Buffer, size = 7_001, context = 'file') =>
  whole(decryptStream(key, cut(data, size), context))

describe('an encrypted stream', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])(
    'of %i bytes opens to what it was',
    async (length) => {
      const plain = randomBytes(length)
      const data = await sealed(plain)
      expect(data.length).toBeGreaterThan(length)
      expect((await opened(data)).equals(plain)).toBe(true)
      expect((await opened(data, 1_000_000)).equals(plain)).toBe(true)
    },
  )

  it('does not open when it was cut off, also between two parts', async () => {
    const data = await sealed(randomBytes(200_000))
    const part = 4 + data.readUInt32BE()
    for (const end of [0, 3, part - 1, part, part * 2, data.length - 1]) {
      await expect(opened(data.subarray(0, end))).rejects.toThrow()
    }
  })

  it('does not open when parts were swapped, repeated or changed, or for another file', async () => {
    const data = await sealed(randomBytes(200_000))
    const part = 4 + data.readUInt32BE()
    const [one, two, rest] = [
      data.subarray(0, part),
      data.subarray(part, part * 2),
      data.subarray(part * 2),
    ]
    await expect(opened(Buffer.concat([two, one, rest]))).rejects.toThrow()
    await expect(opened(Buffer.concat([one, one, two, rest]))).rejects.toThrow()
    const changed = Buffer.from(data)
    changed[100] = (changed[100] ?? 0) ^ 1
    await expect(opened(changed)).rejects.toThrow()
    await expect(opened(data, 7_001, 'another')).rejects.toThrow()
  })
})
