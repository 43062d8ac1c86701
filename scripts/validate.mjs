// `npm run validate`: format and lint, types, then all tests, the architecture's among them.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder } from './postgres.mjs'
import { main } from './run.mjs'

const steps = [
  ['Format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '.']],
  ['Types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']],
  ['Architecture and tests', ['scripts/test.mjs']],
]

await main(() => {
  for (const [name, [file, ...args]] of steps) {
    console.log(`${name}:`)
    const { status } = spawnSync(process.execPath, [join(projectFolder, file), ...args], {
      cwd: projectFolder,
      stdio: 'inherit',
    })
    if (status !== 0) {
      console.error(`${name}: not in order.`)
      return 1
    }
  }
  console.log('All in order.')
  return 0
})
