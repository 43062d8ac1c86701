import type { Reader } from '~/platform/database.server'
import { isObject, type JsonObject, listOf, textOf } from './adapters/bounded-json'
import { type Outside, outsideReader } from './adapters/outside.server'
import { credentialIn, type Submitted } from './adapters/read-submitted'
import { checkShape } from './badge-shape.server'
import { checkDates } from './check-dates'
import { checkDocument, checkSignedToken, issuerIdOf, type Sources } from './check-signature.server'
import { checkStatus } from './check-status.server'
import { ownRecords } from './own-issuers.server'
import { type Claimed, overall, type Report } from './verification'

/**
 * Checks a credential of any issuer: its form, its dates, whether the issuer controls the key, the
 * signature, and whether the issuer still stands by it. What our own issuers signed is checked without
 * the network; for others the addresses that the credential names are read through the guard.
 */
export async function verifyCredential(
  db: Reader,
  submitted: Submitted,
  at: Date,
  outside: Outside = outsideReader(),
): Promise<Report> {
  const sources: Sources = { own: ownRecords(db), outside }
  const isToken = submitted.form === 'token'
  const credential = isToken ? credentialIn(submitted.token) : submitted.document
  const proofs = isToken ? [] : listOf(credential.proof).filter(isObject)
  const { issuer, signature } = isToken
    ? await checkSignedToken(submitted.token, credential, sources)
    : await checkDocument(credential, sources)
  const checks = [
    checkShape(credential),
    checkDates(credential, proofs, at),
    issuer,
    signature,
    await checkStatus(credential, sources, at),
  ]
  return { outcome: overall(checks), checks, claimed: claimedBy(credential) }
}

const short = (value: unknown, most = 300) => (textOf(value) ?? '').slice(0, most)

function holderOf(subject: JsonObject): string {
  for (const one of listOf(subject.identifier)) {
    if (isObject(one) && one.identityType === 'name' && one.hashed === false) {
      return short(one.identityHash)
    }
  }
  return ''
}

/** Who, what and until when, in the credential's own words: shown, never trusted. */
export function claimedBy(credential: JsonObject): Claimed {
  const subject = isObject(credential.credentialSubject) ? credential.credentialSubject : {}
  const achievement = isObject(subject.achievement) ? subject.achievement : {}
  const issuer = isObject(credential.issuer) ? credential.issuer : {}
  return {
    name: short(achievement.name) || short(credential.name),
    description: short(achievement.description, 600),
    issuer: short(issuer.name),
    issuerId: issuerIdOf(credential).slice(0, 300),
    holder: holderOf(subject),
    validFrom: short(credential.validFrom ?? credential.issuanceDate, 40),
    validUntil: short(credential.validUntil ?? credential.expirationDate, 40),
  }
}
