import type { Json } from './canonical'

type Fits = (value: Json | undefined) => boolean

const text: Fits = (value) => typeof value === 'string'
const flag: Fits = (value) => typeof value === 'boolean'
const number: Fits = (value) => typeof value === 'number'
const whole: Fits = (value) => Number.isSafeInteger(value)
const anything: Fits = (value) => value !== undefined
const hex: Fits = (value) => typeof value === 'string' && /^([0-9a-f]{2})+$/.test(value)
const hash: Fits = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const oneOf =
  (...values: readonly string[]): Fits =>
  (value) =>
    typeof value === 'string' && values.includes(value)
const orNull =
  (inner: Fits): Fits =>
  (value) =>
    value === null || inner(value)
const listOf =
  (inner: Fits): Fits =>
  (value) =>
    Array.isArray(value) && value.every(inner)
const optional =
  (inner: Fits): Fits =>
  (value) =>
    value === undefined || inner(value)

const jwk: Fits = (value) => {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject && Object.values(value).every(text)
}

const record = { id: text, row: whole, leaf: hash, seal: hash }
const outcome = {
  kind: oneOf('sample', 'duplicate', 'canary'),
  order: whole,
  output: orNull(text),
  problem: orNull(text),
  latencyUs: number,
}

/** Every line's fields, and what each may hold. Hashes and salts are written one way only. */
export const evidenceShapes: Readonly<Record<string, Readonly<Record<string, Fits>>>> = {
  file: {
    format: oneOf('samar-evidence/1', 'samar-evidence/2'),
    audience: oneOf('public', 'party'),
    contract: text,
  },
  key: { jwk },
  entry: {
    ...{ contract: text, sequence: whole, kind: text, at: text, body: anything },
    ...{ bodyHash: hash, previous: hash, hash },
  },
  verdict: { verdict: text, evaluation: text, jws: text },
  row: { evaluation: text, proof: listOf(hash), ...record },
  draw: {
    ...{ evaluation: text, excluded: listOf(listOf(whole)), rows: listOf(whole), salt: hex },
  },
  outcome: { evaluation: text, id: text, salt: hex, ...outcome },
  label: {
    ...{ evaluation: text, id: text, label: text, canary: flag, labelSalt: hex, features: hash },
    group: optional(text),
  },
  probe: {
    ...{ evaluation: text, number: whole, dueAt: text, result: oneOf('ok', 'failed', 'missed') },
    ...{ problem: orNull(text), latencyUs: orNull(number) },
  },
  rating: {
    ...{ evaluation: text, criterionId: text, order: whole },
    ...{ rater: whole, item: whole, points: number },
  },
  report: {
    ...{ evaluation: text, criterionId: text, from: text, to: text, cases: whole },
    ...{ hits: orNull(whole), mean: orNull(number), deviation: orNull(number), fileSha256: hash },
  },
}

/** Whether a value is a line of evidence: a known type with exactly its fields. */
export function fits(value: Json): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { type, ...fields } = value
  const shape = typeof type === 'string' ? evidenceShapes[type] : undefined
  if (!shape || !Object.hasOwn(evidenceShapes, String(type))) return false
  return (
    Object.keys(fields).every((name) => Object.hasOwn(shape, name)) &&
    Object.entries(shape).every(([name, holds]) => holds(fields[name]))
  )
}
