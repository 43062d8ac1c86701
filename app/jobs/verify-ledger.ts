import { verifyLedger } from '~/domain/ledger/verify-ledger.server'
import { closeDatabase, database } from '~/platform/database.server'

/** `npm run ledger:verify`: the whole ledger of one moment against itself. Safe while Samar runs. */
async function main(): Promise<number> {
  const { counts, lastSeal, difference } = await database().transaction((tx) => verifyLedger(tx), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  })
  const number = (value: number) => value.toLocaleString('en')
  console.log(
    `${number(counts.transactions)} transactions, ${number(counts.entries)} entries, ${number(counts.accounts)} accounts, ${number(counts.snapshots)} snapshots.`,
  )
  if (difference) {
    console.log(`Not clean. First difference: ${difference.where}: ${difference.what}.`)
    return 1
  }
  console.log(
    `${number(counts.seals)} seals hold ${number(counts.sealed)} of the transactions${lastSeal ? `; the last one is ${lastSeal.number}, ${lastSeal.hash}` : ''}.`,
  )
  console.log('clean')
  return 0
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    return 1
  })
  .then(async (code) => {
    await closeDatabase()
    process.exit(code)
  })
