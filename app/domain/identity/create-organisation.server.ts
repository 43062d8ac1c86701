import { organisation, organisationMember } from 'db/schema/identity'
import { and, eq, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { assertNotPlatformName, assertOwnOrganisationName } from './alike-names.server'
import { assertMay } from './may'
import type { OrganisationKind } from './organisation'
import { manageOrganisation } from './permissions'
import { signedInById } from './session.server'
import { slugOf } from './slug'

/**
 * Makes an organisation whose first owner is `by`. The first operator organisation is made by
 * whoever sets Samar up; later ones only by an operator.
 * @throws Refused not_allowed, name_taken for a name that reads like that of a verified one
 */
export async function createOrganisation(
  tx: Tx,
  input: {
    kind: OrganisationKind
    name: string
    country: string
    website?: string
    about?: string
    by: string
    at: Date
  },
): Promise<{ organisationId: string; slug: string }> {
  const viewer = await signedInById(tx, input.by)
  if (!viewer) throw new Refused('not_found')
  if (input.kind === 'operator' && !viewer.operator && (await operatorExists(tx)))
    throw new Refused('not_allowed')
  const id = newId('organisation')
  if (input.kind !== 'operator') await assertNotPlatformName(tx, input.name)
  await assertOwnOrganisationName(tx, { name: input.name, organisationId: id })
  const { slug } = await insertWithFreeSlug(tx, id, input)
  await tx
    .insert(organisationMember)
    .values({ organisationId: id, personId: input.by, role: 'owner', joinedAt: input.at })
  await audit(tx, {
    by: input.by,
    act: 'organisation.create',
    subject: id,
    facts: { kind: input.kind },
  })
  return { organisationId: id, slug }
}

async function operatorExists(tx: Tx): Promise<boolean> {
  const rows = await tx
    .select({ id: organisation.id })
    .from(organisation)
    .where(eq(organisation.kind, 'operator'))
    .limit(1)
  return rows.length > 0
}

async function insertWithFreeSlug(
  tx: Tx,
  id: string,
  input: {
    kind: OrganisationKind
    name: string
    country: string
    website?: string
    about?: string
    at: Date
  },
): Promise<{ slug: string }> {
  const plain = slugOf(input.name)
  for (const slug of [plain, `${plain}-${id.slice(-4)}`, `${plain}-${id.slice(-10)}`]) {
    const made = await tx
      .insert(organisation)
      .values({
        id,
        kind: input.kind,
        name: input.name,
        slug,
        country: input.country,
        website: input.website ?? '',
        about: input.about ?? '',
        createdAt: input.at,
      })
      .onConflictDoNothing({ target: organisation.slug })
      .returning({ slug: organisation.slug })
    if (made[0]) return made[0]
  }
  throw new Error('No free slug was found for an organisation.')
}

/** Changes what an organisation says of itself; another name or country loses the verification. */
export async function updateOrganisation(
  tx: Tx,
  input: {
    organisationId: string
    name: string
    country: string
    website: string
    about: string
    by: string
  },
): Promise<void> {
  assertMay(await signedInById(tx, input.by), manageOrganisation, input)
  const { name, country, website, about } = input
  const [before] = await tx
    .select({ name: organisation.name, kind: organisation.kind })
    .from(organisation)
    .where(eq(organisation.id, input.organisationId))
  if (before?.name !== name && before?.kind !== 'operator') await assertNotPlatformName(tx, name)
  await assertOwnOrganisationName(tx, input)
  // What was verified is this name in this country: under another it has to be looked at again.
  const same = and(eq(organisation.name, name), eq(organisation.country, country))
  const kept = (column: PgColumn) => sql`case when ${same} then ${column} end`
  await tx
    .update(organisation)
    .set({
      ...{ name, country, website, about },
      verifiedAt: kept(organisation.verifiedAt),
      checkAskedAt: kept(organisation.checkAskedAt),
      checkWords: kept(organisation.checkWords),
    })
    .where(eq(organisation.id, input.organisationId))
  await audit(tx, { by: input.by, act: 'organisation.update', subject: input.organisationId })
}
