import { datasetLeaf, labelCommitment, outcomeSeal, rowsRoot } from '../datasets/row-record'
import { measure } from '../measures/measure'
import type { PartInputs } from '../measures/measured-input'
import { drawHash, drawRows } from '../runs/draw'
import { hashOf } from './canonical'
import type { EvidenceLine, LineOf } from './evidence-file'
import { verifyProof } from './merkle'
import { engineVersion, firstEngine, type Measurement, type VerdictBody } from './verdict'

export type Check =
  | 'present'
  | 'chain'
  | 'keys'
  | 'signature'
  | 'in_chain'
  | 'belongs'
  | 'no_row_in_two_runs'
  | 'rows_root'
  | 'leaf_proofs'
  | 'draw'
  | 'seals'
  | 'labels'
  | 'parts'
  | 'numbers'

/** What was looked at and whether it holds; where it does not, the line or the number that fails. */
export type Checked = {
  readonly check: Check
  readonly ok: boolean
  readonly line?: number
  /** The number that came out otherwise, as a path into the verdict. */
  readonly path?: string
}

/** All that a file says of one run. */
export type RunEvidence = {
  readonly rows: readonly LineOf<'row'>[]
  readonly outcomes: readonly LineOf<'outcome'>[]
  readonly labels: readonly LineOf<'label'>[]
  readonly draws: readonly LineOf<'draw'>[]
  readonly probes: readonly LineOf<'probe'>[]
  readonly ratings: readonly LineOf<'rating'>[]
  readonly reports: readonly LineOf<'report'>[]
}

type LineNumber = (line: EvidenceLine) => number

/** What the signed body claims of its run, checked against the lines of the run. */
export function runChecks(body: VerdictBody, run: RunEvidence, at: LineNumber): Checked[] {
  const { root, rowCount } = body.dataset ?? { root: '', rowCount: 0 }
  const records = run.rows.map(({ id, row, leaf, seal }) => ({ id, row, leaf, seal }))
  const checks: Checked[] = [
    { check: 'rows_root', ok: holds(() => rowsRoot(records) === body.rowsRoot) },
    everyLine('leaf_proofs', run.rows, at, ({ leaf, row, proof }) =>
      verifyProof(Buffer.from(leaf, 'hex'), row - 1, rowCount, proof, root),
    ),
    partsCheck(body, run, at),
  ]
  // Whoever has the answers has the draw too, so that neither can be left out alone.
  if (run.outcomes.length > 0 || run.draws.length > 0) {
    checks.push(everyLine('draw', run.draws, at, (draw) => drawHolds(body, run, draw)))
    if (run.draws.length !== 1) checks.push({ check: 'draw', ok: false })
    checks.push(sealsCheck(run, at))
  }
  if (run.labels.length > 0) checks.push(labelsCheck(run, at))
  if (canMeasure(body, run)) checks.push(numbersCheck(body, run))
  return checks
}

/** A check that stumbles over what it is given does not hold. */
function holds(check: () => boolean): boolean {
  try {
    return check()
  } catch {
    return false
  }
}

/** A check of each line of a kind; the first that fails is named. */
function everyLine<T extends EvidenceLine>(
  check: Check,
  lines: readonly T[],
  at: LineNumber,
  lineHolds: (line: T) => boolean,
): Checked {
  const wrong = lines.find((line) => !holds(() => lineHolds(line)))
  return wrong ? { check, ok: false, line: at(wrong) } : { check, ok: true }
}

function drawHolds(body: VerdictBody, run: RunEvidence, draw: LineOf<'draw'>): boolean {
  const { excluded, rows, salt } = draw
  if (!body.dataset) return false
  const drawn = drawRows({
    root: body.dataset.root,
    contract: body.contract,
    reference: body.reference,
    attempt: body.attempt,
    rowCount: body.dataset.rowCount,
    excluded,
    count: rows.length,
  })
  const rowOf = new Map(run.rows.map(({ id, row }) => [id, row]))
  const asked = run.outcomes.filter(({ kind }) => kind !== 'canary')
  return (
    drawHash({ excluded, rows, salt }) === body.drawHash &&
    drawn.join() === rows.join() &&
    asked.filter(({ kind }) => kind === 'sample').length === rows.length &&
    asked.every(({ id, order }) => rowOf.get(id) === rows[order])
  )
}

