import type { Viewer } from '~/domain/identity/viewer'
import type { SkillLevel } from '~/domain/skills/claim'
import type { Reader } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { issuerName } from './achievements.server'
import { isObject, type JsonObject, listOf, readJsonObject, textOf } from './adapters/bounded-json'
import { qrCode } from './adapters/qr-code.server'
import { standingOf } from './credential'
import { credentialUrl } from './open-badge'
import { credentialFor, credentialHistory, renewalOf } from './queries.server'
import { claimedBy, verifyCredential } from './verify-credential.server'

/** Evidence as it was signed; only an address on the web becomes a link. */
function evidenceIn(document: JsonObject) {
  return listOf(document.evidence)
    .filter(isObject)
    .map(({ id, name, description, narrative }) => ({
      url: /^https?:\/\//.test(textOf(id) ?? '') ? textOf(id) : null,
      name: textOf(name) ?? '',
      text: textOf(narrative) ?? textOf(description) ?? '',
    }))
}

type ShownResult = { name: string; value: string; max: string | null; completed: boolean }

function resultsIn(document: JsonObject): ShownResult[] {
  const subject = isObject(document.credentialSubject) ? document.credentialSubject : {}
  const achievement = isObject(subject.achievement) ? subject.achievement : {}
  const described = listOf(achievement.resultDescription).filter(isObject)
  return listOf(subject.result)
    .filter(isObject)
    .map(({ resultDescription, value }) => {
      const about = described.find(({ id }) => id === resultDescription)
      const points = about?.resultType === 'RawScore'
      return {
        name: textOf(about?.name) ?? '',
        value: textOf(value) ?? '',
        max: points ? (textOf(about?.valueMax) ?? null) : null,
        // The one word of the standard that is a state and no figure.
        completed: about?.resultType === 'Status' && value === 'Completed',
      }
    })
}

/**
 * The page of a credential: what was signed, and the five checks, made now. Its history with reasons is
 * for its holder and its issuer.
 * @throws Refused not_found for whoever may not see it.
 */
export async function credentialPage(db: Reader, viewer: Viewer, credentialId: string, at: Date) {
  const { row, achievement, issuer, holds, manages } = await credentialFor(db, viewer, credentialId)
  const read = readJsonObject(row.document)
  if (!read.ok) throw new Error(`credential ${credentialId} cannot be read`)
  const document = read.value
  const report = await verifyCredential(db, { form: 'document', document }, at)
  const url = credentialUrl(env().APP_ORIGIN, credentialId)
  const inside = holds || manages
  return {
    credentialId,
    level: row.level as SkillLevel,
    skills: row.skills,
    status: row.status,
    standing: standingOf(row, at),
    visibility: row.visibility,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    issuedAt: row.issuedAt,
    claimed: claimedBy(document),
    criteria: achievement.criteria,
    achievementId: achievement.id,
    issuer: { slug: issuer.slug, name: await issuerName(db, issuer) },
    evidence: evidenceIn(document),
    results: resultsIn(document),
    report,
    url,
    qr: qrCode(url),
    holds,
    manages,
    history: inside ? await credentialHistory(db, credentialId) : [],
    renewal: await renewalOf(db, credentialId),
  }
}
