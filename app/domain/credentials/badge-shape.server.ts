import { z } from 'zod'
import type { JsonObject } from './adapters/bounded-json'
import { type Check, check } from './verification'

/**
 * What Open Badges 3.0 asks of every credential (1EdTech's JSON schema of an AchievementCredential, in
 * its required parts). Credentials on version 1 of the W3C data model carry their dates under other
 * names; the first credentials of Open Badges 3.0 do.
 */
const words = z.string().min(1)
const types = (...one: string[]) =>
  z.array(words).refine((all) => one.some((name) => all.includes(name)))

const profile = z.union([words, z.looseObject({ id: words, type: types('Profile') })])
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)

const achievement = z.looseObject({
  id: words,
  type: types('Achievement'),
  name: words,
  description: z.string(),
  criteria: z.looseObject({ id: words.optional(), narrative: z.string().optional() }),
  alignment: z
    .array(z.looseObject({ type: types('Alignment'), targetName: words, targetUrl: words }))
    .optional(),
})

const subject = z
  .looseObject({
    id: words.optional(),
    type: types('AchievementSubject'),
    identifier: z
      .array(
        z.looseObject({
          type: words,
          hashed: z.boolean(),
          identityHash: words,
          identityType: words,
        }),
      )
      .optional(),
    achievement,
    result: z.array(z.looseObject({ type: types('Result') })).optional(),
  })
  .refine(({ id, identifier }) => id !== undefined || (identifier?.length ?? 0) > 0, {
    path: ['id'],
  })

const badge = z.looseObject({
  id: words,
  type: types('VerifiableCredential').refine((all) =>
    ['AchievementCredential', 'OpenBadgeCredential'].some((name) => all.includes(name)),
  ),
  name: z.string().optional(),
  issuer: profile,
  credentialSubject: subject,
  evidence: z.array(z.looseObject({ type: types('Evidence') })).optional(),
  credentialStatus: z.looseObject({ id: words, type: words }).optional(),
  credentialSchema: z.array(z.looseObject({ id: words, type: words })).optional(),
})
const second = badge.extend({ validFrom: moment, validUntil: moment.optional() })
const first = badge.extend({ issuanceDate: moment, expirationDate: moment.optional() })

const openBadges = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/

/** Whether a credential has the form of an Open Badge 3.0; otherwise which field is not as it should be. */
export function checkShape(credential: JsonObject): Check {
  const context = credential['@context']
  const [base, next] = Array.isArray(context) ? context : []
  const version = base === 'https://www.w3.org/ns/credentials/v2' ? second : first
  const known = version === second || base === 'https://www.w3.org/2018/credentials/v1'
  if (!known || typeof next !== 'string' || !openBadges.test(next)) {
    return check('schema', 'schema_context')
  }
  const parsed = version.safeParse(credential)
  if (parsed.success) return check('schema', 'schema_ok')
  const path = parsed.error.issues[0]?.path.join('.') ?? ''
  return check('schema', 'schema_missing', { field: path })
}
