// `npm run skills:import -- <csv>`: brings the ESCO table of skills into the database, running or not.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from './build.mjs'
import { environment, readInstance, runningInstance } from './instance.mjs'
import { openDatabase } from './open-database.mjs'
import { projectFolder, Trouble } from './postgres.mjs'
import { main } from './run.mjs'

await main(async () => {
  const [given] = process.argv.slice(2)
  if (!given) throw new Trouble('Usage: npm run skills:import -- <skills CSV of ESCO>')
  const path = resolve(given)
  if (!existsSync(path)) throw new Trouble(`${path} does not exist.`)
  await build({ say: () => {}, pages: false })
  const instance = readInstance()
  const running = runningInstance(instance.folder)
  if (instance.embedded && !running && !existsSync(instance.folder)) {
    throw new Trouble('There are no data yet. Start Samar once with npm start, then import.')
  }
  if (running) {
    Object.assign(instance, { ports: running.ports, mode: running.mode, origin: running.origin })
  }
  const database = await openDatabase(instance)
  try {
    const file = join(projectFolder, 'build/import-skills.js')
    const { status } = spawnSync(process.execPath, ['--enable-source-maps', file, path], {
      cwd: projectFolder,
      stdio: 'inherit',
      env: { ...environment(instance, database), LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
    })
    return status ?? 1
  } finally {
    await database.close()
  }
})
