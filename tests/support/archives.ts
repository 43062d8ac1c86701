import { crc32, deflateRawSync, gzipSync } from 'node:zlib'

/** A file of a zip, with every lie that a hostile one can tell. */
export type ZipEntry = {
  name: string
  data?: string | Uint8Array
  stored?: boolean
  /** What the directory says instead of the truth. */
  size?: number
  packedSize?: number
  crc?: number
  flags?: number
  /** Unix mode in the directory: 0o120777 is a link. */
  mode?: number
  /** The name in front of the bytes, where it differs from the directory's. */
  localName?: string
  method?: number
  extra?: Buffer
}

const u16 = (value: number) => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}

/** A zip written by hand, in the order in which the entries are given. */
export function zipFile(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const data = Buffer.from(entry.data ?? '')
    const packed = entry.stored ? data : deflateRawSync(data, { level: 9 })
    const name = Buffer.from(entry.name)
    const localName = Buffer.from(entry.localName ?? entry.name)
    const method = entry.method ?? (entry.stored ? 0 : 8)
    const head = (size: number, packedSize: number) =>
      Buffer.concat([
        u16(20),
        u16(entry.flags ?? 0x800),
        u16(method),
        u32(0x21),
        u32(entry.crc ?? crc32(data)),
        u32(packedSize),
        u32(size),
      ])
    const size = entry.size ?? data.length
    const packedSize = entry.packedSize ?? packed.length
    const local = Buffer.concat([
      u32(0x04034b50),
      head(size, packedSize),
      u16(localName.length),
      u16(0),
      localName,
      packed,
    ])
    const extra = entry.extra ?? Buffer.alloc(0)
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        u16((3 << 8) | 20),
        head(size, packedSize),
        u16(name.length),
        u16(extra.length),
        u16(0),
        u16(0),
        u16(0),
        u32(((entry.mode ?? 0o100644) << 16) >>> 0),
        u32(offset),
        name,
        extra,
      ]),
    )
    locals.push(local)
    offset += local.length
  }
  const whole = Buffer.concat(directory)
  const count = Math.min(entries.length, 0xffff)
  const end = Buffer.concat([
    ...[u32(0x06054b50), u16(0), u16(0), u16(count), u16(count)],
    ...[u32(whole.length), u32(offset), u16(0)],
  ])
  return Buffer.concat([...locals, whole, end])
}

export const zipOfTexts = (files: Readonly<Record<string, string | Uint8Array>>): Buffer =>
  zipFile(Object.entries(files).map(([name, data]) => ({ name, data })))

export type TarEntry = { name: string; data?: string; kind?: string }

/** A packed tar written by hand. */
export function tarGz(entries: readonly TarEntry[], ended = true): Buffer {
  const blocks = entries.flatMap(({ name, data = '', kind = '0' }) => {
    const content = Buffer.from(data)
    const head = Buffer.alloc(512)
    head.write(name, 0, 100)
    head.write('0000644\0', 100)
    head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    head.write('        ', 148)
    head.write(kind, 156)
    head.write('ustar\x0000', 257)
    const sum = head.reduce((all, byte) => all + byte, 0)
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    const padding = Buffer.alloc((512 - (content.length % 512)) % 512)
    return [head, content, padding]
  })
  return gzipSync(Buffer.concat([...blocks, ended ? Buffer.alloc(1024) : Buffer.alloc(0)]))
}
