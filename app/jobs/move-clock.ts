import { dueItems } from '~/domain/contracts/due-queries.server'
import { businessNow, setBusinessNow } from '~/platform/business-clock.server'
import { closeDatabase, database, inTransaction } from '~/platform/database.server'
import { env, isPlayground } from '~/platform/env.server'
import { enqueue } from '~/platform/queue.server'
import { movedTime } from './clock-argument'

/** `npm run clock -- +14d`: moves the demo's business time and lets what is due fall due. */
async function main(): Promise<number> {
  if (!isPlayground()) {
    console.error(`The clock moves in demo and test mode only; this is ${env().SAMAR_MODE}.`)
    return 1
  }
  const db = database()
  const before = await businessNow(db)
  const moved = movedTime(process.argv.slice(2), before, new Date())
  if (!moved.ok) {
    console.error(moved.problem)
    return 1
  }
  await setBusinessNow(db, moved.to)
  console.log(`Business time was ${before.toISOString()}`)
  console.log(`Business time is  ${moved.to.toISOString()}`)
  const due = await dueItems(db, moved.to)
  for (const line of due)
    console.log(`  due: ${line.what} ${line.subject} (${line.at.toISOString()})`)
  if (due.length === 0) console.log('  nothing has fallen due')
  await inTransaction((tx) => enqueue(tx, 'sweep-due', {}, { jobKey: 'sweep-due', maxAttempts: 3 }))
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
