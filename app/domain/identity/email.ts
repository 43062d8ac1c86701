/**
 * The key by which addresses are compared: NFKC, lower case, and one i. Turkish writes İ for a
 * capital i and ı for a small I, so that an address typed on a Turkish keyboard may hold either.
 * Mail always goes to the address as it was registered, never to one that merely has the same key.
 */
export function emailKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u0130\u0131]/g, 'i')
    .toLowerCase()
    .replace(/i\u0307+/g, 'i')
    .normalize('NFKC')
    .trim()
}

/** True for one complete address; whether somebody reads it, only a mail can tell. */
export function isEmail(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@"<>,;:()[\]\\]+@[^\s@"<>,;:()[\]\\.]+(\.[^\s@"<>,;:()[\]\\.]+)+$/.test(text)
  )
}
