import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import {
  datasetLeaf,
  featuresCommitment,
  labelCommitment,
  outcomeSeal,
  type RowOutcome,
  rowsRoot,
} from '~/domain/outcomes/datasets/row-record'
import { canonicalJson, type Json, sha256 } from '~/domain/outcomes/evidence/canonical'
import { type EvidenceEntry, nextEntry } from '~/domain/outcomes/evidence/evidence'
import { type EvidenceLine, evidenceFormat } from '~/domain/outcomes/evidence/evidence-file'
import { proofsOf } from '~/domain/outcomes/evidence/merkle'
import { engineVersion, partHashes, type VerdictBody } from '~/domain/outcomes/evidence/verdict'
import { measure } from '~/domain/outcomes/measures/measure'
import { noPartInputs, type PartInputs } from '~/domain/outcomes/measures/measured-input'
import { drawHash, drawRows } from '~/domain/outcomes/runs/draw'
import { partsOf } from '~/domain/outcomes/runs/evaluation'

const contract = 'con_made'
const evaluation = 'evl_made'
const at = '2026-03-02T09:00:00.000Z'
const salt = (name: string) => sha256(name).subarray(0, 16)

export type MadeEvidence = { readonly party: string; readonly public: string }

/** An evidence file as the platform would export it, made without a database. */
export async function makeEvidence(input: {
  criteria: readonly Criterion[]
  inputs?: Partial<PartInputs>
  /** The answer to row n with this label; an honest endpoint gives the label. */
  answer?: (label: string, row: number) => string | null
  /** The label of the row at this place, from 0; two classes without it. */
  label?: (index: number) => string
  /** The group of the row at this place, where rows come in groups. */
  group?: (index: number) => string
  engine?: string
}): Promise<MadeEvidence> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { crv = '', kty = '', x = '' } = publicKey.export({ format: 'jwk' })
  const kid = sha256(canonicalJson({ crv, kty, x })).toString('base64url')
  const jwk = { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }
  const inputs = { ...noPartInputs, ...input.inputs }
  const rows = partsOf(input.criteria).includes('rows') ? await rowLines(input) : null
  const root = rowsRoot(rows?.records ?? [])
  const body: VerdictBody = {
    ...measure({
      criteria: input.criteria,
      rows: rows?.measured ?? [],
      rowsRoot: root,
      moreRows: true,
      inputs,
      ...(input.engine ? { engine: input.engine } : {}),
    }),
    engine: input.engine ?? engineVersion,
    ...{ contract, reference: 'mil_made', evaluation, attempt: 1, attemptsAllowed: 3 },
    dataset: rows?.dataset ?? null,
    purpose: 'attempt',
    partHashes: partHashes(inputs),
    drawHash: rows?.drawHash ?? drawHash({ excluded: [], rows: [], salt: '' }),
    ...{ rowsRoot: root, rowDeadlineMs: 10_000, moreRows: true, measuredAt: at },
  }
  const jws = signed(canonicalJson(body), kid, privateKey)
  const verdict: EvidenceLine = { type: 'verdict', verdict: 'vrd_made', evaluation, jws }
  const entries = chainOf([
    { kind: 'terms_signed', body: { side: 'team', version: 1 } },
    {
      kind: 'verdict',
      body: { evaluation, jws: sha256(jws).toString('hex'), verdict: 'vrd_made' },
    },
  ])
  const fileFor = (audience: 'party' | 'public') => {
    const seen = (entry: EvidenceEntry) => audience === 'party' || entry.kind === 'verdict'
    const parts: EvidenceLine[] = inputs.probes.map((probe) => ({
      type: 'probe',
      evaluation,
      ...probe,
    }))
    if (audience === 'party') {
      for (const one of inputs.ratings) parts.push({ type: 'rating', evaluation, ...one })
      for (const one of inputs.reports) parts.push({ type: 'report', evaluation, ...one })
    }
    const lines: EvidenceLine[] = [
      { type: 'file', format: evidenceFormat, audience, contract },
      { type: 'key', jwk },
      ...entries.map(
        (entry): EvidenceLine => ({
          type: 'entry',
          ...entry,
          body: seen(entry) ? entry.body : null,
        }),
      ),
      verdict,
      ...parts,
      ...(rows?.open ?? []),
      ...(audience === 'party' ? (rows?.sealed ?? []) : []),
    ]
    return `${lines.map((line) => canonicalJson(line)).join('\n')}\n`
  }
  return { party: fileFor('party'), public: fileFor('public') }
}

