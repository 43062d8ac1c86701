// `npm run skills:import -- <csv>`: brings the ESCO table of skills into the database, running or not.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Trouble } from './postgres.mjs'
import { main } from './run.mjs'
import { runOnData } from './run-on-data.mjs'

await main(() => {
  const [given] = process.argv.slice(2)
  if (!given) throw new Trouble('Usage: npm run skills:import -- <skills CSV of ESCO>')
  const path = resolve(given)
  if (!existsSync(path)) throw new Trouble(`${path} does not exist.`)
  return runOnData('import-skills', [path], 'import')
})
