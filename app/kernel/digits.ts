/**
 * A number as somebody typed it, with the digits and signs of JavaScript: full-width, Arabic-Indic
 * and Urdu digits become 0–9, the Arabic decimal sign a point. Separators of thousands stay.
 */
export function latinDigits(typed: string): string {
  return typed
    .normalize('NFKC')
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/٫/g, '.')
}
