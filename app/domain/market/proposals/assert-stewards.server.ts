import { person } from 'db/schema/identity'
import { inArray } from 'drizzle-orm'
import { dataStewards } from '~/domain/credentials/steward-queries.server'
import { needsStewards } from '~/domain/stewardship/data-steward'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'

/**
 * Whoever gets a seat in work of a class that needs it is a data steward.
 * @throws Refused stewards_missing with their names.
 */
export async function assertStewards(
  tx: Tx,
  personIds: readonly string[],
  workloadClass: WorkloadClass,
  at: Date,
): Promise<void> {
  if (!needsStewards(workloadClass)) return
  const stewards = await dataStewards(tx, [...personIds], at)
  const missing = personIds.filter((id) => !stewards.has(id))
  if (missing.length === 0) return
  const people = await tx
    .select({ name: person.name })
    .from(person)
    .where(inArray(person.id, missing))
    .orderBy(person.name)
  throw new Refused('stewards_missing', { people: people.map(({ name }) => name).join(', ') })
}
