import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { evaluation, evaluationRow, verdict } from 'db/schema/outcomes'
import { workerProcess } from 'db/schema/platform'
import { and, asc, eq, sql } from 'drizzle-orm'
import { labelOf, makeWorld, pay, stateOf, type World } from 'tests/support/contracts'
import { bomb } from 'tests/support/endpoints/bomb'
import { huge } from 'tests/support/endpoints/giant'
import { redirecting } from 'tests/support/endpoints/redirector'
import * as endpoints from 'tests/support/endpoints/start-endpoint'
import { useStack } from 'tests/support/stack'
import { type Visitor, visit } from 'tests/support/visitor'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { database, inTransaction } from '~/platform/database.server'
import { setSetting } from '~/platform/settings.server'
import { projectFolder } from '../../scripts/postgres.mjs'
import { openContract, reaches, until } from './journey'

vi.setConfig({ testTimeout: 120_000 })

/** Measuring with the real worker: killed in the middle, and against endpoints that misbehave. */
const stack = useStack({ processes: ['web', 'worker'] })
const open: endpoints.TestEndpoint[] = []
let world: World
let client: Visitor
let lead: Visitor

beforeAll(async () => {
  world = await makeWorld(new Date())
  client = await visit(stack.current.origin, world.client.personId)
  lead = await visit(stack.current.origin, world.lead.personId)
})
afterAll(() => Promise.all(open.map((endpoint) => endpoint.close())))

async function serve(behaviour: endpoints.Behaviour) {
  const endpoint = await endpoints.startEndpoint(behaviour)
  open.push(endpoint)
  return endpoint
}

const honest: endpoints.Behaviour = (response, { body }) =>
  endpoints.json(response, { label: labelOf(Number(String(body.text).split(' ')[1])) })

async function fundedMilestone() {
  const made = await openContract(world)
  await pay(world, made.milestoneId, new Date())
  return made
}

const form = (url: string) => ({
  intent: 'endpoint',
  url,
  requestTemplate: '{"id":"{{id}}","text":"{{text}}"}',
  answerPointer: '/label',
})

/** Registers an address on its page and reads what the trial says. */
async function tried(page: string, url: string): Promise<string> {
  const saved = await lead.post(`${page}/endpoint`, form(url))
  if (saved.status !== 303) return saved.words
  const trial = await lead.follow(saved)
  expect(trial.status).toBe(200)
  return trial.words
}

async function submit(page: string): Promise<void> {
  expect(
    (await lead.post(page, { intent: 'submit', note: 'Here it is.', knowsDoubt: 'yes' })).status,
  ).toBe(303)
}

async function runOf(milestoneId: string) {
  const [row] = await database()
    .select()
    .from(evaluation)
    .where(eq(evaluation.reference, milestoneId))
  if (!row) throw new Error('Nothing is measured.')
  return row
}

const rowsOf = (evaluationId: string, done?: boolean) =>
  database()
    .select()
    .from(evaluationRow)
    .where(
      and(
        eq(evaluationRow.evaluationId, evaluationId),
        done === undefined ? undefined : eq(evaluationRow.done, done),
      ),
    )
    .orderBy(asc(evaluationRow.position))

const rate = (value: number) =>
  inTransaction((tx) =>
    setSetting(tx, { key: 'evaluationRate', value, effectiveAt: new Date(), by: 'test' }),
  )

/** What time would do: the dead worker is silent for long enough, its lease runs out. */
async function timePasses(evaluationId: string): Promise<void> {
  await inTransaction((tx) =>
    tx
      .update(evaluation)
      .set({ leaseUntil: sql`now() - interval '1 second'` })
      .where(eq(evaluation.id, evaluationId)),
  )
  const { default: postgres } = await import('postgres')
  const owner = postgres(stack.current.ownerUrl, { max: 1, onnotice: () => {} })
  await owner`update worker_process set beat_at = now() - interval '1 hour'`
  await owner.end()
}

/** What `npm run verdict:replay` says of an evidence file, and its exit code. */
function replay(evidence: string): string {
  const { env } = stack.current
  const file = join(env.SAMAR_DATA_DIR ?? '', 'evidence.jsonl')
  writeFileSync(file, evidence)
  const script = join(projectFolder, 'scripts/replay.mjs')
  const { stdout, status } = spawnSync(process.execPath, [script, file], {
    env: { ...process.env, ...env, SAMAR_BUILT: '1' },
    encoding: 'utf8',
  })
  return `${stdout} exit ${status}`
}

