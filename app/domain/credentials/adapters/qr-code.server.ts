import { create } from 'qrcode'

/** A QR code as one path over a square of `size` modules, its quiet edge included. */
export type QrCode = { readonly size: number; readonly path: string }

const edge = 4

export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const parts: string[] = []
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) {
      if (modules.get(y, x)) parts.push(`M${x + edge} ${y + edge}h1v1h-1z`)
    }
  }
  return { size: modules.size + 2 * edge, path: parts.join('') }
}
