import { canonicalJson, sha256 } from '~/domain/outcomes/evidence/canonical'
import type { Terms } from './terms'

/** The text that is hashed and signed: one spelling for one set of terms. */
export function termsText(terms: Terms): { canonical: string; sha256: string } {
  const canonical = canonicalJson(terms)
  return { canonical, sha256: sha256(canonical).toString('hex') }
}
