// What `npm start` and `npm run dev` do, from an empty clone to a running Samar and back to nothing.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { checkPorts, claim, environment, personasOf, readInstance } from './instance.mjs'
import { clusterHome, projectFolder, startPostgres, Trouble } from './postgres.mjs'
import { Stopped, Tree } from './supervise.mjs'

const stopOrder = ['seed', 'migrate', 'web', 'worker', 'stripe-simulator', 'model-endpoint']
const built = (name) => existsSync(join(projectFolder, 'build', `${name}.js`))
const say = (line) => console.log(line)

/** Runs one instance until it is told to stop. Ends the process itself. */
export async function launch({ dev }) {
  const startedAt = Date.now()
  const run = { tree: null, database: null, claim: null, underWay: null, watching: null }
  let stopping = null
  const stop = (code) => {
    if (stopping) run.tree?.kill()
    stopping ??= clearUp(run).then(() => process.exit(code))
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (!stopping) say('\nStopping.')
      stop(0)
    })
  }
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  followNpm(() => stop(0))
  try {
    const instance = readInstance()
    run.claim = claim(instance)
    const track = (child) => {
      run.underWay = child
    }
    await install({ say, track })
    if (stopping) return
    await checkPorts(instance)
    await build({ say, track, pages: !dev })
    if (stopping) return
    await checkSettings(instance)
    await startAll(instance, run, dev, () => stopping !== null)
    if (stopping) return
    if (dev) run.watching = await watch(run.tree)
    announce(instance, startedAt)
  } catch (error) {
    if (stopping || error instanceof Stopped) return
    console.error(error instanceof Trouble ? error.message : error)
    await stop(1)
  }
}

/** When npm itself is killed, nobody is left to tell the launcher; so it looks. */
function followNpm(stop) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stop(), 1_000).unref()
}

async function checkSettings(instance) {
  const { readEnv } = await import(pathToFileURL(join(projectFolder, 'build/env.js')).href)
  const placeholder = instance.embedded
    ? { ownerUrl: 'postgresql://owner@127.0.0.1/samar', appUrl: 'postgresql://app@127.0.0.1/samar' }
    : null
  try {
    readEnv(environment(instance, placeholder))
  } catch (error) {
    throw new Trouble(error.message)
  }
}

async function openDatabase(instance, run, stopped) {
  if (!instance.embedded) return
  const home = clusterHome(instance.folder)
  const onExit = () => {
    if (stopped()) return
    console.error('[postgres] ended; it starts again.')
    setTimeout(async () => {
      if (stopped()) return
      try {
        run.database = await startPostgres({ home, port: instance.ports.POSTGRES_PORT, onExit })
      } catch (error) {
        if (!stopped()) console.error(`[postgres] ${error.message}`)
      }
    }, 300)
  }
  run.database = await startPostgres({ home, port: instance.ports.POSTGRES_PORT, onExit })
}

async function startAll(instance, run, dev, stopped) {
  const { ports } = instance
  const health = (port) => `http://127.0.0.1:${port}/health`
  const demo = instance.mode !== 'live'
  await openDatabase(instance, run, stopped)
  if (stopped()) return
  const env = environment(instance, run.database)
  if (dev) Object.assign(env, { NODE_ENV: 'development', SAMAR_DEV: '1' })
  run.tree = new Tree({ logs: join(instance.folder, 'logs'), env })
  run.claim.write({
    ports,
    mode: instance.mode,
    databaseUrl: env.DATABASE_URL,
    databaseAppUrl: env.DATABASE_APP_URL,
  })
  const { tree } = run
  const start = (name, address) => tree.start(name, `build/${name}.js`, address)
  await settle([
    instance.simulated && start('stripe-simulator', health(ports.SIMULATOR_PORT)),
    demo && start('model-endpoint', health(ports.MODEL_ENDPOINT_PORT)),
    (async () => {
      await prepare(instance, run)
      await Promise.all([start('web', `${instance.web}/health`), start('worker')])
    })(),
  ])
  // The demo's past is lived through on the running parts, so it comes last.
  await seed(instance, run, env)
}

/** All of them, and the first real trouble when one of them fails. */
async function settle(parts) {
  const results = await Promise.allSettled(parts)
  const failed = results.filter(({ status }) => status === 'rejected').map(({ reason }) => reason)
  if (failed.length > 0) throw failed.find((reason) => reason instanceof Trouble) ?? failed[0]
}

