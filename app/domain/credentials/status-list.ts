import { gunzipSync, gzipSync } from 'node:zlib'

export const statusPurposes = ['revocation', 'suspension'] as const
export type StatusPurpose = (typeof statusPurposes)[number]

/** The least that W3C Bitstring Status List 1.0 allows, so that a place tells nothing of its holder. */
export const statusListLength = 131_072
export const listName = (purpose: StatusPurpose, number: number) => `${purpose}-${number}`

/** The purpose and number that an address names; null for any other. */
export function readListName(name: string): { purpose: StatusPurpose; number: number } | null {
  const found = /^(revocation|suspension)-([1-9]\d{0,5})$/.exec(name)
  const purpose = statusPurposes.find((one) => one === found?.[1])
  return purpose ? { purpose, number: Number(found?.[2]) } : null
}

/** A bitstring with these places set, compressed and in multibase: the first place is the first bit. */
export function encodeList(length: number, places: readonly number[]): string {
  const bits = Buffer.alloc(length / 8)
  for (const place of places) bits[place >> 3] = (bits[place >> 3] ?? 0) | (128 >> (place & 7))
  return `u${gzipSync(bits).toString('base64url')}`
}

/** 16 million places; a list that unpacks to more is refused unread. */
const mostBytes = 2_097_152

/** Whether a place is set; null where the list cannot be read or has no such place. */
export function readPlace(encoded: string, place: number): boolean | null {
  // The final form has a multibase mark; drafts had none.
  const text = encoded.startsWith('u') ? encoded.slice(1) : encoded
  try {
    const bits = gunzipSync(Buffer.from(text, 'base64url'), { maxOutputLength: mostBytes })
    const byte = bits[place >> 3]
    return byte === undefined || bits.length * 8 < statusListLength
      ? null
      : (byte & (128 >> (place & 7))) !== 0
  } catch {
    return null
  }
}
