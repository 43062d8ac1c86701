/**
 * Numbers beyond this are no answers: their squares must still add up over every row of a run
 * without leaving the range of a double.
 */
export const largestNumber = 1e150

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i

/**
 * Reads a number in decimal notation with Western digits, a point, and at most an exponent;
 * white space around it is ignored. Everything else is no number: an empty text, NaN, infinities,
 * hexadecimal, thousands separators, and magnitudes above 1e150.
 */
export function parseNumber(text: string | null): number | null {
  const trimmed = text?.trim() ?? ''
  if (trimmed.length > 400 || !decimal.test(trimmed)) return null
  const value = Number(trimmed)
  return Math.abs(value) <= largestNumber ? value : null
}
