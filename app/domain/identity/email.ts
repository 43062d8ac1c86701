/** NFKC, lower case, and İ as i: what any keyboard's capitals come to. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\u0130/g, 'i')
    .toLowerCase()
    .replace(/i\u0307+/g, 'i')
    .normalize('NFKC')
    .trim()
}

/**
 * The key by which addresses are compared: NFKC and lower case. Turkish writes İ for a capital i and
 * ı for a small I, so before the @ both are one i. In the domain ı stays what it is: a domain with it
 * is another one, and whoever owns it must not answer for this one's addresses.
 * Mail always goes to the address as it was registered, never to one that merely has the same key.
 */
export function emailKey(text: string): string {
  const key = plain(text)
  const at = key.lastIndexOf('@') + 1
  return (at > 0 ? key.slice(0, at) : key).replace(/\u0131/g, 'i') + (at > 0 ? key.slice(at) : '')
}

/** True for one complete address; whether somebody reads it, only a mail can tell. */
export function isEmail(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@"<>,;:()[\]\\]+@[^\s@"<>,;:()[\]\\.]+(\.[^\s@"<>,;:()[\]\\.]+)+$/.test(text)
  )
}
