import { contract, contractNaming } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { portfolioEntry } from 'db/schema/reputation'
import { eq } from 'drizzle-orm'
import { namingOf } from '~/domain/contracts/naming'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { Artefact } from './artefact'
import { artefactsOf } from './portfolio-page.server'
import { asOrdered, portfolioRow } from './portfolio-queries.server'

/** Everything of one's own portfolio, hidden or not, for changing it. */
export async function ownPortfolio(db: Reader, viewer: SignedIn) {
  const { personId } = viewer
  const rows = await db
    .select({
      id: portfolioEntry.id,
      title: portfolioEntry.title,
      client: organisation.name,
      deliveredAt: portfolioEntry.deliveredAt,
      words: portfolioEntry.words,
      hidden: portfolioEntry.hidden,
      workloadClass: contract.workloadClass,
      allowed: contractNaming.naming,
    })
    .from(portfolioEntry)
    .innerJoin(contract, eq(contract.id, portfolioEntry.contractId))
    .leftJoin(contractNaming, eq(contractNaming.contractId, contract.id))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .where(eq(portfolioEntry.personId, personId))
    .orderBy(...asOrdered)
  return {
    ...(await portfolioRow(db, personId)),
    entries: rows.map(({ workloadClass, allowed, ...row }) => ({
      ...row,
      naming: namingOf(workloadClass, allowed),
    })),
    artefacts: await artefactsOf(db, personId),
  }
}

/** One of one's own artefacts. @throws Refused not_found */
export async function ownArtefact(
  db: Reader,
  viewer: SignedIn,
  artefactId: string,
): Promise<Artefact> {
  const own = await artefactsOf(db, viewer.personId)
  const found = own.find(({ id }) => id === artefactId)
  if (!found) throw new Refused('not_found')
  return found
}
