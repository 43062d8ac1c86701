import { contract, contractNaming } from 'db/schema/contracts'
import { brief } from 'db/schema/market'
import { eq, inArray, not, or, type SQL } from 'drizzle-orm'
import { assertMay, may } from '~/domain/identity/may'
import type { Viewer } from '~/domain/identity/viewer'
import type { Sector } from '~/domain/market/briefs/brief'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { isUnnamedClass, type Naming, namingOf, unnamedClasses } from './naming'
import { readContract, signForClient } from './permissions'
import { parties } from './queries.server'
import { contractRow } from './rows.server'

/** True of contracts that may be named with their client; for queries that have joined `contractNaming`. */
export function isNamed(): SQL | undefined {
  return or(
    not(inArray(contract.workloadClass, [...unnamedClasses])),
    eq(contractNaming.naming, 'client'),
  )
}

/** What may be read of a contract by somebody who is no party. */
export async function publicNaming(db: Reader, contractId: string): Promise<Naming> {
  const [row] = await db
    .select({ workloadClass: contract.workloadClass, naming: contractNaming.naming })
    .from(contract)
    .leftJoin(contractNaming, eq(contractNaming.contractId, contract.id))
    .where(eq(contract.id, contractId))
  return row ? namingOf(row.workloadClass, row.naming) : 'nothing'
}

/** Whether the viewer may read what a contract is called: its parties always. */
export async function readsName(db: Reader, viewer: Viewer, contractId: string): Promise<boolean> {
  if ((await publicNaming(db, contractId)) !== 'nothing') return true
  return (
    viewer !== null &&
    may(viewer, readContract, await parties(db, await contractRow(db, contractId)))
  )
}

/** What a client has allowed so far. @throws Refused not_found for others, and where nothing is hidden. */
export async function namingPage(db: Reader, viewer: Viewer, contractId: string) {
  const row = await contractRow(db, contractId)
  const subject = await parties(db, row)
  assertMay(viewer, readContract, subject)
  if (!may(viewer, signForClient, subject) || !isUnnamedClass(row.workloadClass)) {
    throw new Refused('not_found')
  }
  const [about] = await db
    .select({ sector: brief.sector })
    .from(brief)
    .where(eq(brief.id, row.briefId))
  const naming = await publicNaming(db, contractId)
  return { contractId, title: row.title, sector: about?.sector as Sector, naming }
}
