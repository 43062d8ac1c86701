import { createPublicKey, verify } from 'node:crypto'
import { canonicalJson, type Json, sha256 } from './canonical'
import { drawHash, drawRows } from './draw'
import { verifyChain } from './evidence'
import type { EvidenceLine } from './evidence-file'
import { measure } from './measure'
import { noPartInputs, type PartInputs } from './measured-input'
import { verifyProof } from './merkle'
import { datasetLeaf, labelCommitment, outcomeSeal, rowsRoot } from './row-record'
import { engineVersion, type Measurement, type VerdictBody } from './verdict'

export type Check =
  | 'present'
  | 'chain'
  | 'signature'
  | 'in_chain'
  | 'rows_root'
  | 'leaf_proofs'
  | 'no_row_in_two_runs'
  | 'draw'
  | 'seals'
  | 'labels'
  | 'numbers'

export type ReplayedVerdict = {
  readonly verdict: string
  readonly evaluation: string
  /** `same`: recomputed and equal. `holds`: everything that can be checked without labels holds. */
  readonly result: 'same' | 'different' | 'holds'
  readonly overall: string
  readonly checks: readonly Checked[]
}

type Line<T extends EvidenceLine['type']> = Extract<EvidenceLine, { type: T }>

/**
 * Recomputes every verdict of an evidence file, or checks what can be checked without labels.
 * `trusted` are public keys from elsewhere; without them the file's own keys are believed.
 */
export function replayEvidence(
  lines: readonly EvidenceLine[],
  trusted?: readonly Record<string, string>[],
): ReplayedVerdict[] {
  const of = <T extends EvidenceLine['type']>(type: T) =>
    lines.filter((line): line is Line<T> => line.type === type)
  const entries = of('entry')
  const keys = trusted ?? of('key').map(({ jwk }) => jwk)
  const chain = verifyChain(entries.map(({ type: _, ...entry }) => entry)).ok
  const rows = byEvaluation(of('row'))
  const outcomes = byEvaluation(of('outcome'))
  const labels = byEvaluation(of('label'))
  const apart = rowsApart(rows)
  const replayed = of('verdict').map(({ verdict, evaluation, jws }) => {
    const body = verifiedBody(jws, keys)
    const run: RunEvidence = {
      inputs: noPartInputs,
      rows: rows.get(evaluation) ?? [],
      outcomes: outcomes.get(evaluation) ?? [],
      labels: labels.get(evaluation) ?? [],
      draw: of('draw').find((line) => line.evaluation === evaluation) ?? null,
    }
    const inChain = entries.some(
      ({ kind, body: said }) => kind === 'verdict' && saysVerdict(said, verdict, jws),
    )
    const checks: Checked[] = [
      { check: 'chain', ok: chain },
      { check: 'signature', ok: body !== null },
      { check: 'in_chain', ok: inChain },
      { check: 'no_row_in_two_runs', ok: apart },
      ...(body ? bodyChecks(body, run) : []),
    ]
    return { verdict, evaluation, overall: body?.overall ?? '', checks, result: resultOf(checks) }
  })
  return [...replayed, ...missingVerdicts(entries, replayed)]
}

type Checked = { readonly check: Check; readonly ok: boolean }

function resultOf(checks: readonly Checked[]): ReplayedVerdict['result'] {
  if (checks.some(({ ok }) => !ok)) return 'different'
  return checks.some(({ check }) => check === 'numbers') ? 'same' : 'holds'
}

/** Verdicts that the chain knows and the file leaves out. */
function missingVerdicts(
  entries: readonly Line<'entry'>[],
  replayed: readonly ReplayedVerdict[],
): ReplayedVerdict[] {
  return entries.flatMap(({ kind, body }) => {
    if (kind !== 'verdict' || typeof body !== 'object' || body === null || Array.isArray(body))
      return []
    const verdict = String(body.verdict)
    if (replayed.some((one) => one.verdict === verdict)) return []
    const checks: Checked[] = [{ check: 'present', ok: false }]
    return [
      { verdict, evaluation: String(body.evaluation), overall: '', checks, result: 'different' },
    ]
  })
}

/** A check that stumbles over what it is given does not hold. */
function holds(check: () => boolean): boolean {
  try {
    return check()
  } catch {
    return false
  }
}

type RunEvidence = {
  inputs: PartInputs
  rows: Line<'row'>[]
  outcomes: Line<'outcome'>[]
  labels: Line<'label'>[]
  draw: Line<'draw'> | null
}

