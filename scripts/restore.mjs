// `npm run restore -- <folder>`: puts a backup into an empty instance. `--replace` overwrites one.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { hasPeople, readDatabase, readManifest } from './archive.mjs'
import { build } from './build.mjs'
import { readInstance } from './instance.mjs'
import { openDatabase } from './open-database.mjs'
import { projectFolder, Trouble } from './postgres.mjs'
import { main } from './run.mjs'

/** Sealed data can be opened only with the key that sealed them. */
function checkKey(source, manifest, instance) {
  const carried = join(source, 'secrets.json')
  const own = join(instance.folder, 'secrets.json')
  const file = existsSync(carried) ? carried : own
  const key =
    process.env.SAMAR_MASTER_KEY ||
    (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).SAMAR_MASTER_KEY : '')
  const mark = createHash('sha256').update(`samar-backup:${key}`).digest('hex')
  if (mark !== manifest.keyMark) {
    throw new Trouble(
      'SAMAR_MASTER_KEY is not the one that this backup was sealed with. Set that one and try again.',
    )
  }
}

await main(async () => {
  const named = process.argv.slice(2).find((word) => !word.startsWith('--'))
  if (!named) throw new Trouble('Which backup? npm run restore -- <folder>')
  const source = resolve(named)
  const manifest = await readManifest(source)
  const instance = readInstance()
  checkKey(source, manifest, instance)
  await build()
  mkdirSync(instance.folder, { recursive: true, mode: 0o700 })
  const database = await openDatabase(instance, { alone: true })
  try {
    const migrated = spawnSync(process.execPath, [join(projectFolder, 'build/migrate.js')], {
      cwd: projectFolder,
      stdio: 'inherit',
      env: { ...process.env, DATABASE_URL: database.ownerUrl },
    })
    if (migrated.status !== 0) throw new Trouble('The database could not be migrated.')
    const replace = process.argv.includes('--replace')
    if (!replace && (await hasPeople(database.ownerUrl))) {
      throw new Trouble(
        'This instance is not empty. To overwrite everything in it: npm run restore -- <folder> --replace',
      )
    }
    const { tables, rows, jobs } = await readDatabase(database.ownerUrl, source)
    const carried = join(source, 'folder')
    for (const name of existsSync(carried) ? readdirSync(carried) : []) {
      rmSync(join(instance.folder, name), { recursive: true, force: true })
      cpSync(join(carried, name), join(instance.folder, name), { recursive: true })
    }
    rmSync(join(instance.folder, 'seed-begun'), { force: true })
    if (existsSync(join(source, 'secrets.json'))) {
      copyFileSync(join(source, 'secrets.json'), join(instance.folder, 'secrets.json'))
    }
    console.log(`${tables} tables, ${rows} rows, ${jobs} waiting jobs and the files are restored.`)
  } finally {
    await database.close()
  }
})