function sealsCheck(run: RunEvidence, at: LineNumber): Checked {
  const seals = new Map(run.rows.map(({ id, seal }) => [id, seal]))
  const checked = everyLine(
    'seals',
    run.outcomes,
    at,
    (line) => outcomeSeal(line, line.salt) === seals.get(line.id),
  )
  return checked.ok && !oneEach(run.rows, run.outcomes) ? { check: 'seals', ok: false } : checked
}

function labelsCheck(run: RunEvidence, at: LineNumber): Checked {
  const leaves = new Map(run.rows.map(({ id, leaf }) => [id, leaf]))
  const checked = everyLine('labels', run.labels, at, (line) => {
    const label = labelCommitment(line, Buffer.from(line.labelSalt, 'hex'))
    const leaf = datasetLeaf(Buffer.from(line.features, 'hex'), label)
    return leaf.toString('hex') === leaves.get(line.id)
  })
  return checked.ok && !oneEach(run.rows, run.labels) ? { check: 'labels', ok: false } : checked
}

function oneEach(rows: readonly { id: string }[], opened: readonly { id: string }[]): boolean {
  const ids = new Set(opened.map(({ id }) => id))
  return (
    opened.length === rows.length && ids.size === rows.length && rows.every(({ id }) => ids.has(id))
  )
}

const noParts = { probes: null, ratings: null, reports: null }
const partNames = ['probes', 'ratings', 'reports'] as const

/** What the lines beside the rows say, as it was measured and hashed. */
function inputsOf(run: RunEvidence): PartInputs {
  const bare = <T extends { type: string; evaluation: string }>(lines: readonly T[]) =>
    lines.map(({ type: _, evaluation: _run, ...line }) => line)
  return { probes: bare(run.probes), ratings: bare(run.ratings), reports: bare(run.reports) }
}

/**
 * The parts that are in the file hash to what was signed. Probes are in every file; marks and
 * figures may be missing, never extra.
 */
function partsCheck(body: VerdictBody, run: RunEvidence, at: LineNumber): Checked {
  const hashes = body.partHashes ?? noParts
  const inputs = inputsOf(run)
  const wrong = partNames.find((part) => {
    if (inputs[part].length > 0) return hashOf(inputs[part]) !== hashes[part]
    return part === 'probes' && hashes.probes !== null
  })
  const first = wrong && run[wrong][0]
  if (!wrong) return { check: 'parts', ok: true }
  return { check: 'parts', ok: false, path: wrong, ...(first ? { line: at(first) } : {}) }
}

/** Everything that the numbers follow from is in the file. */
function canMeasure(body: VerdictBody, run: RunEvidence): boolean {
  const hashes = body.partHashes ?? noParts
  const parts = partNames.every((part) => hashes[part] === null || run[part].length > 0)
  return parts && (body.dataset === null || run.labels.length > 0)
}

function numbersCheck(body: VerdictBody, run: RunEvidence): Checked {
  const opened = new Map(run.labels.map((line) => [line.id, line]))
  try {
    const measured = measure({
      criteria: body.results.map(({ criterion }) => criterion),
      rows: run.outcomes.map((outcome) => {
        const { label = '', group = null } = opened.get(outcome.id) ?? {}
        return { ...outcome, label, group }
      }),
      rowsRoot: body.rowsRoot,
      moreRows: body.moreRows,
      engine: body.engine,
      inputs: inputsOf(run),
    })
    // What was signed has been through JSON, which knows one zero.
    const said = JSON.parse(JSON.stringify(saidBy(body.engine, measured)))
    const path = differenceAt(said, saidBy(body.engine, body))
    return path === null ? { check: 'numbers', ok: true } : { check: 'numbers', ok: false, path }
  } catch {
    return { check: 'numbers', ok: false, path: 'engine' }
  }
}

/** What a version of the engine says of a measurement: a later one says more, nothing else. */
function saidBy(engine: string, measurement: Measurement): unknown {
  const { results, overall, rows, consistency, canaries, service, latencies } = measurement
  const first = { overall, rows, consistency, canaries, service }
  if (engine === engineVersion) return { results, ...first, latencies }
  if (engine !== firstEngine) throw new Error('a verdict of an engine that is not known here')
  return { results: results.map(({ detail: _, ...result }) => result), ...first }
}

/** Where two values differ first, as a path of names; null where they do not. */
function differenceAt(one: unknown, other: unknown, path = ''): string | null {
  if (Object.is(one, other)) return null
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return path
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  for (const name of names) {
    const inside = path === '' ? name : `${path}.${name}`
    const fields = [one, other].map((value) => (value as Record<string, unknown>)[name])
    const found = differenceAt(fields[0], fields[1], inside)
    if (found !== null) return found
  }
  return null
}
