// A migrated, empty database of its own, thrown away afterwards: for benches and single measurements.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment, readInstance } from './instance.mjs'
import { freePort, serverUser, sharedHome, startPostgres } from './postgres.mjs'
import { Tree } from './supervise.mjs'

/**
 * Calls `work` with the environment of a platform in test mode, a tree for its processes, and a
 * folder; nothing is left of any of them.
 */
export async function onThrowawayPlatform(work) {
  const folder = mkdtempSync(join(tmpdir(), 'samar-throwaway-'))
  const shelf = serverUser() ? sharedHome() : folder
  mkdirSync(shelf, { recursive: true })
  const home = join(shelf, `throwaway-${process.pid}`)
  const settings = { SAMAR_MODE: 'test', PORT: String(await freePort()), SAMAR_DATA_DIR: folder }
  const instance = readInstance(settings)
  const cluster = await startPostgres({ home, port: await freePort() })
  const env = { ...environment(instance, cluster, {}), PATH: process.env.PATH, LOG_LEVEL: 'warn' }
  const tree = new Tree({ logs: join(folder, 'logs'), env })
  try {
    await tree.run('migrate', 'build/migrate.js')
    return await work({ instance, env, tree, folder })
  } finally {
    await cluster.stop()
    rmSync(home, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}
