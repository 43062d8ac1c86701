import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { makeEvidence } from 'tests/support/evidence'
import { criterion } from 'tests/support/outcomes'
import { describe, expect, it } from 'vitest'
import { parseEvidence, parseEvidenceBytes } from '~/domain/outcomes/evidence/evidence-file'
import { type Checked, replayEvidence } from '~/domain/outcomes/evidence/replay'
import type { Probe, Rating, Report } from '~/domain/outcomes/measures/measured-input'

const fixture = (name: string) =>
  gunzipSync(readFileSync(new URL(`fixtures/${name}.jsonl.gz`, import.meta.url))).toString()

/** What the replay says of a file, or that it is no evidence. */
function said(text: string | Uint8Array): string[] {
  const file = typeof text === 'string' ? parseEvidence(text) : parseEvidenceBytes(text)
  return file.ok ? replayEvidence(file.lines).map(({ result }) => result) : ['refused']
}

function failures(text: string): Checked[] {
  const file = parseEvidence(text)
  if (!file.ok) throw new Error(`line ${file.line}`)
  return replayEvidence(file.lines).flatMap(({ checks }) => checks.filter(({ ok }) => !ok))
}

const probes: Probe[] = Array.from({ length: 40 }, (_, number) => ({
  number,
  dueAt: new Date(Date.UTC(2026, 2, 2, 9, number)).toISOString(),
  result: number === 11 ? 'failed' : number === 20 ? 'missed' : 'ok',
  problem: number === 11 ? 'status_not_ok' : null,
  latencyUs: number === 20 ? null : 9_000 + number,
}))
const availability = criterion({
  ...{ id: 'up', metric: 'availability', labels: [], target: 0.5, sampleSize: 40 },
  window: { seconds: 2_400, everySeconds: 60 },
})
const ratings: Rating[] = [
  { criterionId: 'rubric', order: 0, rater: 0, item: 0, points: 4 },
  { criterionId: 'rubric', order: 0, rater: 1, item: 0, points: 5 },
]
const reports: Report[] = [
  {
    ...{ criterionId: 'rate', from: '2026-01-01', to: '2026-02-01', cases: 400, hits: 31 },
    ...{ mean: null, deviation: null, fileSha256: 'ab'.repeat(32) },
  },
]
/** Fewer rows than terms would allow, so that a file is small enough to be changed at every place. */
const rows = { ...criterion({ id: 'right' }), sampleSize: 8 }
const fast = { ...criterion({ id: 'fast', metric: 'latency_p90', target: 9_000 }), sampleSize: 8 }

const everything = await makeEvidence({
  criteria: [rows, fast, availability],
  inputs: { probes: probes.slice(0, 6), ratings, reports },
  answer: (label, row) => (row % 4 === 0 ? null : label),
})

describe('files that were written before', () => {
  it('replay as they did: format 1, engine 1', () => {
    expect(fixture('engine-1-party')).toContain('samar-evidence/1')
    expect(said(fixture('engine-1-party'))).toEqual(['same'])
    expect(said(fixture('engine-1-public'))).toEqual(['holds'])
  })

  it('know nothing of the lines that came later', () => {
    const probe = JSON.stringify({ type: 'probe', evaluation: 'evl', ...probes[0] })
    const file = parseEvidence(`${fixture('engine-1-public')}${probe}\n`)
    expect(file).toEqual({ ok: false, line: fixture('engine-1-public').split('\n').length })
  })

  it('are not believed under an engine that is not known', async () => {
    const { party } = await makeEvidence({ criteria: [rows], engine: 'samar-outcomes/9' })
    expect(failures(party)).toEqual([{ check: 'numbers', ok: false, path: 'engine' }])
  })
})

describe('every family that is measured on rows', () => {
  const words = ['north gate', 'south gate', 'the long way round', 'closed today']
  const number = (index: number) => String(10 + (index % 7) * 1.5)
  const text = (index: number) => words[index % words.length] ?? ''
  const few = { sampleSize: 12 }

  it.each([
    ['a ranking', { metric: 'roc_auc', positiveClass: 'b', target: 0.5 }, undefined, '0.25'],
    ['absolute errors', { metric: 'mae', target: 2, missingError: 9 }, number, '12.5'],
    ['explained variance', { metric: 'r2', target: 0.1, missingError: 9 }, number, '13'],
    ['exact texts', { metric: 'exact_match', target: 0.2 }, text, 'north gate'],
    ['shared words', { metric: 'token_f1', target: 0.2 }, text, 'the gate'],
    ['phrases', { metric: 'bleu', target: 0.01 }, text, 'the long way'],
  ])('comes to the same: %s', async (_what, asked, label, answer) => {
    const made = await makeEvidence({
      criteria: [
        { ...criterion({ labels: label ? [] : ['a', 'b'], ...asked, sampleSize: 400 }), ...few },
      ],
      ...(label ? { label } : {}),
      answer: (_label, row) => (row % 9 === 0 ? null : answer),
    })
    expect(said(made.party)).toEqual(['same'])
    expect(said(made.public)).toEqual(['holds'])
    const changed = made.party.replace(`"output":"${answer}"`, '"output":"0.75"')
    expect(failures(changed).map(({ check }) => check)).toContain('seals')
  })

  it('knows which group a row was drawn with', async () => {
    const grouped = { ...rows, sampleSize: 12, resampling: 'group' as const }
    const { party } = await makeEvidence({
      criteria: [{ ...grouped, metric: 'f1', averaging: 'macro' }],
      group: (index) => `site ${index % 5}`,
      answer: (label, row) => (row % 4 === 0 ? 'a' : label),
    })
    expect(said(party)).toEqual(['same'])
    const changed = party.replace(/"group":"site (\d)"/, '"group":"site 9"')
    expect(failures(changed).map(({ check }) => check)).toContain('labels')
  })
})

