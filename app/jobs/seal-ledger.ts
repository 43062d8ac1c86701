import { sealLedger } from '~/domain/ledger/seal-ledger.server'
import { inTransaction } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { task } from './task'

/** Transactions in one seal: its leaves take 32 bytes each. */
const most = 2_000

/**
 * Each minute. The first round that finds nothing only marks what has been drawn so far; unless
 * somebody still writes, that is final in the round after it. The line holds the hash: whoever keeps
 * the log elsewhere can tell when the seals themselves were made anew.
 */
export const sealLedgerTask = task('seal-ledger', async (_, { db }) => {
  for (let idle = 0; idle < 2; ) {
    const sealed = await inTransaction((tx) => sealLedger(tx, { most }), db)
    if (!sealed) return
    if (sealed.transactions > 0) log.info({ ...sealed }, 'ledger sealed')
    else idle += 1
  }
})
