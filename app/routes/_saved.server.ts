import { attachmentHeader } from '~/kernel/file-name'

/**
 * A file that somebody else made: saved, never opened in Samar's own origin, so its own type is not
 * repeated.
 */
export function saved(file: { readonly name: string; readonly data: Uint8Array }): Response {
  return new Response(new Uint8Array(file.data), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(file.data.byteLength),
      'Content-Disposition': attachmentHeader(file.name),
      'Cache-Control': 'private, no-store',
    },
  })
}
