import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import autocannon from 'autocannon'
import { organisation, organisationMember, person } from 'db/schema/identity'
import express from 'express'
import type { TrackContent } from '~/domain/learning/content/track-content'
import { publishVersion } from '~/domain/learning/versions/publish-version.server'
import { submitVersion } from '~/domain/learning/versions/submit-version.server'
import { writeVersion } from '~/domain/learning/versions/write-version.server'
import { closeDatabase, database, inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { securityHeaders } from '~/platform/http/security-headers.server'

/**
 * GET of a lesson against the floor: the same markup, kept in memory and sent by the same server
 * stack (Express with our security headers), in a process of its own, in turns under the same load.
 */
const connections = 10
const rounds = 3
const seconds = Number(process.env.BENCH_SECONDS ?? 4)
const page = `${process.env.BENCH_ORIGIN ?? ''}/tracks/bench-track/lesson-1`
const at = new Date()

async function serveFloor(): Promise<void> {
  const html = await (await fetch(page)).text()
  const app = express()
  app.disable('x-powered-by')
  app.use(securityHeaders(env()))
  app.get('/', (_req, res) => {
    res.set('Cache-Control', 'private, no-store').type('html').send(html)
  })
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.(typeof address === 'object' ? address?.port : 0)
  })
  process.once('disconnect', () => process.exit(0))
}

const words = 'Two people read the same message and do not agree, which is where the work begins. '

/** A track of forty lessons, so that the outline under the lesson is a long one. */
function content(): TrackContent {
  const body = Array.from({ length: 8 }, (_, part) => `## Part ${part + 1}\n\n${words.repeat(8)}`)
  return {
    slug: 'bench-track',
    language: 'en',
    title: 'From data cleaning to evaluation engineer',
    summary: 'For the bench.',
    description: 'For the bench.',
    licence: 'CC-BY-4.0',
    hours: 40,
    skills: ['data-cleaning'],
    roles: ['evaluation_engineer'],
    leadsFrom: [],
    prerequisites: [],
    translationOf: null,
    price: null,
    courses: Array.from({ length: 4 }, (_, course) => ({
      key: `course-${course + 1}`,
      title: `Course ${course + 1}`,
      summary: 'Ten lessons.',
      items: Array.from({ length: 10 }, (__, lesson) => ({
        kind: 'lesson' as const,
        key: `lesson-${course * 10 + lesson + 1}`,
        title: `Lesson ${course * 10 + lesson + 1}`,
        minutes: 12,
        body: `${body.join('\n\n')}\n\nA formula: $F_1 = \\frac{2pr}{p + r}$.\n`,
      })),
    })),
  }
}

async function fill(): Promise<void> {
  const db = database()
  const human = (id: string) => ({
    id,
    email: `${id}@example.org`,
    emailKey: `${id}@example.org`,
    name: id,
    passwordHash: 'none',
    locale: 'en' as const,
    timeZone: 'UTC',
    country: 'PK',
    createdAt: at,
  })
  await db.insert(person).values([human('per_bench_author'), human('per_bench_operator')])
  const partnerId = 'org_bench_partner'
  await db.insert(organisation).values({
    id: partnerId,
    kind: 'partner',
    name: 'Bench Academy',
    slug: 'bench-academy',
    country: 'PK',
    createdAt: at,
  })
  await db.insert(organisationMember).values({
    organisationId: partnerId,
    personId: 'per_bench_author',
    role: 'owner',
    joinedAt: at,
  })
  await inTransaction(async (tx) => {
    const by = 'per_bench_author'
    const { versionId } = await writeVersion(tx, {
      partnerId,
      content: content(),
      files: [],
      by,
      at,
    })
    await submitVersion(tx, { versionId, by, at })
    await publishVersion(tx, { versionId, by: 'per_bench_operator', at })
  })
  await closeDatabase()
}

/** Processor seconds that a process has used so far; null where the system does not say. */
function processorSeconds(pid: number): number | null {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return null
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

type Round = { rate: number; p50: number; p99: number; cpuMs: number }

async function measure(url: string, pid: number, duration: number): Promise<Round> {
  const before = processorSeconds(pid)
  const result = await autocannon({ url, connections, duration })
  const after = processorSeconds(pid)
  const answered = result['2xx']
  if (answered === 0 || result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${answered} answers, ${result.non2xx} refused, ${result.errors} lost`)
  }
  const used = before === null || after === null ? Number.NaN : after - before
  const { p50, p99 } = result.latency
  return { rate: answered / result.duration, p50, p99, cpuMs: (used * 1_000) / answered }
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

function line(name: string, list: Round[]): void {
  const of = (pick: (round: Round) => number) => median(list.map(pick))
  console.log(
    [
      name.padEnd(44),
      `${of(({ rate }) => rate).toFixed(0)}/s`.padStart(8),
      `p50 ${of(({ p50 }) => p50).toFixed(0)} ms`.padStart(12),
      `p99 ${of(({ p99 }) => p99).toFixed(0)} ms`.padStart(12),
      `${of(({ cpuMs }) => cpuMs).toFixed(2)} ms CPU a page`,
    ].join('  '),
  )
}

async function main(): Promise<void> {
  await fill()
  const floor = spawn(process.execPath, process.argv.slice(1), {
    env: { ...process.env, NODE_ENV: 'production', BENCH_FLOOR: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const port = await new Promise<number>((done, fail) => {
    floor.once('message', (message) => done(Number(message)))
    floor.once('exit', () => fail(new Error('The floor did not start.')))
  })
  const bare = `http://127.0.0.1:${port}/`
  try {
    const html = await (await fetch(page)).text()
    const scripts = html.match(/<script/g)?.length ?? 0
    console.log(`The page has ${html.length} characters and ${scripts} scripts.`)
    if (scripts > 0) throw new Error('A lesson ships no script.')
    const floors: Round[] = []
    const pages: Round[] = []
    const web = Number(process.env.BENCH_WEB_PID)
    await measure(bare, floor.pid ?? 0, 1)
    await measure(page, web, 2)
    for (let round = 0; round < rounds; round += 1) {
      floors.push(await measure(bare, floor.pid ?? 0, seconds))
      pages.push(await measure(page, web, seconds))
    }
    console.log(`${connections} connections, ${rounds} rounds of ${seconds} s in turn, medians`)
    line('floor: the same markup from memory, Express', floors)
    line('GET a lesson', pages)
    // The ratio is taken round by round, because the machine's load changes between them.
    const ratio = median(pages.map(({ rate }, index) => rate / (floors[index]?.rate ?? rate)))
    console.log(`A lesson is ${ratio.toFixed(3)} of the floor's requests per second.`)
    console.log(
      `load ${loadavg()
        .map((one) => one.toFixed(2))
        .join(' ')}`,
    )
  } finally {
    floor.disconnect()
  }
}

await (process.env.BENCH_FLOOR ? serveFloor() : main())
