import type { RowOutcome, RowRecord } from '../datasets/row-record'
import type { Probe, Rating, Report } from '../measures/measured-input'
import type { Ranges } from '../runs/draw'
import type { Json } from './canonical'
import type { EvidenceEntry } from './evidence'
import { evidenceShapes, fits } from './evidence-shape'

/** An evidence file is JSON lines; every line says what it is. Probes and what follows came with format 2. */
export type EvidenceLine =
  | {
      type: 'file'
      format: (typeof evidenceFormats)[number]
      audience: 'public' | 'party'
      contract: string
    }
  | { type: 'key'; jwk: Record<string, string> }
  | ({ type: 'entry' } & EvidenceEntry)
  | { type: 'verdict'; verdict: string; evaluation: string; jws: string }
  | ({ type: 'row'; evaluation: string; proof: string[] } & RowRecord)
  | { type: 'draw'; evaluation: string; excluded: Ranges; rows: number[]; salt: string }
  | ({ type: 'outcome'; evaluation: string; id: string; salt: string } & RowOutcome)
  | ({ type: 'label'; evaluation: string; id: string } & OpenedLabel)
  | ({ type: 'probe'; evaluation: string } & Probe)
  | ({ type: 'rating'; evaluation: string } & Rating)
  | ({ type: 'report'; evaluation: string } & Report)

export type LineOf<T extends EvidenceLine['type']> = Extract<EvidenceLine, { type: T }>

export type OpenedLabel = {
  readonly label: string
  readonly canary: boolean
  /** The group that the row belongs to; left out where the dataset has none. */
  readonly group?: string
  readonly labelSalt: string
  /** The commitment to the features, which stay sealed. */
  readonly features: string
}

export const evidenceFormats = ['samar-evidence/1', 'samar-evidence/2'] as const
export const evidenceFormat = 'samar-evidence/2'

/** Lines that format 1 did not have. */
const linesOfFormat2: readonly EvidenceLine['type'][] = ['probe', 'rating', 'report']

export type ParsedEvidence =
  | { readonly ok: true; readonly lines: EvidenceLine[] }
  | { readonly ok: false; readonly line: number }

/**
 * Reads an evidence file; names the first line that is not one of ours. A line has exactly the
 * fields of its type, and verdicts, keys and rows stand in a file once, so that nothing can stand in
 * it unseen. Line n of the file is lines[n - 1].
 */
export function parseEvidence(text: string): ParsedEvidence {
  const lines: EvidenceLine[] = []
  const named = new Set<string>()
  let known: readonly string[] = []
  for (const [at, line] of text.replace(/\s+$/, '').split('\n').entries()) {
    const parsed = parseLine(line)
    if (parsed?.type === 'file') {
      if (at > 0) return { ok: false, line: at + 1 }
      known = Object.keys(evidenceShapes).filter(
        (type) =>
          parsed.format === evidenceFormat || !linesOfFormat2.some((later) => later === type),
      )
    }
    if (!parsed || !known.includes(parsed.type)) return { ok: false, line: at + 1 }
    const name = nameOf(parsed)
    if (name !== null) {
      if (named.has(name)) return { ok: false, line: at + 1 }
      named.add(name)
    }
    lines.push(parsed)
  }
  return { ok: true, lines }
}

/** What a line goes by that may stand in a file only once; null for the others. */
function nameOf(line: EvidenceLine): string | null {
  if (line.type === 'verdict') return `verdict ${line.verdict}`
  if (line.type === 'key') return `key ${line.jwk.kid ?? line.jwk.x ?? ''}`
  if (line.type === 'row') return `row ${line.evaluation} ${line.id}`
  return null
}

/** As `parseEvidence`, from bytes. Bytes that are not UTF-8 are not evidence either. */
export function parseEvidenceBytes(bytes: Uint8Array): ParsedEvidence {
  try {
    return parseEvidence(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return { ok: false, line: brokenLine(bytes) }
  }
}

function brokenLine(bytes: Uint8Array): number {
  let line = 1
  let from = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, at))
    } catch {
      return line
    }
    line++
    from = at + 1
  }
  return line
}

function parseLine(line: string): EvidenceLine | null {
  try {
    const json = JSON.parse(line) as Json
    return fits(json) ? (json as unknown as EvidenceLine) : null
  } catch {
    return null
  }
}