describe('a worker that is killed in the middle of a run', () => {
  it('is succeeded: every row counts once, one attempt, one verdict that can be replayed', async () => {
    await rate(15)
    const server = await serve(honest)
    const { contractId, milestoneId, page } = await fundedMilestone()
    await tried(page, server.url)
    server.asked.length = 0
    await submit(page)
    const { id: evaluationId, rowsTotal } = await until(
      () => runOf(milestoneId),
      (run) => run.rowsDone >= 15,
    )
    expect((await client.get(page)).words).toMatch(/Measuring \d+ \/ 63/)
    await stack.current.kill('worker')
    const before = await rowsOf(evaluationId, true)
    const heard = server.asked.length
    expect(before.length).toBeLessThan(rowsTotal)
    expect(await runOf(milestoneId)).toMatchObject({ state: 'running', counted: false })

    await timePasses(evaluationId)
    await rate(400)
    await stack.current.restart('worker')
    await reaches(milestoneId, 'in_review')

    const after = await rowsOf(evaluationId)
    expect(after).toHaveLength(rowsTotal)
    expect(after.every(({ done, problem }) => done && problem === null)).toBe(true)
    expect(after.filter((row) => before.some(({ position }) => position === row.position))).toEqual(
      before,
    )
    const ids = (from: number, to?: number) =>
      server.asked.slice(from, to).map(({ body }) => String(body.id))
    const answered = new Set(before.map(({ opaqueId }) => opaqueId))
    expect(ids(heard).filter((id) => answered.has(id))).toEqual([])
    expect(new Set(ids(0)).size).toBe(rowsTotal)
    const run = await runOf(milestoneId)
    expect(run).toMatchObject({ state: 'finished', attempt: 1, counted: true, rowsDone: rowsTotal })
    expect((await stateOf(milestoneId)).attemptsUsed).toBe(1)
    const verdicts = await database()
      .select()
      .from(verdict)
      .where(eq(verdict.evaluationId, evaluationId))
    expect(verdicts).toHaveLength(1)
    expect((await client.get(page)).words).toContain('1 of 2 attempts used')

    const evidence = await client.get(`/contracts/${contractId}/evidence-file`)
    expect(replay(evidence.body)).toMatch(/\(met\): same[\s\S]*exit 0/)
    const forged = evidence.body.replace(/"output":"urgent"/, '"output":"normal"')
    expect(forged).not.toBe(evidence.body)
    expect(replay(forged)).toMatch(/\(met\): different[\s\S]*exit 1/)
    const workers = await database().select().from(workerProcess)
    expect(workers).toHaveLength(1)
  })
})

describe('an endpoint that misbehaves', () => {
  it('is told what is wrong by the trial on its page, which costs no attempt', async () => {
    const { milestoneId, page } = await fundedMilestone()
    const slow = await fundedMilestone()
    const silence = serve(endpoints.silent).then(({ url }) => tried(slow.page, url))
    const sentences: [string, endpoints.Behaviour][] = [
      ['The answer is not JSON.', endpoints.notJson],
      ['At that place there is a list or an object instead of a label.', endpoints.wrongType],
      ['The answer has nothing at the place you named.', endpoints.missingAnswer],
      ['The answer is too large.', huge],
      ['The answer is too large.', bomb()],
      [
        'The answer leads elsewhere. Redirects are not followed.',
        redirecting(`${stack.current.origin}/health`),
      ],
      ['The answer reports an error.', endpoints.failing],
      ['The answer is not UTF-8 text.', endpoints.notUtf8],
      ['The connection broke.', endpoints.hangingUp],
      [
        'This label is not in the label set and would count as wrong.',
        (response) => endpoints.json(response, { label: '<script>alert(1)</script>' }),
      ],
    ]
    for (const [sentence, behaviour] of sentences) {
      const { url } = await serve(behaviour)
      expect(await tried(page, url)).toContain(sentence)
    }
    const gone = await serve(honest)
    await gone.close()
    expect(await tried(page, gone.url)).toContain('Nobody answers there.')
    expect(await silence).toContain('No complete answer in time.')
    expect((await stateOf(milestoneId)).attemptsUsed).toBe(0)

    // Submitted all the same: nothing was measured, nothing is used up, and the page says so.
    await submit(page)
    await until(
      () => runOf(milestoneId),
      ({ state }) => state === 'failed',
    )
    await reaches(milestoneId, 'funded')
    expect((await lead.get(page)).words).toContain(
      'Nobody answered at the registered address. No attempt was used up.',
    )
    expect((await stateOf(milestoneId)).attemptsUsed).toBe(0)
  })

  it('is not met, row by row, when it is measured, and the signed verdict says so', async () => {
    const { milestoneId, page } = await fundedMilestone()
    const redirector = await serve(redirecting(`${stack.current.origin}/health`))
    await tried(page, redirector.url)
    await submit(page)
    await until(
      () => runOf(milestoneId),
      ({ state }) => state === 'finished',
    )
    await reaches(milestoneId, 'funded')
    const shown = await lead.get(page)
    expect(shown.words).toContain('1 of 2 attempts used')
    const [link = ''] = /\/verdicts\/[a-z0-9_]+/.exec(shown.body) ?? []
    const stranger = await visit(stack.current.origin, null)
    const signed = await stranger.get(link)
    expect(signed.status).toBe(200)
    expect(signed.words).toContain('Not met')
  })

  it('is refused before anything is sent when the address is not the team’s to name', async () => {
    const { page } = await fundedMilestone()
    const { PORT = '', DATABASE_URL = '', STRIPE_API_URL = '' } = stack.current.env
    const own = [PORT, new URL(DATABASE_URL).port, new URL(STRIPE_API_URL).port]
    const refused: [string, string][] = [
      ...own.map((port): [string, string] => [
        `http://127.0.0.1:${port}/v1`,
        'Samar sends nothing',
      ]),
      ['http://127.0.0.1:6379/v1', 'Samar sends nothing'],
      ['ftp://127.0.0.1/v1', 'Samar sends nothing'],
      ['http://user:word@127.0.0.1:8080/v1', 'Samar sends nothing'],
      ['not an address', 'This is not a full address.'],
      ['http://169.254.169.254/latest/meta-data', '169.254.169.254 is not in the list'],
      ['https://10.0.0.8/v1', '10.0.0.8 is not in the list of providers.'],
      ['https://[fd00::8]/v1', 'is not in the list of providers.'],
    ]
    for (const [url, sentence] of refused) {
      const answer = await lead.post(`${page}/endpoint`, form(url))
      expect([url, answer.status]).toEqual([url, 400])
      expect(answer.words).toContain(sentence)
      // What was typed is still there.
      expect(answer.body).toContain(`value="${url}"`)
    }
  })
})
