import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { unzipSync } from 'fflate'
import { useDatabase } from 'tests/support/database'
import { json, startEndpoint, type TestEndpoint } from 'tests/support/endpoints/start-endpoint'
import { at, criterion, csvOf, quickRate, register, seal, start } from 'tests/support/outcomes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { evidenceText, exportEvidence } from '~/domain/outcomes/evidence/evidence-export.server'
import { parseEvidence } from '~/domain/outcomes/evidence/evidence-file'
import { evidenceZip } from '~/domain/outcomes/evidence/evidence-zip.server'
import { runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import { type Db, database, inTransaction } from '~/platform/database.server'
import { replayOptions } from '../../../scripts/build.mjs'

useDatabase()
let db: Db
let server: TestEndpoint
const guard = { rules: { allowLoopback: true, allowHttp: false, ownPorts: [] } }
const contractReference = 'con_zip'
const folder = mkdtempSync(join(tmpdir(), 'samar-replay-'))
const program = join(folder, 'replay.mjs')

beforeAll(async () => {
  db = database()
  await quickRate()
  server = await startEndpoint((response, asked) =>
    json(response, { label: String(asked.body.text).trim().split(' ').at(-1) }),
  )
  const { datasetId } = await seal(csvOf(160, 3))
  const { endpointId } = await register(server.url, 'mil_zip')
  const criteria = [
    criterion({ id: 'right', target: 0.7 }),
    criterion({ id: 'fast', metric: 'latency_p90', target: 9_000, sampleSize: 60 }),
  ]
  const reference = 'mil_zip'
  const run = await start({ datasetId, endpointId, reference, contractReference, criteria })
  await runEvaluation(db, { evaluationId: run.evaluationId, at, guard })
  await inTransaction((tx) =>
    appendEvidence(tx, {
      ...{ contractReference, kind: 'verdict', at },
      body: { verdict: 'vrd_unwritten', evaluation: 'evl_unwritten', jws: 'none' },
    }),
  )
  await build({ ...replayOptions(), outdir: folder })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function zipFor(audience: 'public' | 'party', given: string | null = 'program') {
  const pieces: Uint8Array[] = []
  const origin = 'https://app.example.org'
  const input = { contractReference, audience, origin, program: given, at }
  for await (const piece of evidenceZip(db, input)) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  const files = unzipSync(bytes)
  const textOf = (name: string) => Buffer.from(files[name] ?? []).toString()
  return { bytes, pieces, names: Object.keys(files).sort(), textOf }
}

/** Runs the program alone: another folder, an empty environment, one file. */
function replay(name: string, bytes: string | Uint8Array, ...more: string[]) {
  writeFileSync(join(folder, name), bytes)
  try {
    const options = {
      encoding: 'utf8',
      cwd: folder,
      env: { NODE_ENV: 'test' },
      stdio: 'pipe',
    } as const
    const out = execFileSync(process.execPath, ['replay.mjs', name, ...more], options)
    return { code: 0, out, err: '' }
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string }
    return { code: status, out: stdout, err: stderr }
  }
}

describe('the evidence of a contract', () => {
  it('streams the same lines that it has as one text', async () => {
    const input = { contractReference, audience: 'party' } as const
    const pieces: string[] = []
    for await (const piece of evidenceText(db, input)) pieces.push(piece)
    expect(pieces.length).toBeGreaterThan(3)
    expect(pieces.join('')).toBe(await exportEvidence(db, input))
    expect(parseEvidence(pieces.join('')).ok).toBe(true)
  })

  it('is a zip with everything that a replay needs', async () => {
    const party = await zipFor('party')
    expect(party.names).toEqual([
      'README.txt',
      'criteria.openslo.yaml',
      'events.json',
      'evidence.jsonl',
      'keys.json',
      'replay.mjs',
    ])
    expect(party.pieces.length).toBeGreaterThan(4)
    expect(party.textOf('replay.mjs')).toBe('program')
    expect(party.textOf('README.txt')).toContain('PARTY FILE')
    expect(party.textOf('README.txt')).toContain('node replay.mjs evidence.jsonl')
    expect(JSON.parse(party.textOf('keys.json')).keys).toHaveLength(1)
    expect(party.textOf('criteria.openslo.yaml')).toContain('apiVersion: openslo/v1')
    expect((await zipFor('party', null)).names).not.toContain('replay.mjs')
  })

  it('gives the public nothing that is sealed, in no file of the zip', async () => {
    const open = await zipFor('public')
    expect(open.textOf('README.txt')).toContain('PUBLIC FILE')
    for (const name of open.names) {
      expect(open.textOf(name)).not.toMatch(/"output"|"labelSalt"|text 1|a secret/)
    }
    expect((await zipFor('party')).textOf('evidence.jsonl')).toMatch(/"output"/)
  })
})

describe('the program of the zip', () => {
  it('is one file of reasonable size without a path of this machine', () => {
    expect(statSync(program).size).toBeLessThan(600_000)
    const text = readFileSync(program, 'utf8')
    expect(text).not.toContain(process.cwd())
    expect(text).not.toMatch(/sourceMappingURL|file:\/\/\/|\/home\/|\/root\//)
    const imported = [...text.matchAll(/^import .* from ["']([^"']+)["']/gm)].map(
      ([, name]) => name,
    )
    expect(imported.length).toBeGreaterThan(0)
    for (const name of imported) expect(name).toMatch(/^(node:)?(fs|crypto|module|zlib)$/)
  })

  it('replays a zip and a file, in a folder of its own, without database or network', async () => {
    const text = (await exportEvidence(db, { contractReference, audience: 'party' })).trim()
    // The chain of this test names one verdict that was never written: a file that left one out.
    const whole = replay('party.jsonl', text)
    expect(whole.code).toBe(1)
    expect(whole.out).toMatch(/\(met\): same/)
    expect(whole.out).toMatch(/vrd_unwritten \(unreadable\): different/)
    expect(replay('party.zip', (await zipFor('party')).bytes).out).toMatch(/\(met\): same/)
    expect(replay('public.zip', (await zipFor('public')).bytes).out).toMatch(/\(met\): holds/)
  })

  it('leaves with 0 when all holds, 1 when not, 2 when there is nothing to replay', async () => {
    const text = await exportEvidence(db, { contractReference, audience: 'party' })
    const lines = text.split('\n')
    const at = lines.findIndex((line) => line.includes('"type":"label"'))
    const changed = lines.with(at, (lines[at] ?? '').replace(/"label":"."/, '"label":"z"'))
    const told = replay('changed.jsonl', changed.join('\n'))
    expect(told.code).toBe(1)
    expect(told.out).toMatch(new RegExp(`NO {3}every label is the one .* \\(line ${at + 1}\\)`))
    const nothing = replay('none.jsonl', 'nothing')
    expect(nothing).toMatchObject({ code: 2 })
    expect(nothing.err).toContain('Line 1 of none.jsonl')
    const twice = replay('twice.jsonl', `${text.trimEnd()}\n${lines[1]}\n`)
    expect(twice.err).toContain(`Line ${text.trimEnd().split('\n').length + 1} of twice.jsonl`)
    const missing = spawnSync(process.execPath, [program, join(folder, 'nowhere.jsonl')])
    expect(missing.status).toBe(2)
    expect(String(missing.stderr)).toBe(`There is no file ${join(folder, 'nowhere.jsonl')}\n`)
    expect(replay('other.zip', Buffer.from('PK\u0003\u0004 broken')).code).toBe(2)
    writeFileSync(join(folder, 'keys.json'), '{"keys":[]}')
    expect(replay('trusted.jsonl', text, '--keys', 'keys.json').out).toMatch(
      /NO {3}the verdict carries a valid signature/,
    )
  })
})
