// `npm test`: everything, browser tests included. Arguments go on to vitest: npm test -- tests/domain
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { projectFolder } from './postgres.mjs'
import { main } from './run.mjs'

await main(async () => {
  await build()
  const report = join(projectFolder, '.cache', `tests-${process.pid}.json`)
  mkdirSync(join(projectFolder, '.cache'), { recursive: true })
  const vitest = join(projectFolder, 'node_modules/vitest/vitest.mjs')
  const { status } = spawnSync(
    process.execPath,
    [
      ...[vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...process.argv.slice(2),
    ],
    { cwd: projectFolder, stdio: 'inherit', env: { ...process.env, SAMAR_BUILT: '1' } },
  )
  if (!existsSync(report)) {
    console.log('The tests did not run.\n0 passed, 1 failed')
    return status || 1
  }
  const counts = JSON.parse(readFileSync(report, 'utf8'))
  rmSync(report)
  const broken = counts.testResults.filter(
    ({ status: state, assertionResults }) => state === 'failed' && assertionResults.length === 0,
  )
  const failed = counts.numFailedTests + broken.length
  const skipped = counts.numPendingTests + counts.numTodoTests
  console.log(`\n${counts.testResults.length} files, ${skipped} tests left out.`)
  // A run may fail without a failed test: an error outside of any test, for instance.
  console.log(
    `${counts.numPassedTests} passed, ${status !== 0 && failed === 0 ? 1 : failed} failed`,
  )
  return status === 0 && failed === 0 ? 0 : 1
})
