/** The five things that are checked of a credential, in this order. */
export const checkNames = ['schema', 'dates', 'issuer', 'signature', 'status'] as const
export type CheckName = (typeof checkNames)[number]

/** `unknown`: it could not be checked, so nobody should rely on it. */
export type Outcome = 'passed' | 'failed' | 'unknown'

/** Each reason is a sentence of the catalogue, `credential.reason_<reason>`. */
export const reasons = {
  schema_ok: 'passed',
  schema_missing: 'failed',
  schema_context: 'failed',
  dates_ok: 'passed',
  dates_open: 'passed',
  dates_expired: 'failed',
  dates_future: 'failed',
  dates_unreadable: 'failed',
  dates_proof: 'failed',
  issuer_ok: 'passed',
  issuer_other: 'failed',
  issuer_no_key: 'failed',
  issuer_not_for_this: 'failed',
  issuer_key_inside: 'failed',
  issuer_compromised: 'failed',
  issuer_unnamed: 'failed',
  issuer_unreachable: 'unknown',
  issuer_method: 'unknown',
  signature_document: 'passed',
  signature_token: 'passed',
  signature_wrong: 'failed',
  signature_missing: 'failed',
  signature_fields: 'failed',
  signature_renamed: 'failed',
  signature_claims: 'failed',
  signature_key: 'unknown',
  signature_suite: 'unknown',
  signature_context: 'unknown',
  status_good: 'passed',
  status_none: 'passed',
  status_revoked: 'failed',
  status_suspended: 'failed',
  status_list_wrong: 'failed',
  status_unreachable: 'unknown',
  status_method: 'unknown',
} as const satisfies Record<string, Outcome>
export type Reason = keyof typeof reasons

export type Check = {
  readonly name: CheckName
  readonly outcome: Outcome
  readonly reason: Reason
  /** Times as ISO text; a field, a key or an issuer as the credential writes it: not to be trusted. */
  readonly facts: Readonly<Record<string, string>>
}

export function check(name: CheckName, reason: Reason, facts: Check['facts'] = {}): Check {
  return { name, outcome: reasons[reason], reason, facts }
}

/** One check that failed is enough; a gap leaves it open. */
export function overall(checks: readonly Check[]): Outcome {
  if (checks.some(({ outcome }) => outcome === 'failed')) return 'failed'
  return checks.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'passed'
}

/** What a credential says of itself, in the words of whoever wrote it. */
export type Claimed = {
  readonly name: string
  readonly issuer: string
  readonly issuerId: string
  readonly holder: string
  readonly description: string
  readonly validFrom: string
  readonly validUntil: string
}

/** What five passed checks prove of an issuer: that it holds a key, or who answers for a host. */
export type Proved = { readonly kind: 'key' | 'host'; readonly name: string }

/**
 * A did:key is a key and nothing else, so its name is anybody's own choice; a did:web or a web address
 * is under the control of its host. Null for what can be neither.
 */
export function provedBy(issuerId: string): Proved | null {
  const key = /^did:key:([^#]+)/.exec(issuerId)?.[1]
  if (key) return { kind: 'key', name: key }
  const host = /^(?:did:web:|https?:\/\/)([A-Za-z0-9.-]+)/.exec(issuerId)?.[1]
  return host ? { kind: 'host', name: host } : null
}

export type Report = {
  readonly outcome: Outcome
  readonly checks: readonly Check[]
  readonly claimed: Claimed
}
