import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  alive,
  type Cluster,
  freePort,
  serverUser,
  sharedHome,
  startPostgres,
  stopServer,
} from '../../scripts/postgres.mjs'

const memory = '/dev/shm'
const name = /^samar-test-(\d+)-/
let count = 0

/** Memory when there is plenty of it, else a folder on disk that PostgreSQL's user can reach. */
function shelf(): string {
  if (process.platform === 'linux' && existsSync(memory)) {
    const { bavail, bsize } = statfsSync(memory)
    if (bavail * bsize > 2e9) return memory
  }
  return serverUser() ? sharedHome() : tmpdir()
}

/** Clusters whose run was killed before it could clear up. */
async function sweep(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  for (const entry of readdirSync(folder)) {
    const pid = Number(name.exec(entry)?.[1])
    if (!pid || alive(pid)) continue
    await stopServer(join(folder, entry))
    rmSync(join(folder, entry), { recursive: true, force: true })
  }
}

/**
 * A cluster that can be stopped and started again on the same data and port, for tests in which the
 * database goes away. `remove()` ends it.
 */
export async function startRestartableCluster() {
  const folder = shelf()
  mkdirSync(folder, { recursive: true })
  count += 1
  const home = join(folder, `samar-test-${process.pid}-${count}`)
  const port = await freePort()
  let cluster = await startPostgres({ home, port })
  return {
    cluster,
    stop: () => cluster.stop(),
    async start() {
      cluster = await startPostgres({ home, port })
    },
    async remove() {
      await cluster.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** A cluster of the tests' own: in memory where possible, without fsync, gone after `stop()`. */
export async function startTestCluster(): Promise<Cluster> {
  const folder = shelf()
  mkdirSync(folder, { recursive: true })
  await sweep(folder)
  count += 1
  const home = join(folder, `samar-test-${process.pid}-${count}`)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startPostgres({ home, port: await freePort(), throwaway: true })
    } catch (error) {
      if (attempt === 3) throw error
    }
  }
}
