// `npm run backup -- [folder]`: the database and the files of this instance, running or not.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { writeDatabase } from './archive.mjs'
import { demoSecrets, readInstance, runningInstance } from './instance.mjs'
import { openDatabase } from './open-database.mjs'
import { Trouble } from './postgres.mjs'
import { main } from './run.mjs'

// Belongs to one running instance on one machine, and is made afresh by the next.
const left = new Set([
  'postgres',
  'cluster-id',
  'logs',
  'running.json',
  'seed-begun',
  'secrets.json',
])

await main(async () => {
  const instance = readInstance()
  const stampOf = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  const target = resolve(process.argv[2] ?? `samar-backup-${stampOf}`)
  if (existsSync(target)) throw new Trouble(`${target} exists already. Name a new folder.`)
  if (instance.embedded && !existsSync(instance.folder)) {
    throw new Trouble(`There are no data in ${instance.folder}.`)
  }
  const mode = runningInstance(instance.folder)?.mode ?? instance.mode
  const key =
    process.env.SAMAR_MASTER_KEY ||
    (mode === 'live' ? '' : demoSecrets(instance.folder).SAMAR_MASTER_KEY)
  const half = join(dirname(target), `.${stampOf}-${process.pid}.partial`)
  mkdirSync(half, { recursive: true, mode: 0o700 })
  const database = await openDatabase(instance)
  try {
    const keyMark = createHash('sha256').update(`samar-backup:${key}`).digest('hex')
    const { tables, rows } = await writeDatabase(database.ownerUrl, half, { mode, keyMark })
    // After the snapshot: a file is written before the row that names it, so none is missing.
    for (const name of existsSync(instance.folder) ? readdirSync(instance.folder) : []) {
      if (left.has(name) || resolve(instance.folder, name) === half) continue
      cpSync(join(instance.folder, name), join(half, 'folder', name), { recursive: true })
    }
    const generated = join(instance.folder, 'secrets.json')
    if (mode !== 'live' && existsSync(generated)) cpSync(generated, join(half, 'secrets.json'))
    renameSync(half, target)
    console.log(`${tables} tables, ${rows} rows and the files are in ${target}`)
    console.log(
      mode === 'live'
        ? 'SAMAR_MASTER_KEY is not in it. Keep it elsewhere: without it the sealed data stay sealed.'
        : 'The secrets of the demo are in it too. Keep it to yourself.',
    )
  } finally {
    rmSync(half, { recursive: true, force: true })
    await database.close()
  }
})
