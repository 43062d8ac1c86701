import { performance } from 'node:perf_hooks'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { countMatches } from '~/domain/market/search/candidates.server'
import { readCursor, writeCursor } from '~/domain/market/search/cursor'
import { matchOf } from '~/domain/market/search/match.server'
import { rowsOfMatches } from '~/domain/market/search/page-of-matches.server'
import { readQuery } from '~/domain/market/search/search-query'
import { deletionsOf } from '~/domain/market/search/spelling'
import { suggestText } from '~/domain/market/search/spelling-queries.server'
import type { Db } from '~/platform/database.server'

/**
 * Search over made-up documents, by class of query, at four connections, beside `select 1` in the same
 * run. Words are drawn with a frequency that falls with their place, as in real text: word-1 stands in
 * most documents, word-20000 in few.
 */
const rows = Number(process.env.BENCH_ROWS ?? 1_000_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 300)
const connections = 4
const vocabulary = 20_000

const client = postgres(process.env.DATABASE_APP_URL ?? '', {
  max: connections,
  onnotice: () => {},
})
const db: Db = drizzle(client)

/** Letters from a number: "kalimo", "senaru"; different for different numbers. */
function wordOf(place: number): string {
  const syllables = ['ka', 'li', 'mo', 'se', 'na', 'ru', 'ti', 'po', 'da', 'we', 'vi', 'go']
  let left = place
  let word = 'zu'
  do {
    word += syllables[left % 12]
    left = Math.floor(left / 12)
  } while (left > 0)
  return word
}

async function fill(): Promise<void> {
  const owner = postgres(process.env.DATABASE_URL ?? '', { max: 1, onnotice: () => {} })
  const words = Array.from({ length: vocabulary }, (_, place) => wordOf(place))
  await owner`create table bench_word as
    select place, word from unnest(${words}::text[]) with ordinality as made(word, place)`
  await owner`alter table bench_word add primary key (place)`
  await owner.unsafe('drop index search_document_vector')
  const step = 50_000
  for (let from = 0; from < rows; from += step) {
    // 40 words for each document, their places growing like a power, so that few are common.
    await owner`
      insert into search_document (subject_id, kind, url, title, summary, language, facets, currency,
        amount_minor, verified, published_at, listed_at, changed_at, words, vector)
      select 'ofr_' || lpad(i::text, 26, '0'), kind, '/offers/' || i, title, summary, 'en', facets, 'USD',
        amount * 100, verified, at, at, at, '{}', search_vector('en', title, summary, body, facets)
      from (
        select made.*, array_to_string(drawn[1:6], ' ') as title, array_to_string(drawn[7:16], ' ') as summary,
          array_to_string(drawn[17:40], ' ') as body,
          array['kind=' || kind, 'sector=' || (array['agriculture','education','energy','finance','government',
            'health','logistics','manufacturing','media','retail'])[1 + i % 10],
            'country=' || (array['PK','SA','TR','GB','DE','AE','EG','BD'])[1 + i / 7 % 8],
            'class=' || (array['open','internal'])[1 + i / 3 % 2],
            'skill=' || (array['statistics','forecasting','model-evaluation','labelling-guidelines'])[1 + i / 11 % 4],
            'price=USD-' || (array['0','1000','10000','100000'])[1 + i / 13 % 4]] as facets
        from (
          select i, (array['offer','offer','offer','brief','team','person'])[1 + i % 6] as kind,
            1000 + i % 90000 as amount, case when i % 9 = 0 then i % 13 else 0 end as verified,
            timestamptz '2024-01-01' + i * interval '60 seconds' as at,
            (select array_agg(word order by n) from (
              select n, 1 + floor(${vocabulary} * power(random(), 3 + 0 * i))::int as place
              from generate_series(1, 40) n offset 0
            ) spots join bench_word using (place)) as drawn
          from generate_series(${from + 1}::int, ${Math.min(rows, from + step)}::int) i
        ) made
      ) filled`
  }
  await owner.unsafe(
    'create index search_document_vector on search_document using gin (vector) with (fastupdate = off)',
  )
  for (let from = 0; from < words.length; from += 1_000) {
    const part = words.slice(from, from + 1_000)
    await owner`insert into search_word ${owner(
      part.map((word) => ({ word, shown: word, documents: 1, deletions: deletionsOf(word) })),
    )}`
  }
  await owner.unsafe('vacuum analyze search_document')
  await owner.unsafe('analyze search_word')
  const [size] =
    await owner`select pg_size_pretty(pg_total_relation_size('search_document')) as whole,
    pg_size_pretty(pg_relation_size('search_document_vector')) as words`
  console.log(
    `${rows} documents, ${size?.whole} with indexes, ${size?.words} of it the index of words`,
  )
  await owner.end()
}

