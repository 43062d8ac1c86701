import { useDatabase } from 'tests/support/database'
import { json, startEndpoint, type TestEndpoint } from 'tests/support/endpoints/start-endpoint'
import { at, criterion, csvOf, quickRate, register, seal, start } from 'tests/support/outcomes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteDataset } from '~/domain/outcomes/datasets/delete-dataset.server'
import { exportEvidence } from '~/domain/outcomes/evidence/evidence-export.server'
import { type EvidenceLine, parseEvidence } from '~/domain/outcomes/evidence/evidence-file'
import { replayEvidence } from '~/domain/outcomes/evidence/replay'
import { publicKeys } from '~/domain/outcomes/evidence/signing.server'
import { runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import { type Db, database, inTransaction } from '~/platform/database.server'

useDatabase()
let db: Db
let server: TestEndpoint
let party: string
let open: string
let datasetId: string
const guard = { rules: { allowLoopback: true, allowHttp: false, ownPorts: [] } }
const contractReference = 'con_replay'

/** Wrong now and then, so that the first attempt of the strict milestone is not met. */
const criteria = {
  mil_easy: [
    criterion({ id: 'macro', metric: 'f1', averaging: 'macro', target: 0.7, sampleSize: 120 }),
    criterion({ id: 'fast', metric: 'latency_p90', target: 9_000 }),
  ],
  mil_strict: [criterion({ id: 'strict', target: 0.99 })],
}

beforeAll(async () => {
  db = database()
  await quickRate()
  server = await startEndpoint((response, asked, count) =>
    json(response, {
      label: count % 12 === 0 ? 'a' : String(asked.body.text).trim().split(' ').at(-1),
    }),
  )
  datasetId = (await seal(csvOf(500, 6))).datasetId
  for (const [reference, asked] of Object.entries(criteria)) {
    const { endpointId } = await register(server.url, reference)
    const { evaluationId } = await start({
      datasetId,
      endpointId,
      reference,
      contractReference,
      criteria: asked,
    })
    await runEvaluation(db, { evaluationId, at, guard })
  }
  party = await exportEvidence(db, { contractReference, audience: 'party' })
  open = await exportEvidence(db, { contractReference, audience: 'public' })
})
afterAll(() => server.close())

function linesOf(text: string): EvidenceLine[] {
  const file = parseEvidence(text)
  if (!file.ok) throw new Error(`line ${file.line}`)
  return file.lines
}

const results = (text: string) => replayEvidence(linesOf(text)).map(({ result }) => result)

/** The file with every line of one type changed by `change`, or only the first one. */
function tampered(
  text: string,
  type: string,
  change: (line: Record<string, unknown>) => void,
): string {
  let done = false
  return text
    .split('\n')
    .map((line) => {
      if (done || line === '' || JSON.parse(line).type !== type) return line
      done = true
      const parsed = JSON.parse(line) as Record<string, unknown>
      change(parsed)
      return JSON.stringify(parsed)
    })
    .join('\n')
}

const failed = (text: string) =>
  replayEvidence(linesOf(text))[0]
    ?.checks.filter(({ ok }) => !ok)
    .map(({ check }) => check)

describe('replaying a verdict', () => {
  it('comes to the same numbers where the labels are there, and checks the rest', () => {
    // The strict milestone has attempts left, so its labels stay sealed.
    expect(results(party)).toEqual(['same', 'holds'])
    expect(results(open)).toEqual(['holds', 'holds'])
    const [first, second] = replayEvidence(linesOf(party))
    expect(first?.overall).toBe('met')
    expect(second?.overall).not.toBe('met')
    expect(first?.checks.map(({ check }) => check)).toEqual([
      'chain',
      'keys',
      'belongs',
      'no_row_in_two_runs',
      'signature',
      'in_chain',
      'rows_root',
      'leaf_proofs',
      'parts',
      'draw',
      'seals',
      'labels',
      'numbers',
    ])
  })

  it('works with keys from elsewhere, and refuses keys that did not sign', async () => {
    const { keys } = await publicKeys(db)
    expect(replayEvidence(linesOf(open), keys).map(({ result }) => result)).toEqual([
      'holds',
      'holds',
    ])
    expect(replayEvidence(linesOf(open), []).map(({ result }) => result)).toEqual([
      'different',
      'different',
    ])
  })

  it('holds no feature anywhere, and no label for the public', () => {
    expect(party).not.toContain('text 1')
    expect(party).not.toMatch(/"text":/)
    for (const line of linesOf(open)) expect(['outcome', 'label', 'draw']).not.toContain(line.type)
    const labels = linesOf(party).filter((line) => line.type === 'label')
    expect(new Set(labels.map((line) => line.type === 'label' && line.evaluation)).size).toBe(1)
  })

  it.each<[string, string, (line: Record<string, unknown>) => void, string]>([
    [
      'a label',
      'label',
      (line) => {
        line.label = line.label === 'a' ? 'b' : 'a'
      },
      'labels',
    ],
    [
      'an answer',
      'outcome',
      (line) => {
        line.output = 'b'
        line.latencyUs = Number(line.latencyUs) + 1
      },
      'seals',
    ],
    [
      'a seal',
      'row',
      (line) => {
        line.seal = '00'.repeat(32)
      },
      'rows_root',
    ],
    [
      'a leaf',
      'row',
      (line) => {
        line.leaf = '00'.repeat(32)
      },
      'leaf_proofs',
    ],
    [
      'a row number',
      'row',
      (line) => {
        line.row = Number(line.row) === 9 ? 10 : 9
      },
      'leaf_proofs',
    ],
    [
      'the draw',
      'draw',
      (line) => {
        line.rows = (line.rows as number[]).toReversed()
      },
      'draw',
    ],
    [
      'what was excluded',
      'draw',
      (line) => {
        line.excluded = []
      },
      'draw',
    ],
    [
      'an entry',
      'entry',
      (line) => {
        line.body = { nothing: 'of it' }
      },
      'chain',
    ],
    [
      'the time of an entry',
      'entry',
      (line) => {
        line.at = '2020-01-01T00:00:00.000Z'
      },
      'chain',
    ],
  ])('notices when somebody changes %s', (_what, type, change, check) => {
    expect(failed(tampered(party, type, change))).toContain(check)
    expect(results(tampered(party, type, change))[0]).toBe('different')
  })

  it('notices a verdict that was written anew, and one signed by another key', () => {
    const rewritten = tampered(party, 'verdict', (line) => {
      const [header, payload = '', signature] = String(line.jws).split('.')
      const body = JSON.parse(Buffer.from(payload, 'base64url').toString())
      body.overall = 'not_met'
      line.jws = [header, Buffer.from(JSON.stringify(body)).toString('base64url'), signature].join(
        '.',
      )
    })
    expect(failed(rewritten)).toEqual(expect.arrayContaining(['signature', 'in_chain']))
  })

  it('notices rows that were left out', () => {
    const kept = party
      .split('\n')
      .filter((_line, at, all) => at !== all.findIndex((one) => one.includes('"type":"row"')))
    expect(failed(kept.join('\n'))).toContain('rows_root')
  })

  it('notices a verdict that was left out', () => {
    const kept = party.split('\n').filter((line) => !line.includes('"type":"verdict"'))
    expect(results(kept.join('\n'))).toEqual(['different', 'different'])
  })

  it('names the line that is no evidence', () => {
    expect(parseEvidence('nonsense')).toEqual({ ok: false, line: 1 })
    expect(parseEvidence(`${party}{"type":"other"}\n`)).toMatchObject({ ok: false })
    expect(parseEvidence('')).toEqual({ ok: false, line: 1 })
  })
})

describe('after the dataset has been deleted', () => {
  it('the public evidence still holds, and the chain says what was destroyed', async () => {
    await inTransaction((tx) =>
      deleteDataset(tx, { datasetId, reason: 'retention', at, by: 'per_client' }),
    )
    const later = await exportEvidence(db, {
      contractReference,
      audience: 'party',
      ended: ['mil_strict'],
    })
    expect(results(later)).toEqual(['holds', 'holds'])
    expect(
      linesOf(later).some((line) => line.type === 'entry' && line.kind === 'dataset_deleted'),
    ).toBe(true)
  })
})
