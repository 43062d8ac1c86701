import { Readable } from 'node:stream'

export type Download = {
  readonly type: string
  readonly name: string
  /** `public` for what anybody gets in the same words, so that a cache may keep it for a while. */
  readonly cache: 'private' | 'public'
}

/** A file to be saved, sent as it comes into being. What it is made from must have been checked before. */
export function download(pieces: AsyncIterable<Uint8Array | string>, file: Download): Response {
  const stream = Readable.from(pieces, { objectMode: false })
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'Cache-Control': file.cache === 'private' ? 'private, no-store' : 'public, max-age=60',
    },
  })
}
