// The database of an instance, for a command that needs it whether or not Samar is running.
import { claim, runningInstance } from './instance.mjs'
import { clusterHome, freePort, startPostgres } from './postgres.mjs'

/**
 * The running instance's database, or DATABASE_URL, or the embedded cluster started for the while.
 * @param {{ alone?: boolean }} options alone: refuse when Samar is running on these data
 * @returns {Promise<{ ownerUrl: string, appUrl?: string, close: () => Promise<void> }>}
 */
export async function openDatabase(instance, { alone = false } = {}) {
  const running = runningInstance(instance.folder)
  if (running?.databaseUrl && !alone) {
    return { ownerUrl: running.databaseUrl, appUrl: running.databaseAppUrl, close: async () => {} }
  }
  const held = claim(instance)
  if (!instance.embedded) {
    const { DATABASE_URL, DATABASE_APP_URL } = process.env
    return { ownerUrl: DATABASE_URL, appUrl: DATABASE_APP_URL, close: async () => held.release() }
  }
  try {
    const cluster = await startPostgres({
      home: clusterHome(instance.folder),
      port: await freePort(),
    })
    const close = async () => {
      await cluster.stop()
      held.release()
    }
    return { ownerUrl: cluster.ownerUrl, appUrl: cluster.appUrl, close }
  } catch (error) {
    held.release()
    throw error
  }
}
