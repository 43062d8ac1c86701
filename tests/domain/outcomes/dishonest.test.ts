import { evaluationRow } from 'db/schema/outcomes'
import { and, eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { bomb } from 'tests/support/endpoints/bomb'
import { constant } from 'tests/support/endpoints/constant'
import { dripper } from 'tests/support/endpoints/dripper'
import { flipper } from 'tests/support/endpoints/flipper'
import { giant } from 'tests/support/endpoints/giant'
import { honest } from 'tests/support/endpoints/honest'
import { injections, injector } from 'tests/support/endpoints/injector'
import { coin, luckyResubmitter, seeded } from 'tests/support/endpoints/lucky-resubmitter'
import { memoriser } from 'tests/support/endpoints/memoriser'
import { rebinder } from 'tests/support/endpoints/rebinder'
import { metadata, redirecting } from 'tests/support/endpoints/redirector'
import { staller } from 'tests/support/endpoints/staller'
import {
  type Behaviour,
  json,
  startEndpoint,
  type TestEndpoint,
} from 'tests/support/endpoints/start-endpoint'
import { at, criterion, csvOf, quickRate, register, seal, start } from 'tests/support/outcomes'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { GuardOptions } from '~/domain/outcomes/adapters/guarded-fetch.server'
import { openEndpoint } from '~/domain/outcomes/endpoints/endpoint-caller.server'
import { expectedOf } from '~/domain/outcomes/endpoints/read-answer'
import { type MeasuredRow, measure } from '~/domain/outcomes/measures/measure'
import { latestVerdict } from '~/domain/outcomes/queries.server'
import { runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import { type Db, database } from '~/platform/database.server'

/** What a dishonest vendor tries (each in tests/support/endpoints), and what comes of it. */
useDatabase()
let db: Db
const expected = expectedOf([])
const open: TestEndpoint[] = []
const guard: GuardOptions = { rules: { allowLoopback: true, allowHttp: false, ownPorts: [] } }

beforeAll(async () => {
  db = database()
  await quickRate()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((endpoint) => endpoint.close()))
})

async function serve(behaviour: Behaviour) {
  const endpoint = await startEndpoint(behaviour)
  open.push(endpoint)
  return endpoint
}

type Options = {
  rows?: number
  canaries?: number
  criteria?: ReturnType<typeof criterion>[]
  guard?: GuardOptions
}

let names = 0
/** A contract of its own with one milestone, measured again with every call of `attempt`. */
async function contract(behaviour: Behaviour, options: Options = {}) {
  const name = `dishonest_${++names}`
  const reference = `mil_${name}`
  const server = await serve(behaviour)
  const file = csvOf(options.rows ?? 300, options.canaries)
  const { datasetId } = await seal(file, { reference: `brf_${name}` })
  const { endpointId } = await register(server.url, reference)
  const criteria = options.criteria ?? [criterion()]
  return {
    server,
    endpointId,
    async attempt() {
      const contractReference = `con_${name}`
      const { evaluationId } = await start({
        datasetId,
        endpointId,
        reference,
        contractReference,
        criteria,
      })
      const { state } = await runEvaluation(db, {
        evaluationId,
        at,
        guard: options.guard ?? guard,
      })
      const body = (await latestVerdict(db, reference))?.body
      return { evaluationId, state, body }
    },
  }
}

const rowsOf = (evaluationId: string) =>
  db
    .select()
    .from(evaluationRow)
    .where(and(eq(evaluationRow.evaluationId, evaluationId), eq(evaluationRow.kind, 'sample')))

describe('the honest one', () => {
  it('is believed', async () => {
    const { attempt } = await contract(honest(), { canaries: 8 })
    const { body } = await attempt()
    expect(body).toMatchObject({
      overall: 'met',
      consistency: { pairs: 3, same: 3 },
      canaries: { agreed: 0, flagged: false },
    })
  })
})

describe('the memoriser', () => {
  const leaked = new Map(
    csvOf(400, 15)
      .split('\n')
      .slice(1)
      .map((line): [string, string] => {
        const [text = '', label = ''] = line.split(',')
        return [text, label]
      }),
  )

  it('meets fresh rows in every attempt, and is flagged by what it knows too well', async () => {
    const one = memoriser(leaked)
    const { attempt } = await contract(one.behaviour, { rows: 400, canaries: 15 })
    for (let n = 0; n < 3; n++) {
      const { body } = await attempt()
      expect(body?.canaries).toEqual({ asked: 5, agreed: 5, flagged: true })
      one.remember()
    }
    expect(one.recognised()).toBe(0)
  })

  it('has nothing of the rows it was asked before when the file did not leak', async () => {
    const one = memoriser()
    const { attempt } = await contract(one.behaviour)
    const first = await attempt()
    one.remember()
    const second = await attempt()
    expect(one.recognised()).toBe(0)
    expect([first.body?.overall, second.body?.overall]).toEqual(['not_met', 'not_met'])
  })
})

describe('the constant one', () => {
  it('scores what the most frequent label is worth, which stands beside it', async () => {
    const { attempt } = await contract(constant('a'))
    const { body } = await attempt()
    const [result] = body?.results ?? []
    expect(result).toMatchObject({ outcome: 'not_met' })
    expect(result?.estimate).toBe(result?.baseline)
    expect(result?.baseline).toBeGreaterThan(0.5)
  })
})

describe('the staller', () => {
  it('does not meet a latency although nearly all its answers are fast', async () => {
    const one = staller(30, 600)
    const { attempt } = await contract(one.behaviour, {
      criteria: [criterion(), criterion({ id: 'p90', metric: 'latency_p90', target: 200 })],
    })
    const { body } = await attempt()
    const { fast, held } = one.counts()
    expect(fast / (fast + held)).toBeGreaterThan(0.9)
    expect(body?.results[0]).toMatchObject({ outcome: 'met' })
    expect(body?.results[1]).toMatchObject({ outcome: 'not_met' })
    expect(body?.results[1]?.estimate).toBeGreaterThan(200)
  })
})

describe('the flipper', () => {
  it('is honest until the verdict is in', async () => {
    const one = flipper('b')
    const { attempt } = await contract(one.behaviour)
    expect((await attempt()).body?.overall).toBe('met')
    one.flip()
    expect((await attempt()).body?.overall).toBe('not_met')
  })
})

describe('the giant, the bomb and the dripper', () => {
  const failing = (problem: string) => async (behaviour: Behaviour) => {
    const criteria = [criterion(), criterion({ id: 'errors', metric: 'error_rate', target: 0.05 })]
    const { attempt, server } = await contract(behaviour, { criteria })
    const { evaluationId, body } = await attempt()
    const rows = await rowsOf(evaluationId)
    expect(new Set(rows.map((row) => row.problem))).toEqual(new Set([problem]))
    expect(rows.every(({ output }) => output === null)).toBe(true)
    expect(body?.overall).toBe('not_met')
    expect(body?.results[1]).toMatchObject({ estimate: 1, outcome: 'not_met' })
    // Each row was asked once: an answer that went wrong is no broken connection.
    expect(server.asked).toHaveLength(63)
  }

  it('send what a connection holds, not ten gigabytes, for every row', async () => {
    const one = giant()
    await failing('too_large')(one.behaviour)
    expect(one.mostSent()).toBeLessThan(64 * 1024 * 1024)
  })

  it.each(['gzip', 'deflate', 'br'] as const)('are not unpacked (%s)', async (packing) => {
    await failing('too_large')(bomb(packing))
  })

  it('grow no memory: 63 answers of 64 MB each leave less than one of them behind', async () => {
    const held = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed
    const before = held()
    await failing('too_large')(bomb('gzip'))
    expect(held() - before).toBeLessThan(64 * 1024 * 1024)
  })

  it('drip until the row is over, and no longer', async () => {
    const server = await serve(dripper(5))
    const { endpointId } = await register(server.url)
    const limits = { connections: 1, deadlineMs: 200, maxBytes: 65_536 }
    const opened = await openEndpoint(db, endpointId, { limits, guard, expected })
    if (!opened.ok) throw new Error(opened.problem)
    const call = await opened.caller.call([{ id: '1', features: { text: 'x' } }])
    await opened.caller.close()
    expect(call.answers).toEqual([{ output: null, problem: 'deadline_passed' }])
  })
})

describe('the redirector and the rebinder', () => {
  it('lead nowhere: the other server hears nothing', async () => {
    const other = await serve((response) => json(response, { label: 'a' }))
    for (const location of [other.url, metadata]) {
      const { attempt, server } = await contract(redirecting(location, 307))
      const { evaluationId, body } = await attempt()
      expect(body?.overall).toBe('not_met')
      const problems = (await rowsOf(evaluationId)).map(({ problem }) => problem)
      expect(new Set(problems)).toEqual(new Set(['redirected']))
      expect(server.asked).toHaveLength(63)
    }
    expect(other.asked).toHaveLength(0)
  })

  it('cannot lead home: the run that begins after the change is refused unsent', async () => {
    const home = await serve(honest())
    const { endpointId } = await register(`https://model.example.com:${home.port}/v1`)
    const rules = { allowLoopback: false, allowHttp: false, ownPorts: [] }
    const resolve = rebinder(['93.184.216.34'], ['127.0.0.1'])
    const limits = { connections: 1, deadlineMs: 200, maxBytes: 65_536 }
    const guarded = { limits, guard: { rules, resolve }, expected }
    const first = await openEndpoint(db, endpointId, guarded)
    expect(first.ok && first.caller.address).toBe('93.184.216.34')
    if (first.ok) await first.caller.close()
    expect(await openEndpoint(db, endpointId, guarded)).toEqual({
      ok: false,
      problem: 'address_refused',
    })
    expect(home.asked).toHaveLength(0)
  })
})

describe('the injector', () => {
  it('is kept as text, as it came, and counts as wrong', async () => {
    const { attempt } = await contract(injector())
    const { evaluationId, state, body } = await attempt()
    expect(state).toBe('finished')
    expect(body).toMatchObject({ overall: 'not_met', rows: { asked: 60, outsideLabels: 60 } })
    const kept = new Set((await rowsOf(evaluationId)).map(({ output }) => output))
    for (const text of injections) {
      // PostgreSQL keeps no zero byte and no half of a surrogate pair.
      expect(kept).toContain(Buffer.from(text.replaceAll('\u0000', '')).toString())
    }
  })
})

describe('the lucky resubmitter', () => {
  it('does not get a coin past a target in any attempt', async () => {
    const { attempt } = await contract(luckyResubmitter(['a', 'b'], seeded(7)))
    for (let n = 0; n < 3; n++) expect((await attempt()).body?.overall).not.toBe('met')
  })

  const rowsWith = (right: (order: number) => boolean, next: () => number, size: number) =>
    Array.from({ length: size }, (_, order): MeasuredRow => {
      const label = coin(['a', 'b'], next)
      const output = right(order) ? label : label === 'a' ? 'b' : 'a'
      return { kind: 'sample', order, label, output, problem: null, latencyUs: 1_000 }
    })

  /** The fewest right answers that the engine lets pass; more are never worse. */
  function fewestToPass(one: ReturnType<typeof criterion>): number {
    const met = (hits: number) => {
      const rows = rowsWith((order) => order < hits, seeded(hits), one.sampleSize)
      return measure({ criteria: [one], rows, rowsRoot: 'x', moreRows: true }).overall === 'met'
    }
    let fails = 0
    let passes = one.sampleSize
    expect([met(fails), met(passes)]).toEqual([false, true])
    while (passes - fails > 1) {
      const middle = Math.floor((passes + fails) / 2)
      if (met(middle)) passes = middle
      else fails = middle
    }
    return passes
  }

  /** The binomial chance of at least `least` right answers in `n`. */
  function chanceOf(least: number, n: number, chance: number): number {
    let logWeight = n * Math.log(1 - chance)
    let sum = 0
    for (let hits = 0; hits <= n; hits++) {
      if (hits >= least) sum += Math.exp(logWeight)
      logWeight += Math.log((n - hits) / (hits + 1)) + Math.log(chance / (1 - chance))
    }
    return sum
  }

  const cases = [1, 3, 10].flatMap((attempts) =>
    [0.6, 0.8, 0.92].flatMap((target) =>
      [100, 400].map((sampleSize) => ({ attempts, target, sampleSize })),
    ),
  )
  it.each(cases)(
    'passes by luck in at most 5 % of contracts: $attempts attempts, $target on $sampleSize rows',
    (changes) => {
      const one = criterion(changes)
      const least = fewestToPass(one)
      const overAll = (chance: number) =>
        1 - (1 - chanceOf(least, one.sampleSize, chance)) ** changes.attempts
      // A model exactly at the target is the luckiest that does not deserve to pass.
      expect(overAll(changes.target)).toBeLessThanOrEqual(0.05)
      expect(overAll(0.5)).toBeLessThan(overAll(changes.target))
      // What deserves to pass does: the level is no wall.
      expect(overAll(0.995)).toBeGreaterThan(0.5)
    },
  )

  it('passes no more often over simulated contracts, where the interval is a bootstrap', () => {
    const next = seeded(14)
    const one = criterion({ metric: 'f1', averaging: 'macro', target: 0.6, sampleSize: 100 })
    const contracts = 200
    let passed = 0
    for (let n = 0; n < contracts; n++) {
      const met = [1, 2, 3].some((turn) => {
        const rows = rowsWith(() => next() < 0.6, next, one.sampleSize)
        const input = { criteria: [one], rows, rowsRoot: `${n}/${turn}`, moreRows: turn < 3 }
        return measure(input).overall === 'met'
      })
      if (met) passed++
    }
    expect(passed / contracts).toBeLessThanOrEqual(0.05)
  })
})
