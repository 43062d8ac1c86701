import { isObject, type JsonObject, listOf, textOf } from './adapters/bounded-json'
import { checkProof } from './adapters/check-document.server'
import { checkToken, claimsDiffer } from './adapters/check-token.server'
import type { Outside } from './adapters/outside.server'
import type { Token } from './adapters/read-submitted'
import { type FoundKey, resolveKey } from './adapters/resolve-key.server'
import { validity } from './check-dates'
import { belongsTo } from './did-web'
import type { OwnRecords } from './own-issuers.server'
import { type Check, check, type Reason, reasons } from './verification'

export type Sources = { readonly own: OwnRecords; readonly outside: Outside }

/** Who signed, and whether the signature holds: two questions about the same key. */
export type Signed = { readonly issuer: Check; readonly signature: Check }

const mostProofs = 4

export function issuerIdOf(credential: JsonObject): string {
  const { issuer } = credential
  return textOf(isObject(issuer) ? issuer.id : issuer) ?? ''
}

const rank = { failed: 2, unknown: 1, passed: 0 } as const
const worst = (all: readonly Check[]): Check | undefined =>
  [...all].sort((a, b) => rank[b.outcome] - rank[a.outcome])[0]

/** What the name of the key says, then what was found behind it. */
function issuerCheck(issuerId: string, method: string, found: FoundKey, good: boolean): Check {
  const facts = { issuer: issuerId, key: method }
  if (issuerId === '') return check('issuer', 'issuer_unnamed')
  if (!belongsTo(method, issuerId)) return check('issuer', 'issuer_other', facts)
  if (!found.ok) return check('issuer', found.reason, facts)
  return check('issuer', good ? 'issuer_ok' : 'issuer_compromised', facts)
}

/**
 * A key that got into wrong hands: what was signed before counts, but whoever has the key can write any
 * date. Of our own, only what is in our books counts.
 */
async function outlives(
  found: FoundKey,
  signed: { at: number; id: string; signature: string; method: string },
  { own }: Sources,
): Promise<boolean> {
  if (!found.ok || found.revokedAt === null) return true
  const ours = (await own.didDocument(signed.method.split('#')[0] ?? '')) !== undefined
  if (!ours) return signed.at < found.revokedAt.getTime()
  const issuedAt = await own.issuedAt(signed.id, signed.signature)
  return issuedAt !== null && issuedAt < found.revokedAt
}

const methodOf = (value: unknown) => textOf(isObject(value) ? value.id : value) ?? ''

async function checkOne(
  document: JsonObject,
  proof: JsonObject,
  sources: Sources,
): Promise<Signed> {
  const issuerId = issuerIdOf(document)
  const method = methodOf(proof.verificationMethod)
  const found = await resolveKey(method, sources.own, sources.outside)
  const signature = textOf(proof.proofValue) ?? ''
  const at = Date.parse(textOf(proof.created) ?? '') || validity(document).from
  const good = await outlives(
    found,
    { at, id: textOf(document.id) ?? '', signature, method },
    sources,
  )
  const issuer =
    proof.proofPurpose === 'assertionMethod'
      ? issuerCheck(issuerId, method, found, good)
      : check('issuer', 'issuer_not_for_this', { issuer: issuerId, key: method })
  if (!found.ok) return { issuer, signature: check('signature', 'signature_key') }
  const { reason, field } = await checkProof(document, proof, found.key, sources.outside)
  return { issuer, signature: check('signature', reason, field === undefined ? {} : { field }) }
}

/** Every proof of a document must hold: a good one does not make up for a bad one. */
export async function checkDocument(document: JsonObject, sources: Sources): Promise<Signed> {
  const proofs = listOf(document.proof)
  if (proofs.length === 0) return unsigned('signature_missing')
  const all: Signed[] = []
  for (const proof of proofs.slice(0, mostProofs)) {
    if (!isObject(proof)) return unsigned('signature_wrong')
    all.push(await checkOne(document, proof, sources))
  }
  if (proofs.length > mostProofs) return unsigned('signature_suite')
  const issuer = worst(all.map((one) => one.issuer))
  const signature = worst(all.map((one) => one.signature))
  return issuer && signature ? { issuer, signature } : unsigned('signature_missing')
}

function unsigned(reason: Reason): Signed {
  const without: Reason = reasons[reason] === 'failed' ? 'issuer_no_key' : 'issuer_method'
  return { issuer: check('issuer', without), signature: check('signature', reason) }
}

/** A token names its key in `kid`. A key that travels inside says nothing about whose it is. */
export async function checkSignedToken(
  token: Token,
  credential: JsonObject,
  sources: Sources,
): Promise<Signed> {
  const issuerId = issuerIdOf(credential)
  const method = textOf(token.header.kid) ?? ''
  if (method === '') {
    const reason = token.header.jwk === undefined ? 'issuer_no_key' : 'issuer_key_inside'
    const none = token.header.alg === undefined || token.header.alg === 'none'
    return {
      issuer: check('issuer', reason),
      signature: check('signature', none ? 'signature_missing' : 'signature_key'),
    }
  }
  // A key's name may be given as it stands in the issuer's DID document alone.
  const full = method.startsWith('#') ? `${issuerId}${method}` : method
  const found = await resolveKey(full, sources.own, sources.outside)
  const signature = token.signature.toString('base64url')
  const signedAt = validity(credential).from
  const signed = { at: signedAt, id: textOf(credential.id) ?? '', signature, method: full }
  const issuer = issuerCheck(issuerId, full, found, await outlives(found, signed, sources))
  if (!found.ok) return { issuer, signature: check('signature', 'signature_key') }
  const differs = claimsDiffer(token, credential)
  const reason = checkToken(token, found.key)
  if (reasons[reason] === 'passed' && differs) {
    return { issuer, signature: check('signature', 'signature_claims', { field: differs }) }
  }
  return { issuer, signature: check('signature', reason) }
}
