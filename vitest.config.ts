import { defineConfig } from 'vitest/config'
import { aliases } from './aliases'

const every = ['tests/**/*.test.{ts,tsx}']
/**
 * They run one after the other in one process: loading its modules is half of a file's time. Whoever
 * puts a module of their own in the place of a library's is named `.apart.test.ts`.
 */
const together = ['tests/{domain,flows,jobs,routes}/**/!(*.apart).test.{ts,tsx}']

const project = (
  name: string,
  how: { include: string[]; exclude: string[]; isolate: boolean },
) => ({
  resolve: { alias: aliases },
  test: {
    ...{ name, ...how, pool: 'forks' as const },
    ...{ testTimeout: 30_000, hookTimeout: 120_000, expect: { poll: { timeout: 15_000 } } },
    env: { SAMAR_MODE: 'test', TZ: 'UTC', SAMAR_PROGRAMS: '.cache/programs' },
  },
})

export default defineConfig({
  resolve: { alias: aliases },
  test: {
    // Tests wait for the database and the browser more than they compute.
    maxWorkers: '100%',
    globalSetup: ['tests/support/global-setup.ts'],
    projects: [
      project('together', { include: together, exclude: [], isolate: false }),
      project('apart', { include: every, exclude: together, isolate: true }),
    ],
  },
})
