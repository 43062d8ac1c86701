// `npm run reset`: removes the data of this instance, after asking. `-- --yes` does not ask.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { readInstance, runningInstance } from './instance.mjs'
import {
  clusterHome,
  removeCluster,
  runningServer,
  sharedHome,
  stopServer,
  Trouble,
} from './postgres.mjs'
import { main } from './run.mjs'

/** Clusters of this project whose data folder was removed by hand. */
function orphans() {
  if (process.getuid?.() !== 0 || !existsSync(sharedHome())) return []
  return readdirSync(sharedHome())
    .map((name) => ({ name, home: join(sharedHome(), name) }))
    .filter(({ name, home }) => {
      const note = join(home, 'belongs-to')
      if (!existsSync(note) || runningServer(home)) return false
      const id = join(readFileSync(note, 'utf8'), 'cluster-id')
      return !existsSync(id) || readFileSync(id, 'utf8').trim() !== name
    })
    .map(({ home }) => home)
}

await main(
  async () => {
    const { folder } = readInstance()
    const running = runningInstance(folder)
    if (running) {
      throw new Trouble(`Samar is running on these data (process ${running.pid}). Stop it first.`)
    }
    const leftOver = orphans()
    if (!existsSync(folder) && leftOver.length === 0) {
      console.log(`There are no data in ${folder}.`)
      return 0
    }
    if (!process.argv.includes('--yes')) {
      if (!process.stdin.isTTY)
        throw new Trouble('Nobody can be asked here. Use: npm run reset -- --yes')
      const ask = createInterface({ input: process.stdin, output: process.stdout })
      const answer = await ask.question(`Remove everything in ${folder} for good? (yes/no) `)
      ask.close()
      if (answer.trim().toLowerCase() !== 'yes') {
        console.log('Nothing was removed.')
        return 0
      }
    }
    if (existsSync(folder)) {
      await stopServer(clusterHome(folder))
      removeCluster(folder)
      rmSync(folder, { recursive: true, force: true })
    }
    for (const home of leftOver) rmSync(home, { recursive: true, force: true })
    // The copy of PostgreSQL's programs goes with the last cluster that used it.
    const root = process.getuid?.() === 0 && existsSync(sharedHome())
    if (root && readdirSync(sharedHome()).every((name) => name.startsWith('postgres-'))) {
      rmSync(sharedHome(), { recursive: true, force: true })
    }
    console.log(`Removed ${folder}. npm start begins afresh.`)
    return 0
  },
  { installed: false },
)