describe('what stands beside the rows', () => {
  it('lets anybody compute availability again, because probes are in every file', async () => {
    const { party, public: open } = await makeEvidence({
      criteria: [availability],
      inputs: { probes },
    })
    expect(said(party)).toEqual(['same'])
    expect(said(open)).toEqual(['same'])
  })

  it('is needed for the numbers, and checked against what was signed', () => {
    expect(said(everything.party)).toEqual(['same'])
    expect(said(everything.public)).toEqual(['holds'])
    expect(everything.public).not.toMatch(/"type":"(rating|report|outcome|label|draw)"/)
    const without = everything.party
      .split('\n')
      .filter((line) => !line.includes('"type":"rating"'))
      .join('\n')
    expect(said(without)).toEqual(['holds'])
  })

  it.each([
    ['a probe', (text: string) => text.replace('"result":"failed"', '"result":"ok"')],
    ['marks', (text: string) => text.replace('"points":4', '"points":5')],
    ['reported figures', (text: string) => text.replace('"hits":31', '"hits":30')],
    ['a part added', (text: string) => `${text}${text.match(/.*"type":"rating".*/)?.[0]}\n`],
  ])('is refused when somebody changes %s', async (_what, change) => {
    const { party: base } = await makeEvidence({
      criteria: [fast, availability],
      inputs: { probes, ratings, reports },
    })
    expect(change(base)).not.toBe(base)
    expect(failures(change(base)).map(({ check }) => check)).toContain('parts')
  })

  it('may not be missing where the file always has it', () => {
    const lines = everything.public.split('\n').filter((line) => !line.includes('"type":"probe"'))
    expect(failures(lines.join('\n'))).toEqual([{ check: 'parts', ok: false, path: 'probes' }])
  })
})

describe('a file that was changed', () => {
  it('is told by line, or by the number that came out otherwise', () => {
    const lines = everything.party.split('\n')
    const at = lines.findIndex((line) => line.includes('"type":"label"'))
    const other = [...lines]
    other[at] = (lines[at] ?? '').replace(/"label":"(a|b)"/, (_, label) =>
      label === 'a' ? '"label":"b"' : '"label":"a"',
    )
    expect(failures(other.join('\n'))).toContainEqual({ check: 'labels', ok: false, line: at + 1 })
    const numbers = failures(other.join('\n')).find(({ check }) => check === 'numbers')
    expect(numbers?.path).toMatch(/^results\.0\./)
  })

  it('cannot hide a line under a run that nobody judged, or leave the draw out', () => {
    const stray = JSON.stringify({ type: 'probe', evaluation: 'evl_other', ...probes[0] })
    expect(failures(`${everything.party}${stray}\n`).map(({ check }) => check)).toEqual(['belongs'])
    const lines = everything.party.split('\n').filter((line) => !line.includes('"type":"draw"'))
    expect(failures(lines.join('\n')).map(({ check }) => check)).toEqual(['draw'])
  })

  it('has no line with a field too many or too few', () => {
    expect(parseEvidence(everything.party.replace('"points":4', '"points":4,"note":""')).ok).toBe(
      false,
    )
    expect(parseEvidence(everything.party.replace(',"points":4', '')).ok).toBe(false)
  })

  it('has no verdict, key or row a second time, wherever it stands', () => {
    const lines = everything.party.trimEnd().split('\n')
    const once = lines.flatMap((line) => (/"type":"(verdict|key|row)"/.test(line) ? [line] : []))
    const types = new Set(once.map((line) => /"type":"(\w+)"/.exec(line)?.[1]))
    expect([...types].sort()).toEqual(['key', 'row', 'verdict'])
    fc.assert(
      fc.property(
        fc.constantFrom(...once),
        fc.integer({ min: 1, max: lines.length }),
        (line, place) => {
          const copied = [...lines.slice(0, place), line, ...lines.slice(place)]
          const second = copied.lastIndexOf(line) + 1
          expect(parseEvidence(copied.join('\n'))).toEqual({ ok: false, line: second })
        },
      ),
    )
  })

  it.each(['party', 'public'] as const)('is refused after any byte of the %s file', (audience) => {
    const bytes = Buffer.from(everything[audience])
    // The version of the format only says which lines may follow.
    const version = bytes.indexOf('samar-evidence/') + 'samar-evidence/'.length
    const matters = [...bytes.keys()].filter((at) => (bytes[at] ?? 0) > 32 && at !== version)
    fc.assert(
      fc.property(fc.constantFrom(...matters), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = Buffer.from(bytes)
        changed[at] = (bytes[at] ?? 0) ^ mask
        const results = said(changed)
        expect(results.includes('refused') || results.includes('different')).toBe(true)
      }),
      { numRuns: 600 },
    )
  })
})
