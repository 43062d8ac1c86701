// `npm run bench -- [name …] [--rows N]`: every bench/<name>.bench.ts, one after another, each in a process of its
// own, on a durable database of its own. A bench prints ratios against its floor in the same run.
//
// A bench finds DATABASE_URL (owner), DATABASE_APP_URL, the secrets, and a web process in production at
// BENCH_ORIGIN with the process id BENCH_WEB_PID, all on the same migrated, empty database.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, bundleOptions } from './build.mjs'
import { projectFolder, Trouble } from './postgres.mjs'
import { main } from './run.mjs'
import { onThrowawayPlatform } from './throwaway.mjs'

const load = () =>
  loadavg()
    .map((one) => one.toFixed(2))
    .join(' ')

/** What a bench is told about itself: BENCH_ROUNDS and the like. */
const ownSettings = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('BENCH_')))

async function bundle(names) {
  const outdir = join(projectFolder, 'build/bench')
  const { build: esbuild } = await import('esbuild')
  const options = bundleOptions([])
  options.entryPoints = names.map((name) => ({ in: `bench/${name}.bench.ts`, out: name }))
  await esbuild({ ...options, outdir })
  return outdir
}

await main(async () => {
  const folder = join(projectFolder, 'bench')
  const { values, positionals: wanted } = parseArgs({
    options: { rows: { type: 'string' } },
    allowPositionals: true,
  })
  if (values.rows) process.env.BENCH_ROWS = values.rows
  const names = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => file.replace('.bench.ts', ''))
    .filter((name) => wanted.length === 0 || wanted.includes(name))
  if (names.length === 0) throw new Trouble('There is no such bench in bench/.')
  await build()
  const outdir = await bundle(names)
  let failed = 0
  const begun = load()
  await onThrowawayPlatform(async ({ instance, env, tree }) => {
    await tree.start('web', 'build/web.js', `${instance.web}/health`)
    for (const name of names) {
      console.log(`\n${name}`)
      const { status } = spawnSync(
        process.execPath,
        ['--enable-source-maps', join(outdir, `${name}.js`)],
        {
          cwd: projectFolder,
          stdio: 'inherit',
          env: {
            ...env,
            ...ownSettings(),
            SAMAR_DATA: process.env.SAMAR_DATA ?? '../shared/data',
            BENCH_ORIGIN: instance.origin,
            BENCH_WEB_PID: String(tree.pid('web')),
          },
        },
      )
      if (status !== 0) failed += 1
    }
    await tree.stop(['web'])
  })
  console.log(
    `\nNode ${process.versions.node}, ${cpus().length} processors; load before ${begun}, after ${load()}.`,
  )
  return failed === 0 ? 0 : 1
})
