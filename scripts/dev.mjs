// `npm run dev`: the same tree as `npm start`, with reload. See launch.mjs.
import { nodeProblem } from './node-version.mjs'

var problem = nodeProblem(process.versions.node)
if (problem) {
  console.error(problem)
  process.exit(1)
}
import('./launch.mjs').then(function run(launch) {
  return launch.launch({ dev: true })
})
