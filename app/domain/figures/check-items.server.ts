import { organisation } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { actingRoles } from '~/domain/identity/organisation'
import type { SignedIn } from '~/domain/identity/viewer'
import { draftBriefStatuses } from '~/domain/market/briefs/brief'
import type { Reader } from '~/platform/database.server'

const plain = { sentence: null, values: {}, until: null }

/** Organisations that ask to be verified, for the operator. */
export async function deskCheckItems(db: Reader) {
  const rows = await db
    .select({ id: organisation.id, name: organisation.name })
    .from(organisation)
    .where(and(isNotNull(organisation.checkAskedAt), isNull(organisation.verifiedAt)))
    .orderBy(organisation.checkAskedAt)
  return rows.map(({ id, name }) => ({
    ...{ id: `check-${id}`, href: `/desk/organisations/${id}`, about: name, ...plain },
    title: 'dashboard.item_verify' as const,
  }))
}

/** What the operator asked back before it verifies an organisation of the viewer's. */
export async function checkItems(db: Reader, viewer: SignedIn) {
  const own = viewer.memberships
    .filter(({ role }) => actingRoles.includes(role))
    .map(({ organisationId }) => organisationId)
  if (own.length === 0) return []
  const rows = await db
    .selectDistinctOn([organisation.id], {
      id: organisation.id,
      name: organisation.name,
      draftId: brief.id,
    })
    .from(organisation)
    .leftJoin(
      brief,
      and(
        eq(brief.organisationId, organisation.id),
        inArray(brief.status, [...draftBriefStatuses]),
      ),
    )
    .where(
      and(
        inArray(organisation.id, own),
        isNotNull(organisation.checkWords),
        isNull(organisation.verifiedAt),
      ),
    )
    .orderBy(organisation.id, desc(brief.createdAt))
  return rows.map(({ id, name, draftId }) => ({
    ...{ id: `check-${id}`, about: name, ...plain },
    href: draftId ? `/briefs/${draftId}` : `/organisations/${id}`,
    title: 'dashboard.item_check_answer' as const,
  }))
}
