import { inflateSync } from 'node:zlib'

/** As many points as a picture on paper may have: it is unpacked in memory. */
const mostPoints = 12_000_000

type Size = { readonly width: number; readonly height: number }

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/**
 * The size of a picture that can stand on paper: a JPEG, or a PNG whose data are what its head says
 * and no more, so that nothing is unpacked without end. Null for any other.
 */
export function embeddable(bytes: Uint8Array): Size | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = data.subarray(0, 8).equals(png) ? pngSize(data) : jpegSize(data)
  if (!size || size.width < 1 || size.height < 1) return null
  return size.width * size.height <= mostPoints ? size : null
}

function pngSize(data: Buffer): Size | null {
  if (data.length < 45 || data.toString('latin1', 12, 16) !== 'IHDR') return null
  const [width, height] = [data.readUInt32BE(16), data.readUInt32BE(20)]
  const [depth, colour, interlaced] = [data[24] ?? 0, data[25] ?? -1, data[28]]
  const channel = channels[colour]
  if (width * height > mostPoints || depth !== 8 || interlaced !== 0 || !channel) return null
  const packed: Buffer[] = []
  for (let at = 8; at + 12 <= data.length; ) {
    const length = data.readUInt32BE(at)
    if (at + 12 + length > data.length) return null
    if (data.toString('latin1', at + 4, at + 8) === 'IDAT') {
      packed.push(data.subarray(at + 8, at + 8 + length))
    }
    at += 12 + length
  }
  const expected = height * (1 + width * channel)
  try {
    const unpacked = inflateSync(Buffer.concat(packed), { maxOutputLength: expected })
    return unpacked.length === expected ? { width, height } : null
  } catch {
    return null
  }
}

/** The size in the frame header of a JPEG (ITU T.81, B.2.2). */
function jpegSize(data: Buffer): Size | null {
  if (data[0] !== 0xff || data[1] !== 0xd8) return null
  for (let at = 2; at + 9 < data.length; ) {
    if (data[at] !== 0xff) return null
    const mark = data[at + 1] ?? 0
    const isFrame = mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark)
    if (isFrame) return { height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) }
    at += 2 + data.readUInt16BE(at + 2)
  }
  return null
}
