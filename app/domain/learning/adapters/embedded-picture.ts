import type { Found } from './import-draft'

/** A picture that is written into its address. */
export function embedded(address: string): Found | null {
  const match = /^data:image\/(png|jpeg|gif|webp);base64,([a-z0-9+/=\s]+)$/i.exec(address)
  if (!match) return null
  return {
    path: `picture.${match[1]}`,
    bytes: new Uint8Array(Buffer.from(match[2] ?? '', 'base64')),
  }
}
