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

/**
 * A whole number as somebody typed it, without the separators of its thousands: a comma or the
 * Arabic sign, one kind throughout and between groups of three. Anything else stays as it is.
 */
export function wholeDigits(typed: string): string {
  const text = latinDigits(typed)
  const grouped = /^-?\d{1,3}(?:(?:,\d{3})+|(?:٬\d{3})+)$/.test(text)
  return grouped ? text.replace(/[,٬]/g, '') : text
}
