import type { Json } from './canonical'
import type { Ranges } from './draw'
import type { EvidenceEntry } from './evidence'
import type { RowOutcome, RowRecord } from './row-record'

/** An evidence file is JSON lines; every line says what it is. */
export type EvidenceLine =
  | { type: 'file'; format: typeof evidenceFormat; audience: 'public' | 'party'; contract: string }
  | { type: 'key'; jwk: Record<string, string> }
  | ({ type: 'entry' } & EvidenceEntry)
  | { type: 'verdict'; verdict: string; evaluation: string; jws: string }
  | ({ type: 'row'; evaluation: string; proof: string[] } & RowRecord)
  | { type: 'draw'; evaluation: string; excluded: Ranges; rows: number[]; salt: string }
  | ({ type: 'outcome'; evaluation: string; id: string; salt: string } & RowOutcome)
  | ({ type: 'label'; evaluation: string; id: string } & OpenedLabel)

export type OpenedLabel = {
  readonly label: string
  readonly canary: boolean
  /** The group that the row belongs to; left out where the dataset has none. */
  readonly group?: string
  readonly labelSalt: string
  /** The commitment to the features, which stay sealed. */
  readonly features: string
}

export const evidenceFormat = 'samar-evidence/1'

const types: readonly string[] = [
  'file',
  'key',
  'entry',
  'verdict',
  'row',
  'draw',
  'outcome',
  'label',
]

/** Reads an evidence file; names the first line that is not one of ours. */
export function parseEvidence(
  text: string,
): { ok: true; lines: EvidenceLine[] } | { ok: false; line: number } {
  const lines: EvidenceLine[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const parsed = parseLine(line)
    if (!parsed || (lines.length === 0 && parsed.type !== 'file'))
      return { ok: false, line: at + 1 }
    lines.push(parsed)
  }
  const [first] = lines
  const known = first?.type === 'file' && first.format === evidenceFormat
  return known ? { ok: true, lines } : { ok: false, line: 1 }
}

function parseLine(line: string): EvidenceLine | null {
  try {
    const json = JSON.parse(line) as Json
    const isLine =
      typeof json === 'object' &&
      json !== null &&
      !Array.isArray(json) &&
      types.includes(String(json.type))
    return isLine ? (json as unknown as EvidenceLine) : null
  } catch {
    return null
  }
}
