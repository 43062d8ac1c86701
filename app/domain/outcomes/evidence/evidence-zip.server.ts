import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { evaluation } from 'db/schema/outcomes'
import { asc, eq } from 'drizzle-orm'
import { type ZippedFile, zipOf } from '~/platform/archives/make-zip.server'
import type { Reader } from '~/platform/database.server'
import { cloudEvents } from '../adapters/cloud-events'
import { openSloDocuments, openSloYaml } from '../adapters/openslo'
import type { Criterion } from '../criteria/criterion'
import { evidenceChain } from '../queries.server'
import { type ExportEvidence, evidenceText } from './evidence-export.server'
import { evidenceReadme } from './evidence-readme'
import { publicKeys } from './signing.server'

export type EvidenceZip = ExportEvidence & {
  /** The platform's address, which events are named under. */
  readonly origin: string
  /** The replay as one program; null where it has not been built. */
  readonly program: string | null
  /** What the milestones are called, by their reference, as far as the reader may know it. */
  readonly titles?: ReadonlyMap<string, string>
  /** Business time. */
  readonly at: Date
}

/**
 * The evidence with everything that is needed to replay it: keys, a program without dependencies,
 * what to do, and the same facts as OpenSLO and CloudEvents for other tools.
 */
export async function* evidenceZip(
  db: Reader,
  input: EvidenceZip,
): AsyncGenerator<Uint8Array, void, void> {
  const { contractReference, audience, origin, program, at } = input
  const chain = await evidenceChain(db, contractReference, audience)
  const slo = openSloYaml(openSloDocuments(await measuredServices(db, input)))
  const json = (value: unknown) => [`${JSON.stringify(value, null, 2)}\n`]
  const files: ZippedFile[] = [
    { name: 'README.txt', pieces: [evidenceReadme({ audience, contractReference, origin, at })] },
    { name: 'evidence.jsonl', pieces: evidenceText(db, input) },
    { name: 'keys.json', pieces: json(await publicKeys(db)) },
    { name: 'events.json', pieces: json(cloudEvents(origin, chain)) },
    ...(slo === '' ? [] : [{ name: 'criteria.openslo.yaml', pieces: [slo] }]),
    ...(program === null ? [] : [{ name: 'replay.mjs', pieces: [program] }]),
  ]
  yield* zipOf(files, at)
}

/** What was measured, milestone by milestone. Criteria stand in every verdict, so anybody may read them. */
async function measuredServices(db: Reader, { contractReference, titles }: EvidenceZip) {
  const runs = await db
    .select({ reference: evaluation.reference, criteria: evaluation.criteria })
    .from(evaluation)
    .where(eq(evaluation.contractReference, contractReference))
    .orderBy(asc(evaluation.startedAt), asc(evaluation.id))
  const byReference = new Map<string, Map<string, Criterion>>()
  for (const { reference, criteria } of runs) {
    const known = byReference.get(reference) ?? new Map<string, Criterion>()
    for (const criterion of criteria) known.set(criterion.id, criterion)
    byReference.set(reference, known)
  }
  return [...byReference].map(([reference, criteria]) => ({
    reference,
    title: titles?.get(reference) ?? null,
    criteria: [...criteria.values()],
  }))
}

/**
 * The replay as it lies beside the program that serves the pages; null where that was started from
 * sources and nothing has been built.
 */
export async function builtReplay(started = process.argv[1] ?? ''): Promise<string | null> {
  return readFile(join(dirname(started), 'replay.mjs'), 'utf8').catch(() => null)
}