function chainOf(contents: readonly { kind: string; body: Json }[]): EvidenceEntry[] {
  const entries: EvidenceEntry[] = []
  for (const content of contents) {
    entries.push(nextEntry(entries.at(-1) ?? null, { contract, at, ...content }))
  }
  return entries
}

function signed(payload: string, kid: string, key: KeyObject): string {
  const part = (text: string) => Buffer.from(text).toString('base64url')
  const head = `${part(JSON.stringify({ alg: 'EdDSA', kid }))}.${part(payload)}`
  return `${head}.${sign(null, Buffer.from(head), key).toString('base64url')}`
}

const rowCount = 30

async function rowLines(input: Parameters<typeof makeEvidence>[0]) {
  const answer = input.answer ?? ((label: string) => label)
  const asked = Math.max(...input.criteria.map(({ sampleSize }) => sampleSize))
  const dataset = Array.from({ length: rowCount }, (_, index) => {
    const label = input.label?.(index) ?? (index % 3 === 0 ? 'b' : 'a')
    const group = input.group ? { group: input.group(index) } : {}
    const features = featuresCommitment({ text: `text ${index}` }, salt(`features ${index}`))
    const labelSalt = salt(`label ${index}`)
    const leaf = datasetLeaf(
      features,
      labelCommitment({ label, canary: false, ...group }, labelSalt),
    )
    const opening = { labelSalt: labelSalt.toString('hex'), features: features.toString('hex') }
    return { leaf, opened: { label, canary: false, ...group, ...opening } }
  })
  const leaves = dataset.map(({ leaf }) => leaf)
  const tree = await proofsOf(leaves, leaves.keys())
  const excluded = [[1, 5]] as const
  const rows = drawRows({
    ...{ root: tree.root, contract, reference: 'mil_made', attempt: 1 },
    ...{ rowCount, excluded, count: asked },
  })
  const drawSalt = salt('draw').toString('hex')
  const done = rows.map((row, order) => {
    const { opened, leaf } = dataset[row - 1] as (typeof dataset)[number]
    const output = answer(opened.label, row)
    const outcome: RowOutcome = {
      ...{ kind: 'sample', order, output, problem: output === null ? 'not_json' : null },
      latencyUs: 4_000 + 137 * order,
    }
    const opening = salt(`seal ${row}`).toString('hex')
    const id = salt(`id ${row}`).toString('hex')
    const seal = outcomeSeal(outcome, opening)
    const record = { id, row, leaf: leaf.toString('hex'), seal }
    return { record, outcome, opening, label: opened }
  })
  return {
    dataset: { id: 'dst_made', root: tree.root, rowCount },
    drawHash: drawHash({ excluded, rows, salt: drawSalt }),
    records: done.map(({ record }) => record),
    measured: done.map(({ outcome, label }) => ({ group: null, ...outcome, ...label })),
    open: done.map(
      ({ record }): EvidenceLine => ({
        type: 'row',
        evaluation,
        ...record,
        proof: tree.proofs.get(record.row - 1) ?? [],
      }),
    ),
    sealed: [
      { type: 'draw', evaluation, excluded, rows, salt: drawSalt },
      ...done.map(
        ({ record, outcome, opening }): EvidenceLine => ({
          ...{ type: 'outcome', evaluation, id: record.id, salt: opening },
          ...outcome,
        }),
      ),
      ...done.map(
        ({ record, label }): EvidenceLine => ({
          ...{ type: 'label', evaluation, id: record.id },
          ...label,
        }),
      ),
    ] satisfies EvidenceLine[] as EvidenceLine[],
  }
}
