import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../../scripts/build.mjs'
import { nodeProblem } from '../../scripts/node-version.mjs'
import { alive, freePort, projectFolder, runningServer } from '../../scripts/postgres.mjs'

// Real starts of the real launcher, in test mode: everything but the demo's data.
const folder = mkdtempSync(join(tmpdir(), 'samar-start-'))
let port = 0

async function freeRow(): Promise<number> {
  for (;;) {
    const first = await freePort()
    if (first > 65_000) continue
    const probes = await Promise.all([1, 10, 11, 12].map((offset) => occupy(first + offset)))
    for (const probe of probes) probe?.close()
    if (probes.every(Boolean)) return first
  }
}

function occupy(number: number): Promise<Server | null> {
  return new Promise((done) => {
    const server = createServer().once('error', () => done(null))
    server.listen(number, '127.0.0.1', () => done(server))
  })
}

beforeAll(async () => {
  await build({ say: () => {} })
  port = await freeRow()
})
afterAll(async () => {
  await run('reset.mjs', {}, ['--yes']).ended
  rmSync(folder, { recursive: true, force: true })
})

interface Run {
  child: ChildProcess
  output(): string
  ended: Promise<number | string>
  says(text: string): Promise<void>
}

function run(script: string, env: Record<string, string> = {}, args: string[] = []): Run {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const child = spawn(process.execPath, [join(projectFolder, 'scripts', script), ...args], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(kept),
      NODE_ENV: 'production',
      SAMAR_MODE: 'test',
      SAMAR_DATA_DIR: folder,
      PORT: String(port),
      SAMAR_BUILT: '1',
      ...env,
    },
  })
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      output += piece
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<number | string>((done) =>
    child.once('close', (code, signal) => done(code ?? signal ?? '')),
  )
  return {
    child,
    output: () => output,
    ended,
    says: (text) =>
      new Promise((done, failed) => {
        const look = () => output.includes(text) && done()
        listeners.add(look)
        ended.then(() => failed(new Error(`It ended before it said "${text}":\n${output}`)))
        look()
      }),
  }
}

/** The processes under one process, as the kernel sees them. */
function descendants(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid
      } catch {
        return false
      }
    })
    .map(Number)
  return children.flatMap((child) => [child, ...descendants(child)])
}

async function untilGone(pids: number[]): Promise<void> {
  while (pids.some(alive)) await new Promise((done) => setTimeout(done, 20))
}

test('an old Node is told what Samar needs, in one sentence', () => {
  expect(nodeProblem('18.20.4')).toMatch(/needs Node 20\.19 or newer; this is Node 18\.20\.4/)
  expect(nodeProblem('v20.18.3')).not.toBe('')
  expect(nodeProblem('20.19.0')).toBe('')
  expect(nodeProblem('22.1.0')).toBe('')
})

test('it starts, refuses a second start on the same data, and leaves nothing running', async () => {
  const first = run('start.mjs')
  await first.says('Stop                 Ctrl-C')
  expect(first.output()).toContain(`http://localhost:${port}`)
  const family = descendants(Number(first.child.pid))
  expect(family.length).toBeGreaterThanOrEqual(3)
  for (const name of ['running.json', 'secrets.json']) {
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
  }

  const second = run('start.mjs', { PORT: String(await freeRow()) })
  expect(await second.ended).toBe(1)
  expect(second.output()).toMatch(/already running on these data, at http:\/\/localhost:\d+/)
  expect(second.output().trim().split('\n')).toHaveLength(1)

  const reset = run('reset.mjs', {}, ['--yes'])
  expect(await reset.ended).toBe(1)
  expect(reset.output()).toContain('Stop it first')

  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(family.filter(alive)).toEqual([])
  expect(existsSync(join(folder, 'running.json'))).toBe(false)
})

/** Whether something answers at this address; all of 127.0.0.0/8 is this machine. */
const answers = (host: string) =>
  fetch(`http://${host}:${port}/health`).then(
    ({ ok }) => ok,
    () => false,
  )

test.each([
  ['of this machine alone', {}, ['127.0.0.1'], ['127.0.0.2']],
  ['that HOST names', { HOST: '127.0.0.2' }, ['127.0.0.2'], ['127.0.0.1']],
  ['of every network with HOST=0.0.0.0', { HOST: '0.0.0.0' }, ['127.0.0.1', '127.0.0.2'], []],
])('it listens on the address %s', async (_which, env, open, closed) => {
  const start = run('start.mjs', env as Record<string, string>)
  await start.says('Stop                 Ctrl-C')
  expect(await Promise.all(open.map(answers))).not.toContain(false)
  expect(await Promise.all(closed.map(answers))).not.toContain(true)
  start.child.kill('SIGTERM')
  expect(await start.ended).toBe(0)
})

test('a launcher that is killed takes its tree along, and the next start recovers', async () => {
  const first = run('start.mjs')
  await first.says('Stop                 Ctrl-C')
  const family = descendants(Number(first.child.pid))
  first.child.kill('SIGKILL')
  await first.ended
  await untilGone(family)

  const second = run('start.mjs')
  await second.says('Stop                 Ctrl-C')
  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
})

test('a killed database server is started again under the running tree', async () => {
  const first = run('start.mjs')
  await first.says('Stop                 Ctrl-C')
  const family = descendants(Number(first.child.pid))
  const server = family.find((pid) => {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return /bin\/postgres\0-D/.test(line) && !line.startsWith('/bin/sh')
  })
  process.kill(Number(server), 'SIGKILL')
  await first.says('[postgres] ended; it starts again.')
  const home = /-D\0([^\0]+)\/data/
  const found = async () => {
    for (;;) {
      const again = descendants(Number(first.child.pid))
        .map((pid) => {
          try {
            return home.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1]
          } catch {
            return undefined
          }
        })
        .find((path) => path !== undefined && runningServer(path)?.ready)
      if (again) return again
      await new Promise((done) => setTimeout(done, 20))
    }
  }
  expect(await found()).toBeTruthy()
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
})

test('a taken port is named with the way out', async () => {
  const taken = createServer()
  await new Promise<void>((done) => taken.listen(port, done))
  const start = run('start.mjs')
  expect(await start.ended).toBe(1)
  expect(start.output().trim()).toBe(
    `Port ${port} (PORT) is taken by another program. Choose another: PORT=${port + 100} npm start`,
  )
  taken.close()
})

test.each([
  [{ PORT: 'abc' }, 'PORT has a wrong value: "abc"'],
  [{ HOST: 'localhost' }, 'HOST has a wrong value: "localhost"'],
  [{ SAMAR_MODE: 'prod' }, 'SAMAR_MODE has a wrong value: "prod"'],
  [{ SAMAR_MASTER_KEY: 'short' }, 'SAMAR_MASTER_KEY has a wrong value'],
  [{ SAMAR_MODE: 'live', DATABASE_URL: 'postgres://x/y' }, 'is missing'],
])('a wrong setting stops the start with one line: %o', async (env, expected) => {
  const start = run('start.mjs', env as Record<string, string>)
  expect(await start.ended).toBe(1)
  expect(start.output()).toContain(expected)
  expect(start.output().trim().split('\n')).toHaveLength(1)
})