const queryOf = (address: string) => readQuery(new URLSearchParams(address)).query
const anyOf = <T>(list: readonly T[], at: number) => list[at % list.length] as T
const sectors = ['health', 'energy', 'media', 'retail'] as const
const common = (at: number) => wordOf(20 + (at % 30))
const rare = (at: number) => wordOf(12_000 + ((at * 37) % 7_000))

/** The rows of a page as the route asks for them, from the index's answer on. */
async function page(
  address: string,
  complete: boolean,
  cursor: Parameters<typeof rowsOfMatches>[2]['cursor'] = null,
) {
  const query = queryOf(address)
  const match = await matchOf(db, query)
  return rowsOfMatches(db, match, { sort: query.sort, cursor, complete })
}
const counts = async (address: string) => countMatches(db, await matchOf(db, queryOf(address)))

/** Into the list by its keys, as somebody does who goes on for long. */
function deep(at: number) {
  const place = 1 + Math.floor(rows * ((at % 90) / 100))
  const publishedAt = new Date(Date.UTC(2024, 0, 1) + place * 60_000).toISOString()
  const cursor = { side: 'after' as const, weight: 0, publishedAt, subjectId: 'ofr_x' }
  return readCursor(writeCursor(cursor, 'bench'), 'bench')
}

const classes: Record<string, (at: number) => Promise<unknown>> = {
  'select 1': () => db.execute(sql`select 1`),
  'newest of a sector, from any place': (at) =>
    page(`sector=${anyOf(sectors, at)}`, false, deep(at)),
  'a common word, newest': (at) => page(`q=${common(at)}&sort=newest`, false),
  'a rare word, newest': (at) => page(`q=${rare(at)}&sort=newest`, true),
  'two words and three facets': (at) =>
    page(
      `q=${common(at)}+${common(at + 7)}&sector=${anyOf(sectors, at)}&kind=offer&class=open&sort=newest`,
      true,
    ),
  'count and facets, no words': (at) => counts(`sector=${anyOf(sectors, at)}`),
  'count and facets, a common word': (at) => counts(`q=${common(at)}`),
  'count and facets, a word and three facets': (at) =>
    counts(`q=${common(at)}&sector=${anyOf(sectors, at)}&country=PK&kind=offer`),
  'ranked, a rare word': (at) => page(`q=${rare(at)}`, true),
  'ranked, a common word': (at) => page(`q=${common(at)}`, false),
  'a suggestion': (at) => suggestText(db, `${rare(at).slice(0, -2)}x`),
}

const percentile = (values: number[], share: number) =>
  values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

async function measure(work: (at: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  let next = 0
  const one = async () => {
    for (let at = next++; at < rounds; at = next++) {
      const begun = performance.now()
      await work(at)
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  return times.sort((a, b) => a - b)
}

/** The statements of one run of a class, the slowest of them with its plan. */
async function planOf(work: (at: number) => Promise<unknown>): Promise<void> {
  const asked: { text: string; values: unknown[] }[] = []
  const watched = postgres(process.env.DATABASE_APP_URL ?? '', {
    max: 1,
    onnotice: () => {},
    debug: (_connection, text, values) => asked.push({ text, values }),
  })
  const own = drizzle(watched)
  const held = db.execute
  Object.assign(db, { execute: own.execute.bind(own), select: own.select.bind(own) })
  await work(3)
  let slowest = { ms: -1, plan: '' }
  const planned = asked.filter(({ text }) => /search_/.test(text) && !/^\s*explain/.test(text))
  for (const { text, values } of planned) {
    const lines = await watched.unsafe(
      `explain (analyze, buffers, costs off) ${text}`,
      values as never[],
    )
    const plan = lines.map((line) => String(line['QUERY PLAN'])).join('\n')
    const ms = Number(/Execution Time: ([\d.]+)/.exec(plan)?.[1] ?? 0)
    if (ms > slowest.ms) slowest = { ms, plan }
  }
  Object.assign(db, { execute: held })
  await watched.end()
  console.log(slowest.plan.replace(/'[^']{200,}'/g, "'…'"))
}

async function main(): Promise<void> {
  await fill()
  console.log(`${connections} connections, ${rounds} questions of each class`)
  let worst = { name: '', p99: 0 }
  for (const [name, work] of Object.entries(classes)) {
    for (let at = 0; at < 8; at += 1) await work(at)
    const times = await measure(work)
    const p99 = percentile(times, 0.99)
    const [p50, max] = [percentile(times, 0.5), times.at(-1) ?? 0]
    const figures = [p50, p99, max].map((ms) => `${ms.toFixed(1)} ms`.padStart(10))
    console.log(`${name.padEnd(44)} p50 ${figures[0]}  p99 ${figures[1]}  most ${figures[2]}`)
    if (p99 > worst.p99) worst = { name, p99 }
  }
  console.log(`\nThe slowest class, ${worst.name}:`)
  const slowest = classes[worst.name]
  if (slowest) await planOf(slowest)
  await client.end()
}

await main()
