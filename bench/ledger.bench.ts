import { loadavg } from 'node:os'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { releaseHeld } from '~/domain/escrow/release-held.server'

/**
 * Releases per second against the floor: a function of two updates and two inserts without any
 * guarantee, in the same run, on the same durable database, with the same eight clients.
 */
const clients = 8
const rounds = 3
const seconds = Number(process.env.BENCH_SECONDS ?? 3)
const funded = 4_000

const ownerUrl = process.env.DATABASE_URL ?? ''
const appUrl = process.env.DATABASE_APP_URL ?? ''
const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
const app = postgres(appUrl, { max: clients, onnotice: () => {} })
const db = drizzle(app)
const at = new Date()

await owner.unsafe(`
  create schema if not exists bench;
  create table bench.account (id int primary key, balance bigint not null);
  create table bench.entry (id bigint generated always as identity primary key, account int not null, amount bigint not null);
  insert into bench.account select n, 0 from generate_series(1, 1000) n;
  create function bench.move(source int, target int, amount bigint) returns void language plpgsql as $$
  begin
    update bench.account set balance = balance - amount where id = least(source, target);
    update bench.account set balance = balance + amount where id = greatest(source, target);
    insert into bench.entry (account, amount) values (source, -amount);
    insert into bench.entry (account, amount) values (target, amount);
  end $$;
  grant usage on schema bench to samar_app;
  grant all on all tables in schema bench to samar_app;
  grant execute on all functions in schema bench to samar_app;
`)

let next = 0
/** Holds 1,000.00 for each of `funded` fresh references and returns their names. */
async function fund(): Promise<string[]> {
  const first = next
  next += funded
  await app`
    select ledger_post(jsonb_build_object('id', 'ltx_bench_' || n, 'kind', 'fund', 'reference', 'bench-' || n,
      'idempotencyKey', 'fund:bench-' || n, 'occurredAt', ${at.toISOString()}::text, 'entries', jsonb_build_array(
        jsonb_build_object('kind', 'psp_cash', 'currency', 'EUR', 'amountMinor', '100000'),
        jsonb_build_object('kind', 'escrow', 'reference', 'bench-' || n, 'owner', 'funder', 'currency', 'EUR', 'amountMinor', '-100000'))))
    from generate_series(${first + 1}::int, ${next}::int) n`
  await app`
    insert into funding (payment_id, reference, funder, currency, amount_minor, charge_id, rail, charged_at, ledger_transaction_id)
    select 'bench-' || n, 'bench-' || n, 'funder', 'EUR', 100000, 'ch_' || n, 'bank', ${at.toISOString()}::timestamptz, 'ltx_bench_' || n
    from generate_series(${first + 1}::int, ${next}::int) n`
  await owner`analyze`
  return Array.from({ length: funded }, (_, index) => `bench-${first + index + 1}`)
}

const random = (limit: number) => Math.floor(Math.random() * limit) + 1
const member = (place: number) => `person-${place}-${random(300)}`

/** The same five legs as a release with three members, posted through the ledger's function. */
function posting(reference: string): string {
  const leg = (kind: string, owner: string, amountMinor: string) => ({
    kind,
    reference: kind === 'escrow' ? reference : '',
    owner,
    currency: 'EUR',
    amountMinor,
  })
  return JSON.stringify({
    id: `ltx_${reference}`,
    kind: 'release',
    reference,
    idempotencyKey: `release:${reference}`,
    occurredAt: at.toISOString(),
    entries: [
      leg('escrow', 'funder', '100000'),
      leg('fee_revenue', '', '-10000'),
      leg('payable', member(1), '-45000'),
      leg('payable', member(2), '-27000'),
      leg('payable', member(3), '-18000'),
    ],
  })
}

/** Runs `once` with all clients for the time of a round; how often it was done in a second. */
async function rate(once: () => Promise<unknown> | null): Promise<number> {
  const begun = performance.now()
  const end = begun + seconds * 1_000
  let done = 0
  const client = async () => {
    while (performance.now() < end) {
      const work = once()
      if (!work) return
      await work
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return done / ((performance.now() - begun) / 1_000)
}

const floor = () =>
  app`select bench.move(${random(1000)}::int, ${random(1000)}::int, 5::bigint)`.execute()

function overReferences(references: string[], work: (reference: string) => Promise<unknown>) {
  return () => {
    const reference = references.pop()
    return reference ? work(reference) : null
  }
}

const post = (reference: string) =>
  app`select ledger_post(${posting(reference)}::text::jsonb)`.execute()
const release = (reference: string) =>
  db.transaction((tx) =>
    releaseHeld(tx, {
      reference,
      feeBps: 1_000,
      holdbackBps: 0,
      holdbackDays: 0,
      shares: [
        { personId: member(1), shareBps: 5_000 },
        { personId: member(2), shareBps: 3_000 },
        { personId: member(3), shareBps: 2_000 },
      ],
      acceptedAt: at,
      at,
    }),
  )

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

const floors: number[] = []
const postings: number[] = []
const releases: number[] = []
await rate(floor)
for (let round = 0; round < rounds; round += 1) {
  const references = await fund()
  floors.push(await rate(floor))
  postings.push(await rate(overReferences(references, post)))
  const rest = await fund()
  releases.push(await rate(overReferences(rest, release)))
}

const [sums] = await app`
  select coalesce(sum(amount_minor), 0)::text as total, count(*)::int as entries from ledger_entry`
/** The ratio is taken round by round, because the machine's load changes between them. */
const line = (name: string, values: number[]) => {
  const ratio = median(values.map((value, round) => value / (floors[round] ?? 1)))
  const each = values.map((value) => value.toFixed(0)).join(', ')
  console.log(
    `${name.padEnd(44)}${median(values).toFixed(0).padStart(6)}/s  ${ratio.toFixed(2)} of the floor  (${each})`,
  )
}
console.log(`${clients} clients, ${rounds} rounds of ${seconds} s, durable commits, medians`)
line('floor: two updates, two inserts', floors)
line('a release of five legs through ledger_post', postings)
line('releaseHeld, the whole command', releases)
console.log(`${sums?.entries} entries, which sum to ${sums?.total}`)
console.log(
  `load ${loadavg()
    .map((one) => one.toFixed(2))
    .join(' ')}`,
)
await app.end()
await owner.end()
process.exit(sums?.total === '0' ? 0 : 1)
