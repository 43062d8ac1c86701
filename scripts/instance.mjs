// One instance of Samar: its data folder, its ports, its secrets, and who runs it now.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { alive, portTaken, projectFolder, Trouble } from './postgres.mjs'

const portNames = {
  ...{ PORT: 0, SAMAR_CONTENT_PORT: 1 },
  ...{ SIMULATOR_PORT: 10, MODEL_ENDPOINT_PORT: 11, POSTGRES_PORT: 12 },
}
const modes = ['demo', 'live', 'test']

function portOf(source, name, otherwise) {
  const text = source[name]
  if (!text) return otherwise
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > 65_535) {
    throw new Trouble(
      `${name} has a wrong value: "${text}" is not a port, a whole number from 1 to 65535.`,
    )
  }
  return value
}

/** Where the web process listens, and the address under which this machine reaches it. */
function hostOf(source, mode) {
  const host = source.HOST || (mode === 'live' ? '0.0.0.0' : '127.0.0.1')
  if (!isIP(host)) {
    throw new Trouble(
      `HOST has a wrong value: "${host}" is not an IP address, as 127.0.0.1 for this machine alone or 0.0.0.0 for all networks.`,
    )
  }
  const reached = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host
  return { host, reached, door: isIP(reached) === 6 ? `[${reached}]` : reached }
}

/** Mode, data folder, address and ports, from the environment. The ports beside PORT follow it. */
export function readInstance(source = process.env) {
  const mode = source.SAMAR_MODE || 'demo'
  if (!modes.includes(mode)) {
    throw new Trouble(`SAMAR_MODE has a wrong value: "${mode}" is none of ${modes.join(', ')}.`)
  }
  const port = portOf(source, 'PORT', 3000)
  const ports = Object.fromEntries(
    Object.entries(portNames).map(([name, offset]) => [name, portOf(source, name, port + offset)]),
  )
  const doubled = Object.entries(ports).find(([name, value]) =>
    Object.entries(ports).some(([other, its]) => other !== name && its === value),
  )
  if (doubled) throw new Trouble(`${doubled[0]} has a wrong value: ${doubled[1]} is used twice.`)
  const folder = resolve(projectFolder, source.SAMAR_DATA_DIR || '.samar')
  const { host, reached, door } = hostOf(source, mode)
  return {
    mode,
    host,
    reached,
    web: `http://${door}:${port}`,
    ports,
    folder,
    origin: source.APP_ORIGIN || `http://localhost:${port}`,
    embedded: !source.DATABASE_URL,
    simulated: mode !== 'live' && !source.STRIPE_SECRET_KEY,
  }
}

/** Secrets that the demo makes for itself, once; live mode brings its own. */
export function demoSecrets(folder) {
  const note = join(folder, 'secrets.json')
  if (!existsSync(note)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const made = {
      SAMAR_MASTER_KEY: randomBytes(32).toString('base64'),
      STRIPE_SECRET_KEY: `sk_test_${randomBytes(18).toString('hex')}`,
      STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('hex')}`,
    }
    writeFileSync(note, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  }
  return JSON.parse(readFileSync(note, 'utf8'))
}

function simulatorSettings({ ports, folder, web }) {
  const door = `${web}/webhooks/stripe`
  return {
    STRIPE_API_URL: `http://127.0.0.1:${ports.SIMULATOR_PORT}`,
    SIMULATOR_STATE_FILE: join(folder, 'stripe-simulator.journal'),
    WEBHOOK_URL: door,
    WEBHOOK_THIN_URL: door,
  }
}

/** The environment of every child process. Whatever the caller has set wins over what is made. */
export function environment(instance, database, source = process.env) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const ports = Object.fromEntries(
    Object.entries(instance.ports).map(([name, value]) => [name, String(value)]),
  )
  return {
    NODE_ENV: 'production',
    ...(instance.mode === 'live' ? {} : demoSecrets(instance.folder)),
    ...(instance.simulated ? simulatorSettings(instance) : {}),
    ...given,
    ...ports,
    HOST: instance.host,
    SAMAR_MODE: instance.mode,
    SAMAR_DATA_DIR: instance.folder,
    APP_ORIGIN: instance.origin,
    ...(database ? { DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: database.appUrl } : {}),
  }
}

const bornAt = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return ''
  }
}

/** What the running instance wrote down about itself; null when none runs on this folder. */
export function runningInstance(folder) {
  const note = join(folder, 'running.json')
  if (!existsSync(note)) return null
  try {
    const written = JSON.parse(readFileSync(note, 'utf8'))
    return alive(written.pid) && bornAt(written.pid) === written.born ? written : null
  } catch {
    return null
  }
}

/** Takes the data folder for this process, or says who has it. Returns what writes and releases. */
export function claim(instance) {
  mkdirSync(instance.folder, { recursive: true, mode: 0o700 })
  const note = join(instance.folder, 'running.json')
  const mine = { pid: process.pid, born: bornAt(process.pid), origin: instance.origin }
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(note, JSON.stringify(mine), { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if (error.code !== 'EEXIST' || attempt === 3) throw error
      const other = runningInstance(instance.folder)
      if (other) {
        throw new Trouble(
          `Samar is already running on these data, at ${other.origin} (process ${other.pid}). Stop it first, or give this one its own data: SAMAR_DATA_DIR=.samar-second PORT=3100 npm start`,
        )
      }
      rmSync(note, { force: true })
    }
  }
  return {
    write: (facts) => writeFileSync(note, JSON.stringify({ ...mine, ...facts }), { mode: 0o600 }),
    release: () => rmSync(note, { force: true }),
  }
}

/** Refuses a taken port before anything is started, and names the way out. */
export async function checkPorts(instance) {
  const needed = [
    ['PORT', true, instance.reached],
    ['SAMAR_CONTENT_PORT', instance.mode !== 'live', instance.reached],
    ['SIMULATOR_PORT', instance.simulated, '127.0.0.1'],
    ['MODEL_ENDPOINT_PORT', instance.mode !== 'live', '127.0.0.1'],
  ]
  for (const [name, isNeeded, host] of needed) {
    const port = instance.ports[name]
    if (!isNeeded || !(await portTaken(port, host))) continue
    const way =
      name === 'PORT' || !process.env[name]
        ? `PORT=${instance.ports.PORT + 100} npm start`
        : `${name}=${port + 100} npm start`
    throw new Trouble(`Port ${port} (${name}) is taken by another program. Choose another: ${way}`)
  }
}

/** Whom one may sign in as, as the seed wrote it down; an empty list before there is a seed. */
export function personasOf(folder) {
  const note = join(folder, 'personas.json')
  if (!existsSync(note)) return []
  const written = JSON.parse(readFileSync(note, 'utf8'))
  const list = Array.isArray(written) ? written : (written.personas ?? [])
  return list.map((persona) => ({ ...persona, role: persona.role ?? persona.key }))
}
