import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { loadavg } from 'node:os'
import autocannon from 'autocannon'
import { organisation, person } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { createElement, type ReactNode } from 'react'
import { renderToPipeableStream } from 'react-dom/server'

/**
 * GET /briefs against the floor: a process that does nothing but one query and React's
 * renderToPipeableStream of the same elements, in the same run, under the same load.
 */
const connections = 10
const rounds = 3
const seconds = Number(process.env.BENCH_SECONDS ?? 4)
const origin = process.env.BENCH_ORIGIN ?? ''
const page = `${origin}/briefs`

type Props = Record<string, unknown>
const voids = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i
const raw = /^(script|style)$/i
const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#39': "'",
  nbsp: '\u00a0',
}
const plain = (text: string) => text.replace(/&(#?\w+);/g, (all, name) => entities[name] ?? all)

function propsOf(text: string): Props {
  const props: Props = {}
  for (const [, name = '', value] of text.matchAll(/([^\s=/]+)(?:="([^"]*)")?/g)) {
    if (name === 'style') {
      const rules = plain(value ?? '')
        .split(';')
        .filter(Boolean)
      props.style = Object.fromEntries(rules.map((rule) => rule.split(/:(.*)/s).slice(0, 2)))
    } else props[name] = value || (/^(value|alt|content|class)$/.test(name) ? '' : true)
  }
  return props
}

/** The React elements that render to this document. It was written by React, so it is well formed. */
function elementsOf(html: string): ReactNode[] {
  type Open = { tag: string; props: Props; children: ReactNode[] }
  const open: Open[] = [{ tag: '', props: {}, children: [] }]
  const add = (node: ReactNode) => open.at(-1)?.children.push(node)
  const close = () => {
    const done = open.pop()
    if (done) add(createElement(done.tag, done.props, ...done.children))
  }
  const pattern = /<!--.*?-->|<!doctype[^>]*>|<\/([\w-]+)>|<([\w-]+)((?:[^>"]|"[^"]*")*)>|[^<]+/gis
  for (let found = pattern.exec(html); found; found = pattern.exec(html)) {
    const [piece, closing, opening, attributes = ''] = found
    if (closing) close()
    else if (!opening) {
      if (!piece.startsWith('<')) add(plain(piece))
    } else {
      const props = propsOf(attributes.replace(/\/$/, ''))
      if (voids.test(opening)) add(createElement(opening, props))
      else if (raw.test(opening)) {
        const end = html.indexOf(`</${opening}>`, pattern.lastIndex)
        const inner = { __html: html.slice(pattern.lastIndex, end) }
        add(createElement(opening, { ...props, dangerouslySetInnerHTML: inner }))
        pattern.lastIndex = end + opening.length + 3
      } else open.push({ tag: opening, props, children: [] })
    }
  }
  return open[0]?.children ?? []
}

/** Answers every request with one query and one rendering. */
async function serveFloor(): Promise<void> {
  const client = postgres(process.env.DATABASE_APP_URL ?? '', {
    max: Number(process.env.DATABASE_POOL ?? 10),
    onnotice: () => {},
  })
  const elements = elementsOf(await (await fetch(page)).text()).find(
    (node) => typeof node === 'object' && node !== null,
  )
  const server = createServer(async (_req, res) => {
    await client`
      select brief.*, organisation.name as organisation_name from brief
      join organisation on organisation.id = brief.organisation_id
      where brief.status = 'published' order by published_at desc, brief.id desc limit 20`
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    const { pipe } = renderToPipeableStream(elements, { onAllReady: () => pipe(res) })
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.(typeof address === 'object' ? address?.port : 0)
  })
  process.once('disconnect', () => process.exit(0))
}

/** Sixty published briefs, so that the page is a full one with two more behind it. */
async function fill(): Promise<void> {
  const client = postgres(process.env.DATABASE_URL ?? '', { max: 1, onnotice: () => {} })
  const db = drizzle(client)
  const at = new Date()
  await db.insert(person).values({
    id: 'per_bench',
    email: 'bench@example.org',
    emailKey: 'bench@example.org',
    name: 'Bench',
    passwordHash: 'none',
    locale: 'en',
    timeZone: 'UTC',
    country: 'PK',
    createdAt: at,
  })
  await db.insert(organisation).values({
    id: 'org_bench',
    kind: 'client',
    name: 'Leeds Eye Clinic',
    slug: 'leeds-eye-clinic',
    country: 'GB',
    createdAt: at,
  })
  await db.insert(brief).values(
    Array.from({ length: 60 }, (_, index) => ({
      id: `brf_bench_${index}`,
      organisationId: 'org_bench',
      createdBy: 'per_bench',
      title: `Fewer missed appointments, part ${index + 1}`,
      statement: 'Tell us the day before who will not come. '.repeat(20),
      sector: 'health',
      country: 'GB',
      currency: 'EUR',
      budgetMinor: 600_000n,
      weeks: 6,
      workloadClass: 'open' as const,
      criteria: [],
      data: {
        regions: [],
        declared: false,
        personalFields: [],
        lawfulBasis: null,
        lawOverlay: null,
        retentionDays: 90,
      },
      status: 'published' as const,
      createdAt: at,
      publishedAt: new Date(at.getTime() - index * 60_000),
      deadlineAt: new Date(at.getTime() + 20 * 86_400_000),
    })),
  )
  await db.execute(sql`analyze`)
  await client.end()
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

type Round = { rate: number; p50: number; p99: number; cpuMs: number | null }

async function measure(url: string, pid: number, duration: number): Promise<Round> {
  const before = processorSeconds(pid)
  const result = await autocannon({ url, connections, duration })
  const after = processorSeconds(pid)
  const answered = result['2xx']
  if (answered === 0 || result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${answered} answers, ${result.non2xx} refused, ${result.errors} lost`)
  }
  return {
    rate: answered / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMs: before === null || after === null ? null : ((after - before) * 1_000) / answered,
  }
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const medianOf = (list: Round[], pick: (round: Round) => number | null) =>
  median(list.map((round) => pick(round) ?? Number.NaN))

function report(floors: Round[], pages: Round[]): void {
  const line = (name: string, list: Round[]) => {
    const cpu = medianOf(list, ({ cpuMs }) => cpuMs)
    const parts = [
      name.padEnd(40),
      `${medianOf(list, ({ rate }) => rate).toFixed(0)}/s`.padStart(8),
      `p50 ${medianOf(list, ({ p50 }) => p50).toFixed(0)} ms`.padStart(12),
      `p99 ${medianOf(list, ({ p99 }) => p99).toFixed(0)} ms`.padStart(12),
      Number.isNaN(cpu) ? 'processor time is not known here' : `${cpu.toFixed(2)} ms CPU a page`,
    ]
    console.log(parts.join('  '))
  }
  console.log(`${connections} connections, ${rounds} rounds of ${seconds} s in turn, medians`)
  line('floor: one query, renderToPipeableStream', floors)
  line('GET /briefs', pages)
  // The ratio is taken round by round, because the machine's load changes between them.
  const ratio = (pick: (round: Round) => number | null) =>
    median(pages.map((round, index) => (pick(round) ?? 0) / (pick(floors[index] ?? round) || 1)))
  console.log(
    `GET /briefs is ${ratio(({ rate }) => rate).toFixed(2)} of the floor's requests per second, at ${ratio(({ cpuMs }) => cpuMs).toFixed(2)} times its processor time`,
  )
  const load = loadavg().map((one) => one.toFixed(2))
  console.log(`load ${load.join(' ')}`)
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
    const [ours, theirs] = await Promise.all(
      [page, bare].map(async (url) => (await (await fetch(url)).text()).length),
    )
    console.log(`The page has ${ours} characters, the floor's ${theirs}.`)
    if (Math.abs((theirs ?? 0) / (ours ?? 1) - 1) > 0.05) throw new Error('They are not the same.')
    const floors: Round[] = []
    const pages: Round[] = []
    const web = Number(process.env.BENCH_WEB_PID)
    await measure(bare, floor.pid ?? 0, 1)
    await measure(page, web, 2)
    for (let round = 0; round < rounds; round += 1) {
      floors.push(await measure(bare, floor.pid ?? 0, seconds))
      pages.push(await measure(page, web, seconds))
    }
    report(floors, pages)
  } finally {
    floor.disconnect()
  }
}

await (process.env.BENCH_FLOOR ? serveFloor() : main())
