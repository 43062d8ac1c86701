import type { SkillLevel } from '~/domain/skills/claim'
import type { Skill } from '~/domain/skills/taxonomy'
import type { EvidenceInput, ResultDescription, ResultInput } from './credential'
import { secondsOf } from './issuer'
import { listName, type StatusPurpose } from './status-list'

/** Everything that a credential says, before it is signed. */
export type BadgeFacts = {
  readonly origin: string
  readonly credentialId: string
  readonly issuer: { readonly did: string; readonly slug: string; readonly name: string }
  readonly holder: {
    readonly personId: string
    readonly name: string
    /** SHA-256 of the address and the salt, in hex. */
    readonly emailHash: string
    readonly salt: string
  }
  readonly achievement: {
    readonly id: string
    readonly name: string
    readonly description: string
    readonly criteria: string
    readonly language: string
    readonly level: SkillLevel
    readonly skills: readonly Skill[]
    readonly results: readonly ResultDescription[]
  }
  readonly results: readonly ResultInput[]
  readonly evidence: readonly EvidenceInput[]
  readonly validFrom: Date
  readonly validUntil: Date | null
  readonly place: { readonly list: number; readonly index: number }
}

export const schemaUrl =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json'

export const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
] as const

export const credentialUrl = (origin: string, id: string) => `${origin}/credentials/${id}`
export const achievementUrl = (origin: string, id: string) => `${origin}/achievements/${id}`
export const issuerUrl = (origin: string, slug: string) => `${origin}/issuers/${slug}`
export const listUrl = (origin: string, slug: string, purpose: StatusPurpose, number: number) =>
  `${issuerUrl(origin, slug)}/status/${listName(purpose, number)}`

const typeOfLevel = { 1: 'Course', 2: 'Assessment', 3: 'Achievement', 4: 'Achievement' } as const

/** The issuer as Open Badges describes one. */
export function issuerProfile(origin: string, issuer: BadgeFacts['issuer']) {
  return {
    id: issuer.did,
    type: ['Profile'],
    name: issuer.name,
    url: issuerUrl(origin, issuer.slug),
  }
}

/** What can be achieved, with its skills as alignments: ESCO's own address where it has one. */
export function achievementOf(origin: string, achievement: BadgeFacts['achievement']) {
  const url = achievementUrl(origin, achievement.id)
  return {
    id: url,
    type: ['Achievement'],
    achievementType: typeOfLevel[achievement.level],
    name: achievement.name,
    description: achievement.description,
    criteria: { id: url, narrative: achievement.criteria },
    image: { id: `${url}/badge.png`, type: 'Image', caption: achievement.name },
    inLanguage: achievement.language,
    tag: [`level-${achievement.level}`],
    ...(achievement.skills.length > 0
      ? { alignment: achievement.skills.map((skill) => alignmentOf(origin, skill)) }
      : {}),
    ...(achievement.results.length > 0
      ? {
          resultDescription: achievement.results.map(({ key, name, type, min, max }) => ({
            id: `${url}#${key}`,
            type: ['ResultDescription'],
            name,
            resultType: type,
            ...(min === undefined ? {} : { valueMin: min }),
            ...(max === undefined ? {} : { valueMax: max }),
          })),
        }
      : {}),
  }
}

function alignmentOf(origin: string, skill: Skill) {
  return {
    type: ['Alignment'],
    targetName: skill.name.en,
    targetDescription: skill.sentence.en,
    targetUrl: skill.escoUri ?? `${origin}/skills#${skill.id}`,
    targetCode: skill.id,
    // The code is ours, so the framework is; where ESCO has the same concept, the address is its.
    targetFramework: 'Samar skill taxonomy',
    targetType: 'ceasn:Competency' as const,
  }
}

/**
 * The credential before it is signed. The holder is named, and known by a salted hash of the address:
 * whoever has the address can check it, nobody can read it.
 */
export function openBadge(facts: BadgeFacts) {
  const { origin, issuer, holder, achievement, place } = facts
  const id = credentialUrl(origin, facts.credentialId)
  const url = achievementUrl(origin, achievement.id)
  const list = listUrl(origin, issuer.slug, 'revocation', place.list)
  return {
    '@context': contexts,
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: achievement.name,
    issuer: issuerProfile(origin, issuer),
    validFrom: secondsOf(facts.validFrom),
    ...(facts.validUntil ? { validUntil: secondsOf(facts.validUntil) } : {}),
    credentialSubject: {
      id: `${origin}/people/${holder.personId}`,
      type: ['AchievementSubject'],
      identifier: [
        identity('name', false, holder.name),
        { ...identity('emailAddress', true, `sha256$${holder.emailHash}`), salt: holder.salt },
      ],
      achievement: achievementOf(origin, achievement),
      ...(facts.results.length > 0
        ? {
            result: facts.results.map(({ key, value }) => ({
              type: ['Result'],
              resultDescription: `${url}#${key}`,
              value,
            })),
          }
        : {}),
    },
    ...(facts.evidence.length > 0 ? { evidence: facts.evidence.map(evidenceOf) } : {}),
    credentialStatus: {
      id: `${list}#${place.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(place.index),
      statusListCredential: list,
    },
    credentialSchema: [{ id: schemaUrl, type: '1EdTechJsonSchemaValidator2019' }],
  }
}

const identity = (identityType: string, hashed: boolean, identityHash: string) => ({
  type: 'IdentityObject',
  hashed,
  identityHash,
  identityType,
})

function evidenceOf({ url, name, description, narrative }: EvidenceInput) {
  return {
    ...(url ? { id: url } : {}),
    type: ['Evidence'],
    name,
    ...(description ? { description } : {}),
    ...(narrative ? { narrative } : {}),
  }
}

/** A status list before it is signed. */
export function statusListCredential(input: {
  readonly url: string
  readonly did: string
  readonly purpose: StatusPurpose
  readonly encoded: string
  readonly at: Date
}) {
  return {
    '@context': [contexts[0]],
    id: input.url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: input.did,
    validFrom: secondsOf(input.at),
    credentialSubject: {
      id: `${input.url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: input.purpose,
      encodedList: input.encoded,
    },
  }
}
