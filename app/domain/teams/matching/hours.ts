/**
 * Working time as a mask of the 24 UTC hours of a working day: bit h is set for somebody who works
 * from h to h + 1 o'clock.
 */
export const hoursOfDay = 24
export const wholeDay = 0xff_ff_ff

/** How many hours a mask holds. */
export function countHours(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The same hours counted from `origin`: that hour becomes bit 0. */
export function hoursFrom(mask: number, origin: number): number {
  return ((mask >>> origin) | (mask << (hoursOfDay - origin))) & wholeDay
}

/** What `hoursFrom` was given. */
export function hoursUntilOrigin(mask: number, origin: number): number {
  return hoursFrom(mask, (hoursOfDay - origin) % hoursOfDay)
}