const seedNote = (instance) => join(instance.folder, 'seed-begun')

/** Migrates. Demo data that were interrupted half-way are thrown away first, never mended. */
async function prepare(instance, run) {
  if (instance.embedded && existsSync(seedNote(instance))) {
    say('The demo data were interrupted half-way the last time. Starting them afresh.')
    await inDatabase(run.database.url('postgres', 'postgres'), async (sql) => {
      await sql.unsafe('drop database if exists samar with (force)')
      await sql.unsafe('create database samar owner samar_owner')
    })
    for (const name of ['files', 'personas.json', 'stripe-simulator.journal', 'model-endpoint']) {
      rmSync(join(instance.folder, name), { recursive: true, force: true })
    }
    rmSync(seedNote(instance), { force: true })
  }
  await run.tree.run('migrate', 'build/migrate.js').catch((error) => {
    if (error instanceof Trouble) {
      error.message = `The database could not be migrated. ${error.message}`
    }
    throw error
  })
}

async function inDatabase(url, work) {
  const { default: postgres } = await import('postgres')
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

async function seed(instance, run, env) {
  if (instance.mode !== 'demo' || !built('seed')) return
  const empty = await inDatabase(env.DATABASE_URL, async (sql) => {
    const [row] = await sql`select not exists (select from person) as empty`
    return row.empty
  })
  if (!empty) return
  say('Filling the empty database with demo data. This takes a moment, once.')
  if (instance.embedded) writeFileSync(seedNote(instance), '')
  const progress = (line) => process.stdout.write(`\r\x1b[K  ${line.trim().slice(0, 70)}`)
  await run.tree.run('seed', 'build/seed.js', process.stdout.isTTY ? progress : undefined)
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
  rmSync(seedNote(instance), { force: true })
}

/** `npm run dev`: bundles are rebuilt when their sources change, and their process starts afresh. */
async function watch(tree) {
  const { context } = await import('esbuild')
  const { bundleOptions } = await import('./build.mjs')
  const names = [
    'web',
    'worker',
    'seal-upload',
    'read-import',
    'stripe-simulator',
    'model-endpoint',
  ].filter(built)
  return Promise.all(
    names.map(async (name) => {
      let first = true
      const options = bundleOptions([name])
      options.plugins.push({
        name: 'restart',
        setup(work) {
          work.onEnd(({ errors }) => {
            if (!first && errors.length === 0) {
              say(`[${name}] changed; it starts again.`)
              tree.restart(name)
            }
            first = false
          })
        },
      })
      const watcher = await context(options)
      await watcher.watch()
      return watcher
    }),
  )
}

function announce(instance, startedAt) {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  say(`\nSamar is ready after ${seconds} s:  ${instance.origin}\n`)
  const personas = instance.mode === 'demo' ? personasOf(instance.folder) : []
  if (personas.length > 0) {
    const widest = (key) => Math.max(...personas.map((persona) => String(persona[key]).length))
    const [role, name, email] = [widest('role'), widest('name'), widest('email')]
    say('Sign in as:')
    for (const one of personas) {
      say(
        `  ${one.role.padEnd(role)}  ${one.name.padEnd(name)}  ${one.email.padEnd(email)}  ${one.password}`,
      )
      if (one.startHere) say(`  ${''.padEnd(role)}  starts at ${instance.origin}${one.startHere}`)
    }
    say('')
  }
  if (instance.mode !== 'live' && !process.env.SMTP_URL) {
    say(`Mail is kept at      ${instance.origin}/mailbox`)
  }
  if (instance.mode === 'demo') {
    say(`A tour for newcomers ${instance.origin}/tour`)
    say(`The demo’s models    http://127.0.0.1:${instance.ports.MODEL_ENDPOINT_PORT}/v1/classify`)
    say('Move the clock       npm run clock -- +14d')
  }
  const folder = relative(projectFolder, instance.folder) || '.'
  say(`Data and logs        ${folder.startsWith('..') ? instance.folder : folder}`)
  say('Stop                 Ctrl-C')
}

async function clearUp(run) {
  if (run.underWay?.exitCode === null) run.underWay.kill('SIGTERM')
  await Promise.all((run.watching ?? []).map((watcher) => watcher.dispose()))
  await run.tree?.stop(stopOrder)
  await run.database?.stop()
  run.claim?.release()
}
