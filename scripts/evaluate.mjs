// `npm run evaluate -- --data <file> …`: measures an endpoint on a labelled file and replays the verdict.
// Without --endpoint, a classifier is trained on a part of the file and measured on the rest.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { build, replayProgram } from './build.mjs'
import { projectFolder, Trouble } from './postgres.mjs'
import { main } from './run.mjs'
import { onThrowawayPlatform } from './throwaway.mjs'

const usage = `Usage: npm run evaluate -- --data <CSV, TSV or JSON lines> [--columns label,text] [--label label]
  [--endpoint <URL>] [--metric f1] [--class spam] [--target 0.9] [--rows 1000] [--rate 500] [--out <folder>]
  --columns names the columns of a tab-separated file that has no first line of names.
  A file of the name under SAMAR_DATA (default ../shared/data) is found by its name alone.`

const text = { type: 'string' }
const options = {
  ...{ data: text, columns: text, label: text, endpoint: text, metric: text },
  ...{ class: text, target: text, rows: text, rate: text, out: text },
}

function given() {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    throw new Trouble(`${error.message}\n${usage}`)
  }
}

/** The file itself, or one of that name among the data for tests. */
function found(name) {
  if (!name) throw new Trouble(usage)
  const shelf = process.env.SAMAR_DATA ?? join(projectFolder, '../shared/data')
  const places = [resolve(name), join(shelf, 'evaluation', name), join(shelf, name)]
  const place = places.find((path) => existsSync(path))
  if (!place) throw new Trouble(`There is no file ${name}.`)
  return place
}

const script = (name) =>
  name === 'replay'
    ? [join(projectFolder, replayProgram)]
    : ['--enable-source-maps', join(projectFolder, `build/${name}.js`)]

function call(name, args, env, stdio = 'inherit') {
  const { status } = spawnSync(process.execPath, [...script(name), ...args], { stdio, env })
  return status ?? 1
}

async function trained(file, env) {
  const child = spawn(process.execPath, [...script('text-classifier'), file], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = await once(createInterface(child.stdout), 'line')
  return { url, stop: () => child.kill() }
}

/** One character of a row's answer, changed: somebody would rather it had been right. */
function tampered(from, to) {
  copyFileSync(from, to)
  const bytes = readFileSync(to)
  const at = bytes.indexOf('"output":"') + '"output":"'.length
  bytes[at] = bytes[at] === 0x78 ? 0x79 : 0x78
  writeFileSync(to, bytes)
}

await main(async () => {
  const { data, out = '.cache/evaluate', endpoint, columns, label, ...criterion } = given()
  const file = found(data)
  await build({ pages: false })
  const folder = resolve(out)
  mkdirSync(folder, { recursive: true })
  const [training, holdout, evidence, changed] = [
    ...['training.jsonl', 'holdout.jsonl', 'evidence.jsonl', 'changed.jsonl'],
  ].map((name) => join(folder, name))
  const pairs = (values) =>
    Object.entries(values).flatMap(([name, value]) => (value ? [`--${name}`, value] : []))
  const env = { ...process.env, NODE_ENV: 'production' }
  const parts = pairs({ data: file, columns, label, training, holdout })
  if (call('evaluate', ['split', ...parts], env) !== 0) return 1
  const classifier = endpoint ? null : await trained(training, env)
  try {
    const url = endpoint ?? classifier?.url
    const measured = await onThrowawayPlatform(async (platform) =>
      call('evaluate', ['measure', ...pairs({ ...criterion, holdout, evidence, endpoint: url })], {
        ...platform.env,
        NODE_ENV: 'production',
      }),
    )
    if (measured !== 0) return measured
  } finally {
    classifier?.stop()
  }
  console.log(`\nEvidence: ${evidence}\nReplayed:`)
  if (call('replay', [evidence], env) !== 0) return 1
  tampered(evidence, changed)
  console.log('\nReplayed with one byte changed:')
  return call('replay', [changed], env) === 1 ? 0 : 1
})
