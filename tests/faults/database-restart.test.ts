import { migrateDatabase } from 'db/migrate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRestartableCluster } from '../support/cluster'
import { type Stack, startStack } from '../support/stack'

let database: Awaited<ReturnType<typeof startRestartableCluster>>
let stack: Stack

beforeAll(async () => {
  database = await startRestartableCluster()
  await migrateDatabase(database.cluster.ownerUrl)
  stack = await startStack({ cluster: database.cluster, processes: ['web', 'worker'] })
})
afterAll(async () => {
  await stack?.stop()
  await database?.remove()
})

const ask = async (path: string) => {
  const answer = await fetch(`${stack.origin}${path}`)
  return {
    status: answer.status,
    again: answer.headers.get('retry-after'),
    text: await answer.text(),
  }
}

async function until(path: string, status: number) {
  for (;;) {
    const answer = await ask(path)
    if (answer.status === status) return answer
    await new Promise((done) => setTimeout(done, 50))
  }
}

test('the database goes away under traffic: 503 with Retry-After, then everything answers again', async () => {
  expect((await ask('/briefs')).status).toBe(200)

  let running = true
  const seen = new Set<number>()
  const traffic = Array.from({ length: 4 }, async () => {
    while (running) seen.add((await ask('/briefs')).status)
  })
  await database.stop()
  const away = await until('/briefs', 503)
  expect(Number(away.again)).toBeGreaterThan(0)
  expect(away.text).not.toMatch(/ECONNREFUSED|postgres|stack/i)
  await until('/health', 503)

  await database.start()
  await until('/health', 200)
  await until('/briefs', 200)
  running = false
  await Promise.all(traffic)
  // People are told to come back, never that something broke.
  expect([...seen].every((status) => status === 200 || status === 503)).toBe(true)
})
