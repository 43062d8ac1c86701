import { readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { releaseHeld } from '~/domain/escrow/release-held.server'
import { sealLedger } from '~/domain/ledger/seal-ledger.server'
import { verifyLedger } from '~/domain/ledger/verify-ledger.server'

/**
 * Transfers and releases per second, and the database server's processor time for each, against the
 * floor: a function of two updates and two inserts without any guarantee, in the same run, on the
 * same durable database, with the same eight clients. Releases write a row of the outbox and are
 * sealed meanwhile. Random: accounts drawn from hundreds. Hot: one account that every posting shares.
 */
const clients = 8
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const seconds = Number(process.env.BENCH_SECONDS ?? 3)
const funded = 4_000

const ownerUrl = process.env.DATABASE_URL ?? ''
const appUrl = process.env.DATABASE_APP_URL ?? ''
const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
const app = postgres(appUrl, { max: clients, onnotice: () => {} })
const sealer = postgres(appUrl, { max: 1, onnotice: () => {} })
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

/** Processor time of every process of the server so far, in ms; null when it is on another machine. */
const serverCpuMs = await (async () => {
  const [row] = await owner`select pg_backend_pid() as pid`
  const fields = (pid: string) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  }
  const sum = (values: (string | undefined)[]) =>
    values.reduce((total, value) => total + Number(value ?? 0), 0)
  try {
    const postmaster = String(fields(String(row?.pid))[1])
    return () => {
      // A tick is 10 ms. What ended meanwhile is counted with the postmaster.
      let ticks = sum(fields(postmaster).slice(11, 15))
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
          const stat = fields(pid)
          if (stat[1] === postmaster) ticks += sum(stat.slice(11, 13))
        } catch {
          // It ended while we looked.
        }
      }
      return ticks * 10
    }
  } catch {
    return () => null
  }
})()

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
  // Neither funding nor its sealing is part of what is measured.
  await seal()
  return Array.from({ length: funded }, (_, index) => `bench-${first + index + 1}`)
}

const random = (limit: number) => Math.floor(Math.random() * limit) + 1
const member = (place: number) => `person-${place}-${random(300)}`

const leg = (kind: string, whose: string, amountMinor: string, reference = '') => ({
  ...{ kind, reference, owner: whose, currency: 'EUR', amountMinor },
})
const postingOf = (kind: string, name: string, entries: object[]) =>
  JSON.stringify({
    ...{ id: `ltx_${kind}_${name}`, kind, reference: name, idempotencyKey: `${kind}:${name}` },
    occurredAt: at.toISOString(),
    entries,
  })

let transfers = 0
/** Two legs: between two of a thousand accounts, or from the provider's cash to one of them. */
function transfer(hot: boolean) {
  transfers += 1
  const source = hot ? leg('psp_cash', '', '500') : leg('clawback', `c-${random(500)}`, '500')
  const target = leg('clawback', `c-${500 + random(500)}`, '-500')
  const posting = postingOf('transfer', String(transfers), [source, target])
  return app`select ledger_post(${posting}::text::jsonb)`.execute()
}

/** The five legs of a release with three members, with one row of the outbox; the fee's account is hot or not. */
function release(reference: string, hot: boolean) {
  const posting = postingOf('release', reference, [
    leg('escrow', 'funder', '100000', reference),
    leg('fee_revenue', hot ? '' : `fee-${random(500)}`, '-10000'),
    leg('payable', member(1), '-45000'),
    leg('payable', member(2), '-27000'),
    leg('payable', member(3), '-18000'),
  ])
  return app`
    with posted as (select ledger_post(${posting}::text::jsonb)->>'transactionId' as id)
    insert into operation (id, kind, reference, party, ledger_transaction_id, idempotency_key, currency, amount_minor, request, status, created_at)
    select 'op_' || id, 'transfer', ${reference}, 'person', id, id, 'EUR', 45000, '{}', 'recorded', now() from posted`.execute()
}

const command = (reference: string) =>
  db.transaction((tx) =>
    releaseHeld(tx, {
      ...{ reference, feeBps: 1_000, holdbackBps: 0, holdbackDays: 0, acceptedAt: at, at },
      shares: [
        { personId: member(1), shareBps: 5_000 },
        { personId: member(2), shareBps: 3_000 },
        { personId: member(3), shareBps: 2_000 },
      ],
    }),
  )

const floor = () =>
  app`select bench.move(${random(1000)}::int, ${random(1000)}::int, 5::bigint)`.execute()
const lockedRow = () => app`select bench.move(1::int, ${1 + random(999)}::int, 5::bigint)`.execute()

