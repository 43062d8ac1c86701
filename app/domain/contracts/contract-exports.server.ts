import type { Viewer } from '~/domain/identity/viewer'
import { type CloudEvent, cloudEvents } from '~/domain/outcomes/adapters/cloud-events'
import { openSloDocuments, openSloYaml } from '~/domain/outcomes/adapters/openslo'
import type { EvidenceZip } from '~/domain/outcomes/evidence/evidence-zip.server'
import { evidenceZip } from '~/domain/outcomes/evidence/evidence-zip.server'
import { evidenceChain } from '~/domain/outcomes/queries.server'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { readable } from './queries.server'
import { currentTerms, milestonesOf } from './rows.server'
import { assertReadsSealed, mayReadSealed } from './sealed-reading.server'
import { criteriaOf } from './terms/build-terms'

type Wanted = Pick<EvidenceZip, 'audience' | 'origin' | 'program' | 'at'>

/**
 * The evidence of a contract as a zip that streams. Who may have it is settled before the first byte.
 * @throws Refused not_found, rule_fails
 */
export async function evidenceArchive(
  db: Reader,
  viewer: Viewer,
  contractId: string,
  wanted: Wanted,
): Promise<{ contractId: string; pieces: AsyncIterable<Uint8Array> }> {
  const standing = await readable(db, viewer, contractId)
  if (wanted.audience === 'party') await assertReadsSealed(db, standing)
  const { id } = standing.row
  const titles = new Map((await milestonesOf(db, id)).map((row) => [row.id, row.title] as const))
  return { contractId: id, pieces: evidenceZip(db, { contractReference: id, titles, ...wanted }) }
}

/** Runs and verdicts of a contract as CloudEvents, for its readers. */
export async function contractEvents(
  db: Reader,
  viewer: Viewer,
  contractId: string,
  origin: string,
): Promise<CloudEvent[]> {
  const standing = await readable(db, viewer, contractId)
  const audience = (await mayReadSealed(db, standing)) ? 'party' : 'public'
  return cloudEvents(origin, await evidenceChain(db, standing.row.id, audience))
}

/**
 * The service criteria of the signed terms as OpenSLO.
 * @throws Refused not_found for strangers, and where no criterion is about a service
 */
export async function contractOpenSlo(
  db: Reader,
  viewer: Viewer,
  contractId: string,
): Promise<string> {
  const { row } = await readable(db, viewer, contractId)
  const { body: terms } = await currentTerms(db, row.id)
  const documents = openSloDocuments(
    (await milestonesOf(db, row.id)).map((milestone) => ({
      reference: milestone.id,
      title: milestone.title,
      criteria: criteriaOf(terms, milestone),
    })),
  )
  if (documents.length === 0) throw new Refused('not_found')
  return openSloYaml(documents)
}
