import { expect } from 'vitest'

/** Equal to 1e-9, relative above 1; null where the reference has no number. */
export function expectClose(value: number | null, reference: number | null, what: string) {
  if (reference === null || value === null) {
    expect(value, what).toBe(reference)
    return
  }
  const difference = Math.abs(value - reference) / Math.max(1, Math.abs(reference))
  expect(difference, `${what}: ${value} against ${reference}`).toBeLessThanOrEqual(1e-9)
}
