// `npm run clock -- +14d`: moves the business clock of the running demo.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { environment, readInstance, runningInstance } from './instance.mjs'
import { projectFolder, Trouble } from './postgres.mjs'
import { main } from './run.mjs'

await main(() => {
  const instance = readInstance()
  const running = runningInstance(instance.folder)
  if (!running?.databaseUrl) {
    throw new Trouble(
      'Samar is not running on these data. Start it with npm start, then move the clock.',
    )
  }
  const file = join(projectFolder, 'build/clock.js')
  if (!existsSync(file)) throw new Trouble('build/clock.js does not exist. Run npm run build.')
  Object.assign(instance, { ports: running.ports, mode: running.mode, origin: running.origin })
  const database = { ownerUrl: running.databaseUrl, appUrl: running.databaseAppUrl }
  const { status } = spawnSync(
    process.execPath,
    ['--enable-source-maps', file, ...process.argv.slice(2)],
    {
      cwd: projectFolder,
      stdio: 'inherit',
      env: { ...environment(instance, database), LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
    },
  )
  return status ?? 1
})
