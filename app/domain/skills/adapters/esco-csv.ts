import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'

/** A concept of the European classification of skills. */
export type EscoConcept = {
  readonly uri: string
  readonly label: string
  readonly altLabels: readonly string[]
  readonly description: string
  readonly skillType: string
  readonly broader: readonly string[]
}

export type EscoFile =
  | { readonly ok: true; readonly concepts: readonly EscoConcept[] }
  | { readonly ok: false; readonly problem: string }

const columns = ['conceptUri', 'preferredLabel', 'altLabels', 'description', 'skillType'] as const

const parts = (text: string | undefined, by: RegExp) => [
  ...new Set(
    (text ?? '')
      .split(by)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
]

/**
 * Reads a CSV table of skills as the European Commission publishes it (skills, or one of the skill
 * collections). Rows that are no concepts of ESCO are left out; the problem is a sentence.
 */
export function readEscoCsv(text: string): EscoFile {
  let rows: Record<string, string>[]
  try {
    rows = parse(text, { columns: true, bom: true, relax_column_count: true, trim: true })
  } catch (error) {
    if (error instanceof CsvError)
      return { ok: false, problem: `The file is no CSV table: ${error.message}` }
    throw error
  }
  const lacking = columns.filter((name) => rows[0] === undefined || !(name in rows[0]))
  if (lacking.length > 0) {
    return {
      ok: false,
      problem: `The table has no column ${lacking.join(', ')}. Is it a skills file of ESCO?`,
    }
  }
  const concepts = new Map<string, EscoConcept>()
  for (const row of rows) {
    const uri = row.conceptUri ?? ''
    const label = row.preferredLabel ?? ''
    if (!/^http:\/\/data\.europa\.eu\/esco\/\S+$/.test(uri) || label === '') continue
    concepts.set(uri, {
      uri,
      label,
      altLabels: parts(row.altLabels, /\s*\|\s*|\n/).filter((other) => other !== label),
      description: row.description ?? '',
      skillType: row.skillType ?? '',
      broader: parts(row.broaderConceptUri, /\s*\|\s*/),
    })
  }
  if (concepts.size === 0) return { ok: false, problem: 'The table names no concept of ESCO.' }
  return { ok: true, concepts: [...concepts.values()] }
}
