import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { environment, readInstance, runningInstance } from './instance.mjs'
import { openDatabase } from './open-database.mjs'
import { projectFolder, Trouble } from './postgres.mjs'

/**
 * Runs build/<bundle>.js on this instance's database, whether or not Samar runs, and gives its exit
 * code. `then` says in the refusal what can be done once there are data.
 */
export async function runOnData(bundle, args, then) {
  await build({ say: () => {}, pages: false })
  const instance = readInstance()
  const running = runningInstance(instance.folder)
  if (instance.embedded && !running && !existsSync(instance.folder)) {
    throw new Trouble(`There are no data yet. Start Samar once with npm start, then ${then}.`)
  }
  if (running) {
    Object.assign(instance, { ports: running.ports, mode: running.mode, origin: running.origin })
  }
  const database = await openDatabase(instance)
  try {
    const file = join(projectFolder, `build/${bundle}.js`)
    const { status } = spawnSync(process.execPath, ['--enable-source-maps', file, ...args], {
      cwd: projectFolder,
      stdio: 'inherit',
      env: { ...environment(instance, database), LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
    })
    return status ?? 1
  } finally {
    await database.close()
  }
}
