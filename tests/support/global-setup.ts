import { migrateDatabase } from 'db/migrate'
import type { TestProject } from 'vitest/node'
import { startTestCluster } from './cluster'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: { adminUrl: string; ownerUrl: string; appUrl: string }
  }
}

/** One cluster for the whole run; its database `samar` is migrated once and is every file's template. */
export default async function setup(project: TestProject) {
  const cluster = await startTestCluster()
  try {
    await migrateDatabase(cluster.ownerUrl)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  project.provide('cluster', {
    adminUrl: cluster.adminUrl,
    ownerUrl: cluster.ownerUrl,
    appUrl: cluster.appUrl,
  })
  return () => cluster.stop()
}
