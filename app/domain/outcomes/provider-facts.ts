export type ProviderFacts = {
  readonly scheme: string
  /** Lower case, ASCII, without a trailing dot. */
  readonly host: string
  readonly port: number
}

/** What an endpoint's URL says about who serves it, for the provider manifest; null when it is no URL. */
export function providerFacts(url: string): ProviderFacts | null {
  if (!URL.canParse(url)) return null
  const { protocol, hostname, port } = new URL(url)
  const scheme = protocol.slice(0, -1)
  if (scheme !== 'http' && scheme !== 'https') return null
  return {
    scheme,
    host: hostname.replace(/\.+$/, ''),
    port: port === '' ? (scheme === 'https' ? 443 : 80) : Number(port),
  }
}
