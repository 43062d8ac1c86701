// How every command that is not `npm start` begins: Node's version, what is installed, plain errors.
import { install } from './install.mjs'
import { nodeProblem } from './node-version.mjs'
import { Trouble } from './postgres.mjs'

/** Runs a command and ends the process with its code; a trouble is one line, a defect has a stack. */
export async function main(work, { installed = true } = {}) {
  const problem = nodeProblem(process.versions.node)
  if (problem) {
    console.error(problem)
    process.exit(1)
  }
  try {
    if (installed) await install()
    process.exit((await work()) ?? 0)
  } catch (error) {
    console.error(error instanceof Trouble ? error.message : error)
    process.exit(1)
  }
}
