// `npm run endpoint -- <name> [port]`: runs one of the programs of tests/support/endpoints by itself, on
// loopback: honest and dishonest endpoints to point a milestone at. Without a name it lists them.
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleOptions } from './build.mjs'
import { projectFolder, Trouble } from './postgres.mjs'
import { main } from './run.mjs'

const folder = join(projectFolder, 'tests/support/endpoints')
// The first is what all share; the second is a resolver.
const noProgram = ['start-endpoint.ts', 'rebinder.ts']

await main(async () => {
  const [name, port = '4400'] = process.argv.slice(2)
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !noProgram.includes(file))
    .map((file) => file.replace('.ts', ''))
  if (!names.includes(name)) throw new Trouble(`Name one of these: ${names.join(', ')}.`)
  const outdir = join(projectFolder, 'build/endpoints')
  mkdirSync(outdir, { recursive: true })
  const { build } = await import('esbuild')
  const contents = `export { alone } from './${name}'\nexport { startEndpoint } from './start-endpoint'`
  const outfile = join(outdir, `${name}.js`)
  const { entryPoints: _none, outdir: _nowhere, ...options } = bundleOptions([])
  await build({ ...options, stdin: { contents, resolveDir: folder, loader: 'ts' }, outfile })
  const { alone, startEndpoint } = await import(pathToFileURL(outfile).href)
  const { url } = await startEndpoint(alone(), Number(port))
  console.log(`${name} answers at ${url}. Stop it with Ctrl-C.`)
  await new Promise(() => {})
})
