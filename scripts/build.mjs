// `npm run build`: Remix through Vite, and everything else that runs in production through esbuild.
// Does nothing when the sources are what they were at the last build.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alive, projectFolder, Trouble } from './postgres.mjs'

/** What esbuild bundles: the name in build/ and the file it starts from. */
export const bundles = {
  web: 'server.ts',
  worker: 'app/jobs/worker.ts',
  'seal-upload': 'app/jobs/seal-upload.ts',
  'read-import': 'app/jobs/read-import.ts',
  'match-teams': 'app/jobs/match-teams.ts',
  migrate: 'db/migrate-main.ts',
  seed: 'db/seed/seed.ts',
  clock: 'app/jobs/move-clock.ts',
  'import-skills': 'app/jobs/import-skills.ts',
  reindex: 'app/jobs/reindex.ts',
  'verify-ledger': 'app/jobs/verify-ledger.ts',
  env: 'app/platform/env.server.ts',
  'stripe-simulator': 'demo/stripe-simulator/main.ts',
  'model-endpoint': 'demo/model-endpoint/main.ts',
  'text-classifier': 'demo/text-classifier/main.ts',
  evaluate: 'app/jobs/evaluate-file.ts',
}

/**
 * The replay of verdicts: one file that needs nothing but Node, because it also lies in every
 * evidence zip. It is not minified: whoever doubts a verdict should be able to read it.
 */
export const replayProgram = 'build/replay.mjs'
const replaySource = 'app/domain/outcomes/evidence/replay-cli.server.ts'

const folder = join(projectFolder, 'build')
const settings = [
  ...['package-lock.json', 'tsconfig.json', 'vite.config.ts', 'remix.config.js', 'aliases.ts'],
  'scripts/build.mjs',
]
// Work on the demo or the seed does not make the pages stale.
const pagesFrom = [...settings, 'app', 'emails', 'db/schema', 'public']
const bundlesFrom = [...settings, 'app', 'emails', 'db', 'demo', 'server.ts']

function fingerprint(places) {
  const hash = createHash('sha256')
  const add = (path) => {
    const full = join(projectFolder, path)
    if (!existsSync(full)) return
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0')
  }
  const walk = (path) => {
    const entries = readdirSync(join(projectFolder, path), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory()) walk(`${path}/${entry.name}`)
      else if (entry.isFile()) add(`${path}/${entry.name}`)
    }
  }
  for (const place of places) {
    if (!existsSync(join(projectFolder, place))) continue
    if (/\.[a-z]+$/.test(place)) add(place)
    else walk(place)
  }
  return hash.digest('hex')
}

const stamp = (part) => join(folder, `.stamp-${part}`)
const fresh = (part, mark) => existsSync(stamp(part)) && readFileSync(stamp(part), 'utf8') === mark

/** Whether build/ is older than the sources. */
export function isStale() {
  return !fresh('pages', fingerprint(pagesFrom)) || !fresh('bundles', fingerprint(bundlesFrom))
}

/** esbuild's options for one set of entries; also used by `npm run dev`, which watches. */
export function bundleOptions(names = Object.keys(bundles)) {
  const aliases = { '~/': 'app/', 'db/': 'db/', 'emails/': 'emails/' }
  return {
    absWorkingDir: projectFolder,
    entryPoints: names.map((name) => ({ in: bundles[name], out: name })),
    outdir: folder,
    bundle: true,
    packages: 'external',
    // Vite's output lies beside web.js; it is loaded when web.js runs.
    external: ['./server/index.js', '*/build/server/index.js'],
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [
      {
        name: 'aliases',
        setup(build) {
          build.onResolve({ filter: /^(~|db|emails)\// }, ({ path, kind }) => {
            const prefix = Object.keys(aliases).find((start) => path.startsWith(start))
            const target = `./${aliases[prefix]}${path.slice(prefix.length)}`
            return build.resolve(target, { kind, resolveDir: projectFolder })
          })
        },
      },
    ],
  }
}

