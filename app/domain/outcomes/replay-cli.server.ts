import { readFileSync } from 'node:fs'
import { parseEvidence } from './evidence-file'
import { type Check, replayEvidence } from './replay'

const meanings: Record<Check, string> = {
  present: 'the file holds this verdict, which its chain knows',
  chain: 'the evidence chain is unbroken from its first entry',
  signature: 'the verdict carries a valid signature',
  in_chain: 'the verdict is in the evidence chain',
  rows_root: 'the rows are the ones that the verdict was signed over',
  leaf_proofs: 'every row belongs to the dataset whose root was published',
  no_row_in_two_runs: 'no row was used in two runs',
  draw: 'the rows were drawn as the terms say',
  seals: 'every answer is the one that was sealed',
  labels: 'every label is the one that the client sealed',
  numbers: 'the numbers come out the same',
}

const usage = 'Usage: npm run verdict:replay -- <evidence file> [--keys <jwks file>]'

/** Prints what holds and what does not. 0: everything holds, 1: something does not, 2: no such file. */
function replay(args: readonly string[]): number {
  const at = args.indexOf('--keys')
  const keysPath = at < 0 ? null : args[at + 1]
  const [path] = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1))
  if (!path || keysPath === undefined) {
    console.error(usage)
    return 2
  }
  const file = parseEvidence(readFileSync(path, 'utf8'))
  if (!file.ok) {
    console.error(`Line ${file.line} of ${path} is not a line of an evidence file.`)
    return 2
  }
  const trusted = keysPath
    ? (JSON.parse(readFileSync(keysPath, 'utf8')) as { keys: Record<string, string>[] }).keys
    : undefined
  const verdicts = replayEvidence(file.lines, trusted)
  if (!trusted) console.log('Signatures are checked against the keys in the file itself.')
  for (const { verdict, result, overall, checks } of verdicts) {
    console.log(`\n${verdict} (${overall || 'unreadable'}): ${result}`)
    for (const { check, ok } of checks) console.log(`  ${ok ? 'yes' : 'NO '}  ${meanings[check]}`)
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
