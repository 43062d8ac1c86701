import { migrateDatabase } from 'db/migrate'
import { build as bundle } from 'esbuild'
import type { TestProject } from 'vitest/node'
import { bundleOptions, readingOptions } from '../../scripts/build.mjs'
import { startTestCluster } from './cluster'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: { adminUrl: string; ownerUrl: string; appUrl: string }
  }
}

/** One cluster for the whole run; its database `samar` is migrated once and is every file's template. */
export default async function setup(project: TestProject) {
  // Programs that tested code starts beside itself lie where vitest.config.ts says.
  const outdir = '.cache/programs'
  await bundle({ ...readingOptions(), outdir })
  await bundle({ ...bundleOptions(['match-teams']), outdir })
  const cluster = await startTestCluster()
  try {
    await migrateDatabase(cluster.ownerUrl)
  } catch (error) {
    await cluster.stop()
    // drizzle's own message holds the whole migration; the reason is its cause.
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error
    throw new Error(`The template database could not be migrated: ${reason}`)
  }
  project.provide('cluster', {
    adminUrl: cluster.adminUrl,
    ownerUrl: cluster.ownerUrl,
    appUrl: cluster.appUrl,
  })
  return () => cluster.stop()
}
