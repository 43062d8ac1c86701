import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { build } from '../../scripts/build.mjs'
import { type Cluster, freePort, projectFolder } from '../../scripts/postgres.mjs'
import { createDatabase, testSecrets, useOwnSettings } from './database'

export type ProcessName = 'web' | 'worker' | 'stripe-simulator' | 'model-endpoint'

export interface Stack {
  origin: string
  simulatorUrl: string
  endpointUrl: string
  /** The application's role. */
  databaseUrl: string
  ownerUrl: string
  /** What every process runs with. */
  env: Record<string, string>
  /** What a process has printed so far. */
  log(name: ProcessName): string
  /** Ends a process without a word, as a crash would. It stays away until `restart`. */
  kill(name: ProcessName): Promise<void>
  restart(name: ProcessName): Promise<void>
  /** The process itself, for tests that look at what it uses. */
  pidOf(name: ProcessName): number
  stop(): Promise<void>
}

export interface StackOptions {
  env?: Record<string, string>
  processes?: ProcessName[]
  /** A cluster of the test's own, already migrated, for tests that stop the database itself. */
  cluster?: Cluster
}

const everything: ProcessName[] = ['stripe-simulator', 'model-endpoint', 'web', 'worker']
const leash = pathToFileURL(join(projectFolder, 'scripts/leash.mjs')).href

async function untilHealthy(url: string, child: ChildProcess, log: string): Promise<void> {
  const end = Date.now() + 60_000
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > end) {
      throw new Error(`${url} did not answer:\n${readFileSync(log, 'utf8').slice(-3000)}`)
    }
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) })
      await answer.arrayBuffer()
      if (answer.ok) return
    } catch {
      // It does not listen yet.
    }
    await new Promise((done) => setTimeout(done, 30))
  }
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((done) => child.once('exit', done))
  child.kill(signal)
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(force)
}

/** The built processes on a database of their own and free ports, as `npm start` runs them. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  await build({ say: () => {} })
  const own = options.cluster ? undefined : await createDatabase()
  const ownerUrl = own?.ownerUrl ?? options.cluster?.ownerUrl ?? ''
  const appUrl = own?.appUrl ?? options.cluster?.appUrl ?? ''
  const folder = mkdtempSync(join(tmpdir(), 'samar-stack-'))
  const [port, contentPort] = [await freePort(), await freePort()]
  const [simulatorPort, endpointPort] = [await freePort(), await freePort()]
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    TZ: 'UTC',
    NODE_ENV: 'production',
    SAMAR_MODE: 'test',
    SAMAR_DATA_DIR: folder,
    ...testSecrets,
    DATABASE_URL: ownerUrl,
    DATABASE_APP_URL: appUrl,
    DATABASE_POOL: '8',
    PORT: String(port),
    SAMAR_CONTENT_PORT: String(contentPort),
    SIMULATOR_PORT: String(simulatorPort),
    MODEL_ENDPOINT_PORT: String(endpointPort),
    APP_ORIGIN: `http://localhost:${port}`,
    STRIPE_API_URL: simulatorUrl,
    SIMULATOR_STATE_FILE: join(folder, 'stripe-simulator.journal'),
    WEBHOOK_URL: `http://127.0.0.1:${port}/webhooks/stripe`,
    LOG_LEVEL: 'warn',
    ...options.env,
  }
  const health: Partial<Record<ProcessName, string>> = {
    web: `http://127.0.0.1:${port}/health`,
    'stripe-simulator': `${simulatorUrl}/health`,
    'model-endpoint': `http://127.0.0.1:${endpointPort}/health`,
  }
  const children = new Map<ProcessName, ChildProcess>()
  const logOf = (name: ProcessName) => join(folder, `${name}.log`)
  const start = async (name: ProcessName) => {
    const file = join(projectFolder, 'build', `${name}.js`)
    if (!existsSync(file)) throw new Error(`build/${name}.js does not exist.`)
    const child = spawn(process.execPath, ['--enable-source-maps', '--import', leash, file], {
      cwd: projectFolder,
      env: { ...env, NODE_ENV: 'production', SAMAR_PROCESS: name },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    children.set(name, child)
    appendFileSync(logOf(name), '')
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (piece: Buffer) => appendFileSync(logOf(name), piece))
    }
    const address = health[name]
    if (address) await untilHealthy(address, child, logOf(name))
  }
  const stop = async () => {
    for (const name of [...everything].reverse()) await end(children.get(name), 'SIGTERM')
    await own?.drop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await Promise.all((options.processes ?? everything).map(start))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    origin: env.APP_ORIGIN ?? '',
    simulatorUrl,
    endpointUrl: `http://127.0.0.1:${endpointPort}`,
    databaseUrl: appUrl,
    ownerUrl,
    env,
    log: (name) => (existsSync(logOf(name)) ? readFileSync(logOf(name), 'utf8') : ''),
    kill: (name) => end(children.get(name), 'SIGKILL'),
    async restart(name) {
      await end(children.get(name), 'SIGTERM')
      await start(name)
    },
    pidOf: (name) => children.get(name)?.pid ?? 0,
    stop,
  }
}

/**
 * A stack for one test file, on whose database the file itself may run commands too: its settings
 * are put into this process before the application reads them.
 */
export function useStack(options: StackOptions = {}): { readonly current: Stack } {
  let stack: Stack | undefined
  useOwnSettings()
  beforeAll(async () => {
    stack = await startStack(options)
    Object.assign(process.env, stack.env, { NODE_ENV: 'test', LOG_LEVEL: 'silent' })
  })
  afterAll(async () => {
    const { closeDatabase } = await import('~/platform/database.server')
    await closeDatabase()
    await stack?.stop()
  })
  return {
    get current() {
      if (!stack) throw new Error('The stack exists only inside tests and hooks.')
      return stack
    },
  }
}
