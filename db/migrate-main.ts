import { migrateDatabase } from './migrate'

const ownerUrl = process.env.DATABASE_URL
if (!ownerUrl) {
  console.error('DATABASE_URL is missing: it is the address of the database, as its owner.')
  process.exit(1)
}
await migrateDatabase(ownerUrl)
