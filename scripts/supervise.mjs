// The tree of processes under `npm start`: started, watched, restarted, stopped in order.
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { projectFolder, Trouble } from './postgres.mjs'

const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
const leash = pathToFileURL(join(projectFolder, 'scripts/leash.mjs')).href

function openLog(folder, name) {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.log`)
  if (existsSync(file) && statSync(file).size > 10_000_000) renameSync(file, `${file}.1`)
  return createWriteStream(file, { flags: 'a', mode: 0o600 })
}

/** A line of a child that a person should see: a warning or worse; null for the rest. */
function warningIn(line, fromErrors) {
  let text = fromErrors && /^[^\s{}[\]]/.test(line) ? line : null
  if (line.startsWith('{')) {
    try {
      const { level, msg, err } = JSON.parse(line)
      text = level >= 40 ? [msg, err?.message].filter(Boolean).join(': ') : null
    } catch {}
  }
  // The first line says what happened; the log has the rest.
  return text?.split('\n')[0].slice(0, 160) ?? null
}

export class Tree {
  #members = new Map()
  #stopping = false

  /** @param {{ logs: string, env: Record<string, string>, say?: (line: string) => void }} options */
  constructor({ logs, env, say = (line) => console.error(line) }) {
    this.logs = logs
    this.env = env
    this.say = say
  }

  #spawn(name, file, progress) {
    const log = openLog(this.logs, name)
    const last = []
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', '--import', leash, join(projectFolder, file)],
      {
        cwd: projectFolder,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { ...this.env, SAMAR_PROCESS: name },
      },
    )
    child.last = last
    for (const [stream, fromErrors] of [
      [child.stdout, false],
      [child.stderr, true],
    ]) {
      createInterface({ input: stream }).on('line', (line) => {
        log.write(`${line}\n`)
        last.push(line)
        if (last.length > 12) last.shift()
        if (!fromErrors) progress?.(line)
        const warning = warningIn(line, fromErrors)
        if (warning && !this.#stopping) this.say(`[${name}] ${warning}`)
      })
    }
    child.ended = new Promise((done) => {
      child.once('error', () => done(1))
      child.once('close', (code, signal) => {
        log.end()
        done(code ?? signal)
      })
    })
    return child
  }

  /** Runs a process to its end and returns what it printed last. @throws Trouble when it fails */
  async run(name, file, progress) {
    const child = this.#spawn(name, file, progress)
    const member = { name, child }
    this.#members.set(name, member)
    const code = await child.ended
    this.#members.delete(name)
    if (code !== 0) {
      if (this.#stopping) throw new Stopped()
      throw new Trouble(`${name} did not succeed (${code}). Its log: ${join(this.logs, name)}.log`)
    }
    return child.last
  }

  /** Starts a process, keeps it running, and resolves when `health` answers 200. */
  async start(name, file, health) {
    if (this.#stopping) throw new Stopped()
    const member = { name, file, health, child: this.#spawn(name, file), failures: 0 }
    this.#members.set(name, member)
    await this.#healthy(member)
    this.#watch(member)
  }

  async #healthy(member) {
    const { child, health, name } = member
    let ended = null
    child.ended.then((code) => {
      ended = code
    })
    const end = Date.now() + 60_000
    while (health) {
      if (this.#stopping) throw new Stopped()
      if (ended !== null || Date.now() > end) {
        const why = ended === null ? 'did not become ready' : `ended at once (${ended})`
        throw new Trouble(`${name} ${why}. Its log: ${join(this.logs, name)}.log`)
      }
      try {
        const answer = await fetch(health, { signal: AbortSignal.timeout(2_000) })
        await answer.arrayBuffer()
        if (answer.ok) return
      } catch {}
      await sleep(30)
    }
  }

  #watch(member) {
    const startedAt = Date.now()
    const { child, name } = member
    child.ended.then(async (code) => {
      if (this.#stopping || member.child !== child) return
      member.failures = Date.now() - startedAt > 60_000 ? 0 : member.failures + 1
      const waitMs = Math.min(250 * 2 ** member.failures, 30_000)
      this.say(`[${name}] ended (${code}); it starts again in ${waitMs / 1000} s.`)
      await sleep(waitMs)
      if (this.#stopping || member.child !== child) return
      member.child = this.#spawn(name, member.file)
      this.#watch(member)
    })
  }

  /** Ends a process and starts it afresh; for `npm run dev`. */
  async restart(name) {
    const member = this.#members.get(name)
    if (!member || this.#stopping) return
    const old = member.child
    member.child = null
    await this.#end(old)
    if (this.#stopping) return
    member.child = this.#spawn(name, member.file)
    this.#watch(member)
  }

  /** The process id of a member, or null while it is away. */
  pid(name) {
    return this.#members.get(name)?.child?.pid ?? null
  }

  async #end(child) {
    if (!child) return
    child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), 30_000)
    await child.ended
    clearTimeout(force)
  }

  /** Stops every member, one after another, in the order given; the rest after them. */
  async stop(order = []) {
    this.#stopping = true
    const rest = [...this.#members.keys()].filter((name) => !order.includes(name))
    for (const name of [...rest, ...order]) await this.#end(this.#members.get(name)?.child)
  }

  /** For an impatient second Ctrl-C. */
  kill() {
    this.#stopping = true
    for (const { child } of this.#members.values()) child?.kill('SIGKILL')
  }
}

/** Thrown out of whatever was under way when the tree is told to stop. */
export class Stopped extends Error {}
