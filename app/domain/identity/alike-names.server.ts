import { organisation } from 'db/schema/identity'
import { type Column, type SQL, sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'

/** True of rows whose name can hardly be told from this one; `name_key` in the database says how. */
export const looksLike = (column: Column, name: string): SQL =>
  sql`name_key(${column}) = name_key(${name})`

/** The platform's own name begins no other name, and its operator's is taken. */
export const isPlatformName = (name: string): SQL<boolean> =>
  sql<boolean>`(name_key(regexp_replace(btrim(${name}), '[^[:alnum:]].*$', '')) = name_key('Samar')
    or exists (select 1 from organisation o where o.kind = 'operator' and name_key(o.name) = name_key(${name})))`

/** @throws Refused name_taken for a name that passes for the platform's own */
export async function assertNotPlatformName(tx: Tx, name: string): Promise<void> {
  const [row] = await tx.execute<{ taken: boolean }>(sql`select ${isPlatformName(name)} as taken`)
  if (row?.taken) throw new Refused('name_taken')
}

/**
 * Nobody takes the name of an organisation that was verified, or one that reads like it. Who has it
 * already keeps it.
 * @throws Refused name_taken
 */
export async function assertOwnOrganisationName(
  tx: Tx,
  { name, organisationId }: { name: string; organisationId: string },
): Promise<void> {
  const rows = await tx
    .select({ id: organisation.id, name: organisation.name, verifiedAt: organisation.verifiedAt })
    .from(organisation)
    .where(looksLike(organisation.name, name))
  const kept = rows.some((row) => row.id === organisationId && row.name === name)
  if (!kept && rows.some((row) => row.id !== organisationId && row.verifiedAt))
    throw new Refused('name_taken')
}
