import { credential, issuer, issuerKey, statusList } from 'db/schema/credentials'
import { and, asc, eq } from 'drizzle-orm'
import { isId } from '~/kernel/ids'
import type { Reader } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import type { JsonObject } from './adapters/bounded-json'
import type { OwnIssuers } from './adapters/resolve-key.server'
import { suspendedStatuses, withdrawnStatuses } from './credential'
import { readDidWeb } from './did-web'
import { didDocument, type PublicKey } from './issuer'
import { readListName } from './status-list'

/** Every key of an issuer, the public halves: the oldest first. */
export async function publicKeysOf(db: Reader, issuerId: string): Promise<PublicKey[]> {
  const rows = await db
    .select({
      id: issuerKey.id,
      kind: issuerKey.kind,
      publicJwk: issuerKey.publicJwk,
      createdAt: issuerKey.createdAt,
      retiredAt: issuerKey.retiredAt,
      compromisedAt: issuerKey.compromisedAt,
    })
    .from(issuerKey)
    .where(eq(issuerKey.issuerId, issuerId))
    .orderBy(asc(issuerKey.createdAt), asc(issuerKey.id))
  return rows
}

/** The DID document of one of our issuers; null where nobody has this DID. */
export async function ownDidDocument(db: Reader, did: string) {
  const [row] = await db.select().from(issuer).where(eq(issuer.did, did))
  return row ? didDocument(row.did, await publicKeysOf(db, row.id)) : null
}

/** What Samar knows of its own issuers, so that their credentials are checked without the network. */
export type OwnRecords = OwnIssuers & {
  /** What the lists say of a place; undefined where the address is none of ours, null for no such list. */
  statusAt(
    list: string,
    index: number,
  ): Promise<'good' | 'suspended' | 'revoked' | null | undefined>
  /** When a credential with exactly this signature was issued here; null where none was. */
  issuedAt(credentialUrl: string, signature: string): Promise<Date | null>
}

export function ownRecords(db: Reader): OwnRecords {
  const { origin } = new URL(env().APP_ORIGIN)
  const isOwnAddress = (url: string) => URL.canParse(url) && new URL(url).origin === origin
  return {
    isOwnAddress,
    async didDocument(did) {
      const found: JsonObject | null = await ownDidDocument(db, did)
      if (found) return found
      return readDidWeb(did)?.base.origin === origin ? null : undefined
    },
    async statusAt(list, index) {
      if (!isOwnAddress(list)) return undefined
      const { pathname } = new URL(list)
      const [, slug = '', name = ''] = /^\/issuers\/([^/]+)\/status\/([^/]+)$/.exec(pathname) ?? []
      const wanted = readListName(name)
      return wanted ? statusInDatabase(db, slug, wanted.number, index) : null
    },
    async issuedAt(credentialUrl, signature) {
      const id = credentialUrl.split('/').at(-1) ?? ''
      if (!isId('credential', id) || signature === '') return null
      const [row] = await db.select().from(credential).where(eq(credential.id, id))
      const known =
        row && (row.jwt.endsWith(`.${signature}`) || row.document.includes(`"${signature}"`))
      return known ? row.issuedAt : null
    },
  }
}

async function statusInDatabase(db: Reader, slug: string, number: number, index: number) {
  const [list] = await db
    .select({ issuerId: issuer.id, length: statusList.length })
    .from(statusList)
    .innerJoin(issuer, eq(issuer.id, statusList.issuerId))
    .where(and(eq(issuer.slug, slug), eq(statusList.number, number)))
    .limit(1)
  if (!list || index < 0 || index >= list.length) return null
  const [row] = await db
    .select({ status: credential.status })
    .from(credential)
    .where(
      and(
        eq(credential.issuerId, list.issuerId),
        eq(credential.listNumber, number),
        eq(credential.listIndex, index),
      ),
    )
  if (!row || !withdrawnStatuses.includes(row.status)) return 'good'
  return suspendedStatuses.includes(row.status) ? 'suspended' : 'revoked'
}
