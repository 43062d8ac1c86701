// `npm start`. This first file is written so that an old Node can read it and say what it lacks.
import { nodeProblem } from './node-version.mjs'

var problem = nodeProblem(process.versions.node)
if (problem) {
  console.error(problem)
  process.exit(1)
}
import('./launch.mjs').then(function run(launch) {
  return launch.launch({ dev: false })
})
