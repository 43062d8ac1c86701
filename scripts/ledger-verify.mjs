// `npm run ledger:verify`: recomputes every sum, balance, snapshot and seal of the ledger, running or not.
import { main } from './run.mjs'
import { runOnData } from './run-on-data.mjs'

await main(() => runOnData('verify-ledger', [], 'verify the ledger'))