/** Seals until nothing more is final. */
async function seal(): Promise<void> {
  const reader = drizzle(sealer)
  for (let idle = 0; idle < 2; ) {
    const sealed = await reader.transaction((tx) => sealLedger(tx, { most: 2_000 }))
    if (!sealed || sealed.transactions === 0) idle += 1
  }
}

type Measured = { perSecond: number; cpuMs: number | null }

/** Runs `once` with `at` clients for the time of a round, sealing meanwhile where that is asked. */
async function measure(
  once: () => Promise<unknown> | null,
  { with: count = clients, sealing = false } = {},
): Promise<Measured> {
  const cpuBefore = serverCpuMs()
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
  let running = true
  const closing = (async () => {
    while (sealing && running) {
      await seal()
      await new Promise((wake) => setTimeout(wake, 200))
    }
  })()
  await Promise.all(Array.from({ length: count }, client))
  const perSecond = done / ((performance.now() - begun) / 1_000)
  running = false
  await closing
  if (sealing) await seal()
  const cpuAfter = serverCpuMs()
  const cpuMs = cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / done
  return { perSecond, cpuMs }
}

const over = (references: string[], work: (reference: string) => Promise<unknown>) => () => {
  const reference = references.pop()
  return reference ? work(reference) : null
}

const cases: [string, () => Promise<Measured>][] = [
  ['floor: two updates, two inserts', () => measure(floor)],
  ['floor, one row in all of them', () => measure(lockedRow)],
  ['transfer, two legs, random', () => measure(() => transfer(false))],
  ['transfer, two legs, hot', () => measure(() => transfer(true))],
  [
    'release, five legs, outbox, sealing, random',
    async () =>
      measure(
        over(await fund(), (name) => release(name, false)),
        { sealing: true },
      ),
  ],
  [
    'release, five legs, outbox, sealing, hot',
    async () =>
      measure(
        over(await fund(), (name) => release(name, true)),
        { sealing: true },
      ),
  ],
  ['releaseHeld, the whole command', async () => measure(over(await fund(), command))],
]

await measure(floor)
await fund()
const results = cases.map((): Measured[] => [])
for (let round = 0; round < rounds; round += 1) {
  for (const [index, [, work]] of cases.entries()) results[index]?.push(await work())
}
const alone = await measure(floor, { with: 1 })

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const floors = results[0] ?? []
console.log(`${clients} clients, ${rounds} rounds of ${seconds} s, durable commits, medians`)
console.log(
  `${''.padEnd(46)}${'per second'.padStart(12)}${'of floor'.padStart(10)}${'server CPU'.padStart(12)}${'of floor'.padStart(10)}`,
)
for (const [index, [name]] of cases.entries()) {
  const rows = results[index] ?? []
  // The ratio is taken round by round, because the machine's load changes between them.
  const rate = median(rows.map((row, at) => row.perSecond / (floors[at]?.perSecond ?? 1)))
  const cpu = median(rows.map((row, at) => (row.cpuMs ?? 0) / (floors[at]?.cpuMs ?? 1)))
  const each = rows.map((row) => row.perSecond.toFixed(0)).join(', ')
  console.log(
    [
      name.padEnd(46),
      median(rows.map((row) => row.perSecond))
        .toFixed(0)
        .padStart(12),
      rate.toFixed(2).padStart(10),
      `${median(rows.map((row) => row.cpuMs ?? 0)).toFixed(2)} ms`.padStart(12),
      cpu.toFixed(1).padStart(10),
      `  (${each})`,
    ].join(''),
  )
}
console.log(
  `one client alone: a floor transaction every ${(1_000 / alone.perSecond).toFixed(2)} ms, ${alone.cpuMs?.toFixed(2) ?? '?'} ms of it server CPU`,
)

await seal()
const begun = performance.now()
const { counts, difference } = await db.transaction((tx) => verifyLedger(tx), {
  ...{ isolationLevel: 'repeatable read', accessMode: 'read only' },
})
console.log(
  `verified in ${((performance.now() - begun) / 1_000).toFixed(1)} s: ${counts.transactions} transactions (${counts.sealed} sealed in ${counts.seals}), ${counts.entries} entries, ${counts.snapshots} snapshots, ${Math.round(process.memoryUsage().rss / 1e6)} MB here: ${difference ? `${difference.where}: ${difference.what}` : 'clean'}`,
)
console.log(
  `load ${loadavg()
    .map((one) => one.toFixed(2))
    .join(' ')}`,
)
await Promise.all([app.end(), owner.end(), sealer.end()])
process.exit(difference === null && counts.sealed === counts.transactions ? 0 : 1)
