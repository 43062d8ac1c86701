import { Zip, ZipDeflate } from 'fflate'

type Piece = string | Uint8Array
export type ZippedFile = {
  readonly name: string
  readonly pieces: AsyncIterable<Piece> | Iterable<Piece>
}

/** For archives whose bytes are to be the same every time. The format knows no time zones. */
export const sameDate = new Date(2000, 0, 1, 12)

/**
 * A zip archive as it comes into being: no file of it is ever in memory as a whole.
 * @param at what the archive says its files were changed at
 */
export async function* zipOf(
  files: Iterable<ZippedFile>,
  at: Date,
): AsyncGenerator<Uint8Array, void, void> {
  const written: Uint8Array[] = []
  const failures: Error[] = []
  const zip = new Zip((error, bytes) => {
    if (error) failures.push(error)
    else written.push(bytes)
  })
  const encoder = new TextEncoder()
  for (const { name, pieces } of files) {
    const entry = new ZipDeflate(name, { level: 6 })
    entry.mtime = at
    zip.add(entry)
    for await (const piece of pieces) {
      entry.push(typeof piece === 'string' ? encoder.encode(piece) : piece)
      yield* written.splice(0)
    }
    entry.push(new Uint8Array(0), true)
  }
  zip.end()
  if (failures[0]) throw failures[0]
  yield* written.splice(0)
}
