import { readFileSync } from 'node:fs'
import { readEscoCsv } from '~/domain/skills/adapters/esco-csv'
import { importEsco } from '~/domain/skills/esco/import-esco.server'
import { closeDatabase, inTransaction } from '~/platform/database.server'

const mostNamed = 20

/** `npm run skills:import -- <csv>`: reads the ESCO table of skills into the database and reports. */
async function main(): Promise<number> {
  const path = process.argv[2]
  if (!path) {
    console.error('Usage: npm run skills:import -- <skills CSV of ESCO>')
    return 1
  }
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    console.error(`${path} cannot be read.`)
    return 1
  }
  const file = readEscoCsv(text)
  if (!file.ok) {
    console.error(file.problem)
    return 1
  }
  const report = await inTransaction((tx) =>
    importEsco(tx, { concepts: file.concepts, at: new Date() }),
  )
  console.log(
    `${file.concepts.length} concepts: ${report.added} added, ${report.changed} changed, ${report.same} as before, ${report.vanished.length} vanished.`,
  )
  for (const label of report.vanished.slice(0, mostNamed)) console.log(`  vanished: ${label}`)
  if (report.vanished.length > mostNamed) {
    console.log(`  and ${report.vanished.length - mostNamed} more`)
  }
  console.log(
    report.unknown.length === 0
      ? 'Every address that the taxonomy cites is in the file.'
      : `${report.unknown.length} skills of the taxonomy cite an address that the file does not have:`,
  )
  for (const { skillId, uri } of report.unknown) console.log(`  ${skillId}: ${uri}`)
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
