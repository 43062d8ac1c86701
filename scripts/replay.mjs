// `npm run verdict:replay -- …`: computes verdicts again from their evidence and compares. It needs
// neither a database nor a network: it runs the same program that lies in every evidence zip.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, replayProgram } from './build.mjs'
import { projectFolder, Trouble } from './postgres.mjs'
import { main } from './run.mjs'

await main(async () => {
  await build({ say: () => {}, pages: false })
  const file = join(projectFolder, replayProgram)
  if (!existsSync(file)) throw new Trouble('The replay is not part of this build.')
  const { status } = spawnSync(process.execPath, [file, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  return status ?? 1
})
