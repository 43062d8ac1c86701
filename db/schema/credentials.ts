import { sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type {
  CredentialEventKind,
  CredentialStatus,
  Visibility,
} from '../../app/domain/credentials/credential'
import type { KeyKind } from '../../app/domain/credentials/issuer'
import type { StatusPurpose } from '../../app/domain/credentials/status-list'
import { id, json, moment } from './columns'
import { organisation, person } from './identity'

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** Who signs credentials: an organisation, or the platform itself, which has none. */
export const issuer = pgTable(
  'issuer',
  {
    id: id(),
    organisationId: text('organisation_id').references(() => organisation.id),
    slug: text('slug').notNull(),
    /** Fixed when the issuer is made: what is signed names it for ever. */
    did: text('did').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('issuer_slug').on(table.slug),
    uniqueIndex('issuer_did').on(table.did),
    // One platform, one issuer for each organisation.
    uniqueIndex('issuer_organisation').on(sql`coalesce(${table.organisationId}, 'platform')`),
  ],
)

/** A key is never removed: what it signed must stay verifiable. */
export const issuerKey = pgTable(
  'issuer_key',
  {
    id: id(),
    issuerId: text('issuer_id')
      .notNull()
      .references(() => issuer.id),
    kind: text('kind').$type<KeyKind>().notNull(),
    publicJwk: json<Record<string, string>>('public_jwk').notNull(),
    privateSealed: bytes('private_sealed').notNull(),
    createdAt: moment('created_at').notNull(),
    retiredAt: moment('retired_at'),
    /** What it signed from this moment on does not count. */
    compromisedAt: moment('compromised_at'),
  },
  (table) => [
    uniqueIndex('issuer_key_current')
      .on(table.issuerId, table.kind)
      .where(sql`${table.retiredAt} is null`),
    index('issuer_key_issuer').on(table.issuerId),
  ],
)

/** What can be achieved, as it was when somebody first achieved it. A change makes another row. */
export const achievement = pgTable(
  'achievement',
  {
    id: id(),
    issuerId: text('issuer_id')
      .notNull()
      .references(() => issuer.id),
    key: text('key').notNull(),
    digest: text('digest').notNull(),
    level: integer('level').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    criteria: text('criteria').notNull(),
    language: text('language').notNull(),
    skills: text('skills').array().notNull(),
    results:
      json<{ key: string; name: string; type: string; min?: string; max?: string }[]>(
        'results',
      ).notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [uniqueIndex('achievement_content').on(table.issuerId, table.key, table.digest)],
)

/** Two lists with the same places: what is revoked, and what is only suspended. */
export const statusList = pgTable(
  'status_list',
  {
    id: id(),
    issuerId: text('issuer_id')
      .notNull()
      .references(() => issuer.id),
    purpose: text('purpose').$type<StatusPurpose>().notNull(),
    number: integer('number').notNull(),
    length: integer('length').notNull(),
    /** Counts the changes of its bits; the database does. */
    version: integer('version').notNull().default(0),
    /** The signed list as it is served, and the version that it tells. */
    signed: text('signed'),
    signedVersion: integer('signed_version'),
    signedAt: moment('signed_at'),
  },
  (table) => [uniqueIndex('status_list_name').on(table.issuerId, table.purpose, table.number)],
)

export const credential = pgTable(
  'credential',
  {
    id: id(),
    issuerId: text('issuer_id')
      .notNull()
      .references(() => issuer.id),
    achievementId: text('achievement_id')
      .notNull()
      .references(() => achievement.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    /** What it was issued for, such as `enrolment:<id>`: one thing, one credential. */
    reference: text('reference').notNull(),
    level: integer('level').notNull(),
    skills: text('skills').array().notNull(),
    validFrom: moment('valid_from').notNull(),
    validUntil: moment('valid_until'),
    status: text('status').$type<CredentialStatus>().notNull(),
    visibility: text('visibility').$type<Visibility>().notNull(),
    /** The signed JSON-LD, letter by letter, and the same as a compact JWS. */
    document: text('document').notNull(),
    jwt: text('jwt').notNull(),
    ed25519KeyId: text('ed25519_key_id')
      .notNull()
      .references(() => issuerKey.id),
    rsaKeyId: text('rsa_key_id')
      .notNull()
      .references(() => issuerKey.id),
    listNumber: integer('list_number').notNull(),
    listIndex: integer('list_index').notNull(),
    renewsId: text('renews_id'),
    issuedAt: moment('issued_at').notNull(),
    expiryToldAt: moment('expiry_told_at'),
  },
  (table) => [
    foreignKey({ columns: [table.renewsId], foreignColumns: [table.id] }),
    uniqueIndex('credential_reference').on(table.reference),
    uniqueIndex('credential_place').on(table.issuerId, table.listNumber, table.listIndex),
    uniqueIndex('credential_renews').on(table.renewsId),
    index('credential_person').on(table.personId),
    index('credential_ends').on(table.validUntil),
  ],
)

/** What happened to a credential, by whom and why. */
export const credentialEvent = pgTable(
  'credential_event',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    credentialId: text('credential_id')
      .notNull()
      .references(() => credential.id),
    kind: text('kind').$type<CredentialEventKind>().notNull(),
    reason: text('reason').notNull(),
    /** Null for the platform itself. */
    personId: text('person_id').references(() => person.id),
    at: moment('at').notNull(),
  },
  (table) => [index('credential_event_credential').on(table.credentialId)],
)
