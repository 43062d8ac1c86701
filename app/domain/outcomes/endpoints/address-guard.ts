import ipaddr from 'ipaddr.js'

/**
 * Which addresses Samar's own machines may be sent to. Everything that is not plainly a public
 * address is refused: a notation nobody thought of fails closed.
 */
export type GuardRules = {
  /** Demo and test only. */
  readonly allowLoopback: boolean
  /** Whether http is allowed for a public address; loopback is always plain http. */
  readonly allowHttp: boolean
  /** Ports of our own on loopback (web, database, simulator). */
  readonly ownPorts: readonly number[]
}

export const publicOnly: GuardRules = { allowLoopback: false, allowHttp: false, ownPorts: [] }

export type GuardProblem =
  | 'not_a_url'
  | 'scheme_refused'
  | 'credentials_in_url'
  | 'host_refused'
  | 'port_refused'
  | 'address_refused'

export type CheckedUrl = {
  readonly url: URL
  readonly host: string
  readonly port: number
  /** The address when the host is one; names are resolved by the caller, once. */
  readonly address: string | null
}

/**
 * Databases, caches, orchestrators, mail, remote control, and what browsers refuse too (the port
 * blocking list of the Fetch standard): never an endpoint of a model.
 */
const deniedPorts = new Set([
  1080, 1433, 1434, 1521, 1719, 1720, 1723, 1883, 2049, 2181, 2222, 2375, 2376, 2377, 2379, 2380,
  2484, 2525, 3128, 3260, 3268, 3269, 3306, 3389, 3659, 3690, 4001, 4045, 4190, 4194, 4369, 5037,
  5060, 5061, 5222, 5269, 5353, 5355, 5432, 5433, 5555, 5671, 5672, 5900, 5901, 5984, 5985, 5986,
  6000, 6379, 6380, 6432, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 7000, 7001, 7199,
  7474, 7687, 8009, 8020, 8086, 8300, 8301, 8302, 8500, 8600, 8883, 9042, 9092, 9100, 9160, 9200,
  9300, 9418, 10080, 10250, 10255, 10256, 11211, 15672, 16379, 25672, 26257, 27017, 27018, 27019,
  28017, 50000, 50070, 61616,
])

const deniedSuffixes = [
  'localhost',
  'localdomain',
  'local',
  'internal',
  'intranet',
  'lan',
  'home',
  'corp',
  'arpa',
  'onion',
  'alt',
]

function portAllowed(port: number, ownPorts: readonly number[]): boolean {
  if (ownPorts.includes(port)) return false
  return port === 80 || port === 443 || (port >= 1024 && port <= 65535 && !deniedPorts.has(port))
}

/** Checks everything about a URL that can be known without resolving its name. */
export function checkUrl(
  text: string,
  rules: GuardRules,
): { ok: true; checked: CheckedUrl } | { ok: false; problem: GuardProblem } {
  const refuse = (problem: GuardProblem) => ({ ok: false, problem }) as const
  if (text.length > 2_000 || !URL.canParse(text)) return refuse('not_a_url')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('scheme_refused')
  if (url.username !== '' || url.password !== '') return refuse('credentials_in_url')
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  if (!portAllowed(port, rules.ownPorts)) return refuse('port_refused')
  const host = url.hostname.replace(/\.+$/, '').toLowerCase()
  const address = addressIn(host)
  if (address !== null) {
    const loopback = rules.allowLoopback && isLoopback(address)
    if (!loopback && !isPublicAddress(address)) return refuse('address_refused')
    if (!loopback && url.protocol === 'http:' && !rules.allowHttp) return refuse('scheme_refused')
    return { ok: true, checked: { url, host, port, address } }
  }
  const local = host === 'localhost' || host.endsWith('.localhost')
  if (!(local && rules.allowLoopback)) {
    if (
      !host.includes('.') ||
      host.includes('..') ||
      deniedSuffixes.includes(host.split('.').at(-1) ?? '')
    ) {
      return refuse('host_refused')
    }
    if (url.protocol === 'http:' && !rules.allowHttp) return refuse('scheme_refused')
  }
  return { ok: true, checked: { url, host, port, address: null } }
}

/**
 * The address that a host is, if it is one. The URL parser has already turned decimal, octal, hex
 * and full-width notations into dotted or colon form.
 */
function addressIn(host: string): string | null {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
  return ipaddr.isValid(bare) ? bare : null
}

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // The parser takes the old IPv4-compatible notation for a mapped address, which it is not.
  if (address.includes('%') || /^::\d+\./.test(address)) return null
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address)
  return ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address) : null
}

/** The IPv4 address inside an IPv6 one that only carries it; null when there is none. */
function embedded(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const bytes = address.toByteArray()
  const range = address.range()
  if (range === 'ipv4Mapped') return new ipaddr.IPv4(bytes.slice(12))
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6))
  const wellKnownNat64 = bytes.slice(0, 12).join() === '0,100,255,155,0,0,0,0,0,0,0,0'
  return wellKnownNat64 ? new ipaddr.IPv4(bytes.slice(12)) : null
}

/** An interface identifier that carries an IPv4 address through a tunnel (ISATAP, RFC 5214). */
function isTunnelled({ parts }: ipaddr.IPv6): boolean {
  return ((parts[4] ?? 0) & 0xfcff) === 0 && parts[5] === 0x5efe
}

/** True only for a globally routable unicast address, also behind mapped, NAT64 and 6to4 forms. */
export function isPublicAddress(text: string): boolean {
  const address = parse(text)
  if (address === null) return false
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast'
  const inner = embedded(address)
  if (inner) return inner.range() === 'unicast'
  const first = address.parts[0] ?? 0
  // 3ffe::/16 was given back, 3fff::/16 is for documentation.
  const allocated = first >= 0x2000 && first < 0x3ffe
  return address.range() === 'unicast' && allocated && !isTunnelled(address)
}

/** This machine itself; not what a translator or a tunnel might make of it elsewhere. */
export function isLoopback(text: string): boolean {
  const address = parse(text)
  if (address === null) return false
  if (address instanceof ipaddr.IPv4) return address.range() === 'loopback'
  return address.isIPv4MappedAddress()
    ? address.toIPv4Address().range() === 'loopback'
    : address.range() === 'loopback'
}

/** Whether two texts are the same address; an IPv4 address equals its mapped form. */
export function sameAddress(one: string, other: string): boolean {
  const plain = (text: string) => {
    const address = parse(text)
    return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()
      ? address.toIPv4Address().toString()
      : (address?.toString() ?? null)
  }
  const first = plain(one)
  return first !== null && first === plain(other)
}

/**
 * Checks what a name resolved to. Every address must be allowed: a name with one public and one
 * private address is refused as a whole. http to a name is for loopback only, unless allowed.
 */
export function checkAddresses(
  { url }: Pick<CheckedUrl, 'url'>,
  addresses: readonly string[],
  rules: GuardRules,
): { ok: true; address: string } | { ok: false; problem: GuardProblem } {
  const [first] = addresses
  if (first === undefined) return { ok: false, problem: 'host_refused' }
  const allLoopback = rules.allowLoopback && addresses.every(isLoopback)
  if (!allLoopback && !addresses.every(isPublicAddress)) {
    return { ok: false, problem: 'address_refused' }
  }
  if (!allLoopback && url.protocol === 'http:' && !rules.allowHttp) {
    return { ok: false, problem: 'scheme_refused' }
  }
  return { ok: true, address: first }
}
