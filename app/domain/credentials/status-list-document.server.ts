import { credential, statusList } from 'db/schema/credentials'
import { and, eq, inArray } from 'drizzle-orm'
import { addHours } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { withProof } from './adapters/sign-credential.server'
import { suspendedStatuses, withdrawnStatuses } from './credential'
import { issuerBySlug } from './credential-rows.server'
import { currentKey, type IssuerRow, signingKey } from './issuers.server'
import { listUrl, statusListCredential } from './open-badge'
import { encodeList, readListName } from './status-list'

type ListRow = typeof statusList.$inferSelect

/** A signed list is used again until a bit changes, or its key may have changed long ago. */
const freshHours = 6

/**
 * The signed list of an issuer, as JSON. The list of the revoked also has the bits of those that are
 * suspended, because a credential can name only one list: nobody else's program takes them for good.
 * The list of the suspended says which of them may come back.
 * @throws Refused not_found for an issuer or list that there is not.
 */
export async function statusListDocument(
  db: Reader,
  input: { slug: string; name: string; at: Date },
): Promise<string> {
  const wanted = readListName(input.name)
  if (!wanted) throw new Refused('not_found')
  const issuer = await issuerBySlug(db, input.slug)
  const [list] = await db
    .select()
    .from(statusList)
    .where(
      and(
        eq(statusList.issuerId, issuer.id),
        eq(statusList.purpose, wanted.purpose),
        eq(statusList.number, wanted.number),
      ),
    )
  if (!list) throw new Refused('not_found')
  const { signed, signedAt } = list
  const fresh = signedAt && signedAt <= input.at && addHours(signedAt, freshHours) > input.at
  if (signed && fresh && list.signedVersion === list.version) return signed
  return signAnew(db, issuer, list, input.at)
}

async function signAnew(db: Reader, issuer: IssuerRow, list: ListRow, at: Date): Promise<string> {
  const statuses = list.purpose === 'suspension' ? suspendedStatuses : withdrawnStatuses
  const rows = await db
    .select({ place: credential.listIndex })
    .from(credential)
    .where(
      and(
        eq(credential.issuerId, issuer.id),
        eq(credential.listNumber, list.number),
        inArray(credential.status, [...statuses]),
      ),
    )
  const document = statusListCredential({
    url: listUrl(env().APP_ORIGIN, issuer.slug, list.purpose, list.number),
    did: issuer.did,
    purpose: list.purpose,
    encoded: encodeList(
      list.length,
      rows.map(({ place }) => place),
    ),
    at,
  })
  const key = signingKey(issuer, await currentKey(db, issuer, 'Ed25519'))
  const signed = JSON.stringify(await withProof(document, key, at))
  // Kept under the version that was read before the bits were: a change since then makes it stale.
  await db
    .update(statusList)
    .set({ signed, signedVersion: list.version, signedAt: at })
    .where(eq(statusList.id, list.id))
  return signed
}
