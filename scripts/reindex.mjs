// `npm run reindex`: makes the index of search anew from its subjects, running or not.
import { main } from './run.mjs'
import { runOnData } from './run-on-data.mjs'

await main(() => runOnData('reindex', [], 'index'))