/** esbuild's options for the thread that reads imports: with its packages inside it starts in a third of the time. */
export function readingOptions() {
  return {
    ...bundleOptions(['read-import']),
    packages: 'bundle',
    external: [],
    banner: {
      js: [
        "import { createRequire as requireOf } from 'node:module'",
        'const require = requireOf(import.meta.url)',
      ].join('\n'),
    },
  }
}

/** esbuild's options for the replay: packages inside, no source map, no path of this machine. */
export function replayOptions() {
  return {
    ...bundleOptions([]),
    entryPoints: { replay: replaySource },
    outExtension: { '.js': '.mjs' },
    packages: 'bundle',
    external: [],
    sourcemap: false,
    legalComments: 'inline',
    banner: {
      js: [
        '// Computes the verdicts of an evidence file again and says whether they come out the same.',
        '// Run it with Node 20 or later: node replay.mjs evidence.jsonl',
        "import { createRequire as replayRequire } from 'node:module'",
        'const require = replayRequire(import.meta.url)',
      ].join('\n'),
    },
  }
}

/** Of what Vite printed: the error, without the stack and the list of every file. */
function reason(said) {
  const lines = said.slice(Math.max(0, said.indexOf('Build failed'))).split('\n')
  const stack = lines.findIndex((line) => /^\s+at /.test(line))
  return lines
    .slice(0, stack < 0 ? 40 : stack)
    .join('\n')
    .trim()
}

async function buildPages(say, track) {
  if (!existsSync(join(projectFolder, 'app/root.tsx'))) {
    return say('The pages are left out: app/root.tsx does not exist yet.')
  }
  say('Building the pages.')
  const cli = join(projectFolder, 'node_modules/@remix-run/dev/dist/cli.js')
  const child = spawn(process.execPath, [cli, 'vite:build'], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  track?.(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece) => {
      said += piece
    })
  }
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Trouble(`The pages could not be built.\n${reason(said)}`)
}

async function buildBundles(say) {
  say('Building the server, the worker and the demo processes.')
  const { build } = await import('esbuild')
  const present = Object.keys(bundles).filter((name) => {
    const there = existsSync(join(projectFolder, bundles[name]))
    if (!there) say(`build/${name}.js is left out: ${bundles[name]} does not exist yet.`)
    return there
  })
  const plain = present.filter((name) => name !== 'read-import')
  for (const options of [bundleOptions(plain), readingOptions(), replayOptions()]) {
    await build({ ...options, logLevel: 'silent' }).catch((error) => {
      throw new Trouble(`The server could not be built: ${error.message}`)
    })
  }
}

async function lock() {
  const note = join(folder, '.lock')
  mkdirSync(folder, { recursive: true })
  for (;;) {
    try {
      writeFileSync(note, String(process.pid), { flag: 'wx' })
      return () => rmSync(note, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const holder = existsSync(note) ? Number(readFileSync(note, 'utf8')) : 0
      if (holder && !alive(holder)) rmSync(note, { force: true })
      await new Promise((done) => setTimeout(done, 100))
    }
  }
}

/** Builds what is stale. Two builds at once wait for each other. Work with reload needs no pages. */
export async function build({ say = console.log, track, force = false, pages = true } = {}) {
  // `npm test` builds once; what the tests start must not build again under them.
  if (process.env.SAMAR_BUILT === '1') return
  const unlock = await lock()
  try {
    for (const [part, places, work] of [
      ['pages', pagesFrom, buildPages],
      ['bundles', bundlesFrom, buildBundles],
    ]) {
      if (part === 'pages' && !pages) continue
      const mark = fingerprint(places)
      if (!force && fresh(part, mark)) continue
      rmSync(stamp(part), { force: true })
      await work(say, track)
      writeFileSync(stamp(part), mark)
    }
  } finally {
    unlock()
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await build({ force: process.argv.includes('--force') })
    console.log('build/ is up to date.')
  } catch (error) {
    console.error(error instanceof Trouble ? error.message : error)
    process.exit(1)
  }
}