function byEvaluation<T extends { evaluation: string }>(lines: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const line of lines)
    groups.set(line.evaluation, [...(groups.get(line.evaluation) ?? []), line])
  return groups
}

/** A row that an endpoint has seen is spent: no two runs may share one. */
function rowsApart(rows: Map<string, Line<'row'>[]>): boolean {
  const seenIn = new Map<string, string>()
  for (const [evaluation, lines] of rows) {
    for (const { leaf } of lines) {
      if ((seenIn.get(leaf) ?? evaluation) !== evaluation) return false
      seenIn.set(leaf, evaluation)
    }
  }
  return true
}

function saysVerdict(body: Json, verdict: string, jws: string): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false
  return body.verdict === verdict && body.jws === sha256(jws).toString('hex')
}

/** The signed body, or null when no key in `keys` made the signature. */
export function verifiedBody(
  jws: string,
  keys: readonly Record<string, string>[],
): VerdictBody | null {
  try {
    const [header = '', payload = '', signature = ''] = jws.split('.')
    const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<
      string,
      string
    >
    const jwk = keys.find((key) => key.kid === kid)
    if (alg !== 'EdDSA' || !jwk) return null
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    const signed = Buffer.from(`${header}.${payload}`)
    if (!verify(null, signed, key, Buffer.from(signature, 'base64url'))) return null
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as VerdictBody
  } catch {
    return null
  }
}

function bodyChecks(body: VerdictBody, run: RunEvidence): Checked[] {
  const { root, rowCount } = body.dataset ?? { root: '', rowCount: 0 }
  const records = run.rows.map(({ id, row, leaf, seal }) => ({ id, row, leaf, seal }))
  const checks: Checked[] = [
    { check: 'rows_root', ok: holds(() => rowsRoot(records) === body.rowsRoot) },
    {
      check: 'leaf_proofs',
      ok: holds(() =>
        run.rows.every(({ leaf, row, proof }) =>
          verifyProof(Buffer.from(leaf, 'hex'), row - 1, rowCount, proof, root),
        ),
      ),
    },
  ]
  const { draw } = run
  if (draw) checks.push({ check: 'draw', ok: holds(() => drawHolds(body, run, draw)) })
  if (run.outcomes.length > 0) checks.push({ check: 'seals', ok: holds(() => sealsHold(run)) })
  if (run.labels.length > 0) {
    checks.push({ check: 'labels', ok: holds(() => labelsHold(run)) })
    checks.push({ check: 'numbers', ok: holds(() => numbersHold(body, run)) })
  }
  return checks
}

function drawHolds(body: VerdictBody, run: RunEvidence, draw: Line<'draw'>): boolean {
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

function sealsHold(run: RunEvidence): boolean {
  const opened = new Map(run.outcomes.map((outcome) => [outcome.id, outcome]))
  return run.rows.every(({ id, seal }) => {
    const outcome = opened.get(id)
    return outcome !== undefined && outcomeSeal(outcome, outcome.salt) === seal
  })
}

function labelsHold(run: RunEvidence): boolean {
  const opened = new Map(run.labels.map((label) => [label.id, label]))
  return run.rows.every(({ id, leaf }) => {
    const line = opened.get(id)
    if (!line) return false
    const label = labelCommitment(line, Buffer.from(line.labelSalt, 'hex'))
    return datasetLeaf(Buffer.from(line.features, 'hex'), label).toString('hex') === leaf
  })
}

function numbersHold(body: VerdictBody, run: RunEvidence): boolean {
  const opened = new Map(run.labels.map((line) => [line.id, line]))
  const measured = measure({
    criteria: body.results.map(({ criterion }) => criterion),
    rows: run.outcomes.map((outcome) => {
      const { label = '', group = null } = opened.get(outcome.id) ?? {}
      return { ...outcome, label, group }
    }),
    rowsRoot: body.rowsRoot,
    moreRows: body.moreRows,
    inputs: run.inputs,
  })
  return canonicalJson(saidBy(body.engine, measured)) === canonicalJson(saidBy(body.engine, body))
}

/** What a version of the engine says of a measurement: a later one says more, nothing else. */
function saidBy(engine: string, measurement: Measurement): unknown {
  const { results, overall, rows, consistency, canaries, service, latencies } = measurement
  const first = { overall, rows, consistency, canaries, service }
  if (engine === engineVersion) return { ...first, results, latencies }
  if (engine !== 'samar-outcomes/1')
    throw new Error('a verdict of an engine that is not known here')
  return { ...first, results: results.map(({ detail: _, ...result }) => result) }
}
