/** A name without folders and without signs that a file system or a header takes ill. */
export function plainFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const kept = [...last.normalize('NFC')].filter((sign) => !/[\p{Cc}\p{Cf}"<>|:*?]/u.test(sign))
  const plain = kept.join('').trim().replace(/^\.+/, '')
  if (plain.length <= 120) return plain || 'file'
  const ending = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? ''
  return `${plain.slice(0, 120 - ending.length)}${ending}`
}

/** The header under which a browser saves a file instead of opening it (RFC 6266). */
export function attachmentHeader(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
