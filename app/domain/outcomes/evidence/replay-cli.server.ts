import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { parseEvidenceBytes } from './evidence-file'
import { type Check, type Checked, replayEvidence } from './replay'

const meanings: Record<Check, string> = {
  present: 'the file holds this verdict, which its chain knows',
  chain: 'the evidence chain is unbroken from its first entry',
  keys: 'every key in the file goes by its own thumbprint',
  signature: 'the verdict carries a valid signature',
  in_chain: 'the verdict is in the evidence chain and belongs to this run',
  belongs: 'every line belongs to a verdict of the file',
  no_row_in_two_runs: 'no row was used in two runs',
  rows_root: 'the rows are the ones that the verdict was signed over',
  leaf_proofs: 'every row belongs to the dataset whose root was published',
  draw: 'the rows were drawn as the terms say',
  seals: 'every answer is the one that was sealed',
  labels: 'every label is the one that the client sealed',
  parts: 'probes, marks and reported figures are the ones that the verdict was signed over',
  numbers: 'the numbers come out the same',
}

const results = {
  same: 'same: every number was computed again and equals what was signed',
  holds: 'holds: all that can be checked with this file holds; the numbers need the party file',
  different: 'different: what fails is marked below',
}

const usage = 'Usage: <this program> <evidence.jsonl or the evidence zip> [--keys <jwks file>]'

const readingFaults: Readonly<Record<string, string>> = {
  ENOENT: 'There is no file',
  EISDIR: 'This is a folder, not a file:',
  EACCES: 'This file may not be read:',
}

/** @throws Error with one plain line, where a file cannot be read. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new Error(`${readingFaults[code] ?? 'This file cannot be read:'} ${path}`)
  }
}

/** The lines of evidence in a file, which is that or a zip around it. @throws Error without any. */
function evidenceIn(path: string): Uint8Array {
  const bytes = bytesOf(path)
  const isZip = bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'
  if (!isZip) return bytes
  const { 'evidence.jsonl': found } = unzipSync(bytes, {
    filter: ({ name }) => name === 'evidence.jsonl',
  })
  if (!found) throw new Error(`${path} holds no evidence.jsonl.`)
  return found
}

function sentence({ check, ok, line, path }: Checked): string {
  const at = [
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(path === undefined ? [] : [path]),
  ]
  const where = at.length > 0 ? ` (${at.join(', ')})` : ''
  return `  ${ok ? 'yes' : 'NO '}  ${meanings[check]}${where}`
}

/** Prints what holds and what does not. 0: everything holds, 1: something does not, 2: no such file. */
function replay(args: readonly string[]): number {
  const at = args.indexOf('--keys')
  const keysPath = at < 0 ? null : args[at + 1]
  const [path] = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1))
  if (!path || keysPath === undefined) {
    console.error(usage)
    return 2
  }
  const file = parseEvidenceBytes(evidenceIn(path))
  if (!file.ok) {
    console.error(
      `Line ${file.line} of ${path} is not a line of an evidence file, or stands there a second time.`,
    )
    return 2
  }
  const trusted = keysPath
    ? (JSON.parse(bytesOf(keysPath).toString()) as { keys: Record<string, string>[] }).keys
    : undefined
  const verdicts = replayEvidence(file.lines, trusted)
  if (!trusted) console.log('Signatures are checked against the keys in the file itself.')
  for (const { verdict, result, overall, checks } of verdicts) {
    console.log(`\n${verdict} (${overall || 'unreadable'}): ${results[result]}`)
    for (const checked of checks) console.log(sentence(checked))
  }
  if (verdicts.length === 0) console.log('The file holds no verdict.')
  return verdicts.every(({ result }) => result !== 'different') ? 0 : 1
}

try {
  process.exitCode = replay(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}
