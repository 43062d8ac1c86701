import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import { loadavg } from 'node:os'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { credential } from 'db/schema/credentials'
import { organisation, person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { contextLoader } from '~/domain/credentials/adapters/contexts.server'
import { outsideReader } from '~/domain/credentials/adapters/outside.server'
import { readText } from '~/domain/credentials/adapters/read-submitted'
import type { IssueInput } from '~/domain/credentials/credential'
import { issueCredential } from '~/domain/credentials/issue-credential.server'
import { verifyCredential } from '~/domain/credentials/verify-credential.server'
import { closeDatabase, database, inTransaction } from '~/platform/database.server'

/**
 * Credentials issued and verified per second against the floor: the same document brought into
 * canonical form twice (itself and its proof) with one bare Ed25519 signature, or one check of it;
 * no RSA, no database, no status, no history. One after another in one process, in turns.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const each = 40
const at = new Date()

const input = (n: string): IssueInput => ({
  organisationId: 'org_bench_credentials',
  reference: `bench:${n}`,
  personId: 'per_bench_credentials',
  achievement: {
    key: 'bench',
    name: 'Text data',
    description: 'Cleans, labels and seals text data.',
    criteria: 'All exercises passed.',
    level: 2,
    skills: ['text-classification', 'regional-languages'],
  },
  evidence: [{ name: 'Capstone', url: 'https://example.org/capstone' }],
  validFrom: at,
  validUntil: null,
  by: null,
  at,
})

async function somebody(): Promise<void> {
  const db = database()
  await db.insert(person).values({
    id: 'per_bench_credentials',
    ...{ email: 'holder@example.org', emailKey: 'holder@example.org', name: 'Bench' },
    ...{ passwordHash: 'none', locale: 'en', timeZone: 'UTC', country: 'PK' },
    createdAt: at,
  })
  await db.insert(organisation).values({
    ...{ id: 'org_bench_credentials', kind: 'partner', name: 'Bench', slug: 'bench-credentials' },
    country: 'PK',
    createdAt: at,
  })
}

const issue = (n: string) => inTransaction((tx) => issueCredential(tx, input(n)))

async function timed(work: (n: number) => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  for (let n = 0; n < each; n += 1) await work(n)
  return each / ((performance.now() - begun) / 1_000)
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const rate = (value: number) => value.toFixed(0).padStart(5)

await somebody()
const { credentialId } = await issue('first')
const [row] = await database().select().from(credential).where(eq(credential.id, credentialId))
if (!row) throw new Error('nothing was issued')
const { proof, ...document } = JSON.parse(row.document)
const { proofValue: _, ...config } = proof[0]
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const options = { documentLoader: contextLoader() }

async function canonical(): Promise<Buffer> {
  const parts = [{ ...config, '@context': document['@context'] }, document]
  const texts: string[] = []
  for (const part of parts) texts.push(await cryptosuite.canonize(part, options))
  return Buffer.concat(texts.map((text) => createHash('sha256').update(text).digest()))
}

const bareSign = async () => sign(null, await canonical(), privateKey)
const signature = await bareSign()
const bareVerify = async () => verify(null, await canonical(), publicKey, signature)
const check = async (text: string) => {
  const read = readText(text)
  if (!read.ok) throw new Error(read.problem)
  const report = await verifyCredential(database(), read.submitted, at, outsideReader())
  if (report.outcome !== 'passed') throw new Error(JSON.stringify(report.checks))
}

const ratios = { issued: [] as number[], verified: [] as number[], tokens: [] as number[] }
for (let round = 1; round <= rounds; round += 1) {
  const floorSign = await timed(bareSign)
  const issued = await timed((n) => issue(`${round}:${n}`))
  const floorVerify = await timed(bareVerify)
  const verified = await timed(() => check(row.document))
  const tokens = await timed(() => check(row.jwt))
  ratios.issued.push(issued / floorSign)
  ratios.verified.push(verified / floorVerify)
  ratios.tokens.push(tokens / floorVerify)
  console.log(
    `round ${round}: sign floor ${rate(floorSign)}/s, issued ${rate(issued)}/s; verify floor ${rate(floorVerify)}/s, documents verified ${rate(verified)}/s, tokens verified ${rate(tokens)}/s`,
  )
}
console.log(
  `median of the floor: issued ${median(ratios.issued).toFixed(2)}, documents verified ${median(ratios.verified).toFixed(2)}, tokens verified ${median(ratios.tokens).toFixed(2)}`,
)
await closeDatabase()
console.log(
  `load ${loadavg()
    .map((one) => one.toFixed(2))
    .join(' ')}`,
)
