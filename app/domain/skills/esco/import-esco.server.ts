import { escoSkill } from 'db/schema/skills'
import { inArray, sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import type { EscoConcept } from '../adapters/esco-csv'
import { skills } from '../taxonomy'

export type EscoImport = {
  added: number
  changed: number
  same: number
  /** Concepts of an earlier file that this one no longer has; they are kept and marked. */
  vanished: string[]
  /** Skills of the taxonomy whose address this file does not have. */
  unknown: { skillId: string; uri: string }[]
}

const batch = 500

const contentOf = (concept: EscoConcept) =>
  JSON.stringify([
    concept.label,
    concept.altLabels,
    concept.description,
    concept.skillType,
    concept.broader,
  ])

/** Brings the table in line with a file; a second time it changes nothing. */
export async function importEsco(
  tx: Tx,
  input: { concepts: readonly EscoConcept[]; at: Date },
): Promise<EscoImport> {
  const present = await tx.select().from(escoSkill).for('update')
  const known = new Map(present.map((row) => [row.uri, row]))
  const report: EscoImport = { added: 0, changed: 0, same: 0, vanished: [], unknown: [] }
  const news: EscoConcept[] = []
  for (const concept of input.concepts) {
    const before = known.get(concept.uri)
    if (before && before.vanishedAt === null && contentOf(before) === contentOf(concept)) {
      report.same += 1
      continue
    }
    if (before) report.changed += 1
    else report.added += 1
    news.push(concept)
  }
  for (let from = 0; from < news.length; from += batch) {
    await tx
      .insert(escoSkill)
      .values(
        news.slice(from, from + batch).map((concept) => ({
          ...concept,
          altLabels: [...concept.altLabels],
          broader: [...concept.broader],
          importedAt: input.at,
          vanishedAt: null,
        })),
      )
      .onConflictDoUpdate({
        target: escoSkill.uri,
        set: {
          label: sql`excluded.label`,
          altLabels: sql`excluded.alt_labels`,
          description: sql`excluded.description`,
          skillType: sql`excluded.skill_type`,
          broader: sql`excluded.broader`,
          importedAt: sql`excluded.imported_at`,
          vanishedAt: sql`null`,
        },
      })
  }
  const here = new Set(input.concepts.map(({ uri }) => uri))
  const gone = present.filter(({ uri, vanishedAt }) => vanishedAt === null && !here.has(uri))
  report.vanished = gone.map(({ label }) => label).sort()
  for (let from = 0; from < gone.length; from += batch) {
    const uris = gone.slice(from, from + batch).map(({ uri }) => uri)
    await tx.update(escoSkill).set({ vanishedAt: input.at }).where(inArray(escoSkill.uri, uris))
  }
  report.unknown = skills.flatMap(({ id, escoUri }) =>
    escoUri && !here.has(escoUri) ? [{ skillId: id, uri: escoUri }] : [],
  )
  return report
}
