import { businessNow } from '~/platform/business-clock.server'
import { closeDatabase, database } from '~/platform/database.server'
import { firstPlace, reindexFrom } from './reindex-search'

/** `npm run reindex`: reads every subject of search anew. Safe while Samar runs. */
async function main(): Promise<void> {
  const at = await businessNow(database())
  for (let place: typeof firstPlace | null = firstPlace; place; ) {
    const next = await reindexFrom(database(), place, at)
    if (next?.kind !== place.kind) console.log(`Indexed: ${place.kind}.`)
    place = next
  }
}

main()
  .then(() => 0)
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    return 1
  })
  .then(async (code) => {
    await closeDatabase()
    process.exit(code)
  })
