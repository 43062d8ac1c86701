// `npm run verdict:replay -- …`: computes a verdict again from its sealed inputs and compares.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { environment, readInstance, runningInstance } from './instance.mjs'
import { projectFolder, Trouble } from './postgres.mjs'
import { main } from './run.mjs'

await main(async () => {
  await build()
  const file = join(projectFolder, 'build/replay.js')
  if (!existsSync(file)) throw new Trouble('The replay is not part of this build.')
  const instance = readInstance()
  const running = runningInstance(instance.folder)
  const database = running && { ownerUrl: running.databaseUrl, appUrl: running.databaseAppUrl }
  const { status } = spawnSync(
    process.execPath,
    ['--enable-source-maps', file, ...process.argv.slice(2)],
    { stdio: 'inherit', env: running ? environment(instance, database) : process.env },
  )
  return status ?? 1
})
