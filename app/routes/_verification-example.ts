/** Where the public keys for outgoing requests stand, on every copy. */
export const keyDirectoryPath = '/.well-known/http-message-signatures-directory'

/**
 * The program that the public page hands to a team: it checks a request of ours with nothing but
 * Node. A test runs exactly this text against a request that was really sent.
 */
export function verificationExample(origin: string): string {
  return `// is-from-samar.mjs: Node 18 or newer, no packages.
import { createHash, createPublicKey, verify } from 'node:crypto'

const directory = '${origin}${keyDirectoryPath}'
let kept = { keys: [], until: 0 }

async function publicKey(keyid) {
  if (Date.now() > kept.until) {
    const { keys } = await (await fetch(directory)).json()
    kept = { keys, until: Date.now() + 300_000 }
  }
  const jwk = kept.keys.find(({ kid }) => kid === keyid)
  return jwk ? createPublicKey({ key: jwk, format: 'jwk' }) : null
}

// method: 'POST'
// url: the address as you registered it, not what a proxy of yours makes of it;
//   without a path it ends in a slash
// headers: their names in lower case
// body: the bytes as they came, before any parsing
export async function isFromSamar({ method, url, headers, body }) {
  const covered = '("@method" "@target-uri" "content-type" "content-digest")'
  const input = (headers['signature-input'] ?? '').replace(/^samar=/, '')
  const signature = /^samar=:([A-Za-z0-9+/=]+):$/.exec(headers.signature ?? '')?.[1]
  if (!input.startsWith(covered) || !signature) return false

  const parameter = (name) => new RegExp(\`;\${name}="?([^";]+)\`).exec(input)?.[1]
  if (parameter('tag') !== 'samar-evaluation') return false
  const age = Date.now() / 1000 - Number(parameter('created'))
  if (!(Math.abs(age) <= 300)) return false

  const hash = createHash('sha256').update(body).digest('base64')
  const digest = \`sha-256=:\${hash}:\`
  if (headers['content-digest'] !== digest) return false

  const key = await publicKey(parameter('keyid'))
  const base = [
    \`"@method": \${method}\`,
    \`"@target-uri": \${url}\`,
    \`"content-type": \${headers['content-type']}\`,
    \`"content-digest": \${digest}\`,
    \`"@signature-params": \${input}\`,
  ].join('\\n')
  if (key === null) return false
  return verify(null, Buffer.from(base), key, Buffer.from(signature, 'base64'))
}
`
}
