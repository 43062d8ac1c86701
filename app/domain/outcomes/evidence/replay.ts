import { createPublicKey, verify } from 'node:crypto'
import { canonicalJson, type Json, sha256 } from './canonical'
import { verifyChain } from './evidence'
import type { EvidenceLine, LineOf } from './evidence-file'
import { type Check, type Checked, type RunEvidence, runChecks } from './replay-run'
import type { VerdictBody } from './verdict'

export type { Check, Checked }

export type ReplayedVerdict = {
  readonly verdict: string
  readonly evaluation: string
  /** `same`: recomputed and equal. `holds`: everything that this file lets one check holds. */
  readonly result: 'same' | 'different' | 'holds'
  readonly overall: string
  readonly checks: readonly Checked[]
}

/**
 * Recomputes every verdict of an evidence file, or checks what can be checked without labels.
 * `trusted` are public keys from elsewhere; without them the file's own keys are believed.
 */
export function replayEvidence(
  lines: readonly EvidenceLine[],
  trusted?: readonly Record<string, string>[],
): ReplayedVerdict[] {
  const file = fileOf(lines)
  const keys = trusted ?? file.of('key').map(({ jwk }) => jwk)
  const shared = [chainCheck(file), keysCheck(file), belongsCheck(file), apartCheck(file)]
  const replayed = file.of('verdict').map((line) => {
    const body = verifiedBody(line.jws, keys)
    const checks: Checked[] = [
      ...shared,
      check('signature', body !== null, file.at(line)),
      check('in_chain', inChain(file, line, body), file.at(line)),
      ...(body ? runChecks(body, runOf(file, line.evaluation), file.at) : []),
    ]
    const { verdict, evaluation } = line
    return { verdict, evaluation, overall: body?.overall ?? '', checks, result: resultOf(checks) }
  })
  return [...replayed, ...missingVerdicts(file.of('entry'), replayed)]
}

type EvidenceFile = {
  of<T extends EvidenceLine['type']>(type: T): LineOf<T>[]
  ofRun<T extends RunLine['type']>(type: T, evaluation: string): LineOf<T>[]
  /** The number of a line, from 1. */
  at(line: EvidenceLine): number
}

type RunLine = Extract<EvidenceLine, { evaluation: string }>

function fileOf(lines: readonly EvidenceLine[]): EvidenceFile {
  const numbers = new Map(lines.map((line, index) => [line, index + 1]))
  const groups = new Map<string, EvidenceLine[]>()
  const put = (key: string, line: EvidenceLine) => {
    const group = groups.get(key)
    if (group) group.push(line)
    else groups.set(key, [line])
  }
  for (const line of lines) {
    put(line.type, line)
    if ('evaluation' in line) put(`${line.type} ${line.evaluation}`, line)
  }
  return {
    of: <T extends EvidenceLine['type']>(type: T) => (groups.get(type) ?? []) as LineOf<T>[],
    ofRun: <T extends RunLine['type']>(type: T, evaluation: string) =>
      (groups.get(`${type} ${evaluation}`) ?? []) as LineOf<T>[],
    at: (line) => numbers.get(line) ?? 0,
  }
}

function runOf(file: EvidenceFile, evaluation: string): RunEvidence {
  return {
    rows: file.ofRun('row', evaluation),
    outcomes: file.ofRun('outcome', evaluation),
    labels: file.ofRun('label', evaluation),
    draws: file.ofRun('draw', evaluation),
    probes: file.ofRun('probe', evaluation),
    ratings: file.ofRun('rating', evaluation),
    reports: file.ofRun('report', evaluation),
  }
}

const check = (name: Check, ok: boolean, line?: number): Checked =>
  ok || line === undefined ? { check: name, ok } : { check: name, ok, line }

function resultOf(checks: readonly Checked[]): ReplayedVerdict['result'] {
  if (checks.some(({ ok }) => !ok)) return 'different'
  return checks.some(({ check }) => check === 'numbers') ? 'same' : 'holds'
}

function chainCheck(file: EvidenceFile): Checked {
  const entries = file.of('entry')
  const walked = verifyChain(entries.map(({ type: _, ...entry }) => entry))
  if (!walked.ok) {
    const broken = entries.find(({ sequence }) => sequence === walked.sequence)
    return check('chain', false, broken && file.at(broken))
  }
  const [head] = file.of('file')
  const [first] = entries
  return check('chain', !first || head?.contract === first.contract, 1)
}

/** A key's name is its thumbprint (RFC 7638), so that no other key can go by it. */
function keysCheck(file: EvidenceFile): Checked {
  const wrong = file.of('key').find(({ jwk }) => {
    const { kty, crv, x, kid, alg, use, ...others } = jwk
    const thumbprint = sha256(canonicalJson({ crv, kty, x })).toString('base64url')
    const known = alg === 'EdDSA' && use === 'sig' && Object.keys(others).length === 0
    return kid !== thumbprint || !known
  })
  return check('keys', !wrong, wrong && file.at(wrong))
}

/** No line may speak of a run that the file has no verdict of. */
function belongsCheck(file: EvidenceFile): Checked {
  const judged = new Set(file.of('verdict').map(({ evaluation }) => evaluation))
  const kinds = ['row', 'draw', 'outcome', 'label', 'probe', 'rating', 'report'] as const
  const stray = kinds
    .flatMap((kind): RunLine[] => file.of(kind))
    .find(({ evaluation }) => !judged.has(evaluation))
  return check('belongs', !stray, stray && file.at(stray))
}

/** A row that an endpoint has seen is spent: no two runs may share one. */
function apartCheck(file: EvidenceFile): Checked {
  const seenIn = new Map<string, string>()
  const again = file.of('row').find(({ leaf, evaluation }) => {
    const before = seenIn.get(leaf) ?? evaluation
    seenIn.set(leaf, before)
    return before !== evaluation
  })
  return check('no_row_in_two_runs', !again, again && file.at(again))
}

/** The chain names this verdict with the hash of its signature, and the verdict names this run. */
function inChain(file: EvidenceFile, line: LineOf<'verdict'>, body: VerdictBody | null): boolean {
  const named = file
    .of('entry')
    .some(({ kind, body: said }) => kind === 'verdict' && saysVerdict(said, line))
  const [head] = file.of('file')
  if (!body) return named
  return named && body.evaluation === line.evaluation && body.contract === head?.contract
}

function saysVerdict(said: Json, { verdict, evaluation, jws }: LineOf<'verdict'>): boolean {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return false
  const hash = sha256(jws).toString('hex')
  return said.verdict === verdict && said.evaluation === evaluation && said.jws === hash
}

/** Verdicts that the chain knows and the file leaves out. */
function missingVerdicts(
  entries: readonly LineOf<'entry'>[],
  replayed: readonly ReplayedVerdict[],
): ReplayedVerdict[] {
  return entries.flatMap(({ kind, body }) => {
    if (kind !== 'verdict' || typeof body !== 'object' || body === null || Array.isArray(body))
      return []
    const verdict = String(body.verdict)
    if (replayed.some((one) => one.verdict === verdict)) return []
    const evaluation = String(body.evaluation)
    const checks = [check('present', false)]
    return [{ verdict, evaluation, overall: '', checks, result: 'different' }]
  })
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
