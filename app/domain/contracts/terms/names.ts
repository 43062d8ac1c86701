/**
 * How two spellings of a person's name are compared: signs that look the same are the same, case
 * and spaces do not count, and the Turkish i with and without its dot is one letter.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[İIıi]/g, 'i')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}

export function sameName(a: string, b: string): boolean {
  return nameKey(a) !== '' && nameKey(a) === nameKey(b)
}
