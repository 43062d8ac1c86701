import { defineConfig } from 'vitest/config'
import { aliases } from './aliases'

export default defineConfig({
  resolve: { alias: aliases },
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    pool: 'forks',
    // Tests wait for the database and the browser more than they compute.
    maxWorkers: '100%',
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    env: { SAMAR_MODE: 'test', TZ: 'UTC', SAMAR_PROGRAMS: '.cache/programs' },
  },
})
