// Installs what the lock file says, once for each lock file.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder, Trouble } from './postgres.mjs'

const lockFile = join(projectFolder, 'package-lock.json')
const modules = join(projectFolder, 'node_modules')
const mark = join(modules, '.samar-installed')

const lockHash = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex')

/** Whether somebody has already run `npm ci` or `npm install` for this very lock file. */
function installedByHand() {
  const note = join(modules, '.package-lock.json')
  if (!existsSync(note)) return false
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages
  const present = JSON.parse(readFileSync(note, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, peer }]) =>
      path === '' ||
      present[path]?.version === version ||
      (!present[path] && (optional || devOptional || peer)),
  )
}

/** Installs when needed. @param {{ say?: (line: string) => void, track?: (child) => void }} options */
export async function install({ say = console.log, track } = {}) {
  const hash = lockHash()
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return
  if (!installedByHand()) {
    say('Installing what package-lock.json lists. This takes a minute, once.')
    const npm = process.env.npm_execpath
    const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
    const code = await new Promise((done) => {
      const child = spawn(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund'], {
        cwd: projectFolder,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, NODE_ENV: '' },
      })
      track?.(child)
      child.once('error', () => done(127))
      child.once('exit', (status) => done(status ?? 1))
    })
    if (code !== 0) {
      throw new Trouble(
        'npm ci did not succeed. Its own message stands above; a broken network is the usual reason.',
      )
    }
  }
  try {
    writeFileSync(mark, hash)
  } catch {
    // A node_modules that belongs to somebody else is looked through again the next time.
  }
}
