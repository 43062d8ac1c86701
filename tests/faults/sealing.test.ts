import { readFileSync } from 'node:fs'
import { datasetUpload } from 'db/schema/market'
import { sealedRow } from 'db/schema/outcomes'
import { workerProcess } from 'db/schema/platform'
import { eq, sql } from 'drizzle-orm'
import { briefDraft } from 'tests/support/market'
import { makeOrganisation } from 'tests/support/people'
import { useStack } from 'tests/support/stack'
import { describe, expect, it, vi } from 'vitest'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import { queueUpload } from '~/domain/market/briefs/dataset-upload.commands.server'
import { keepUpload } from '~/domain/market/briefs/seal-upload.server'
import { database, inTransaction } from '~/platform/database.server'
import { until } from './journey'

vi.setConfig({ testTimeout: 120_000 })

/** Large files are sealed by a process of their own; the real worker starts it. */
const stack = useStack({ processes: ['worker'] })
const at = new Date()

async function* fileOf(rows: number) {
  let part = 'text,label\n'
  for (let row = 0; row < rows; row += 1) {
    part += `when does parcel ${row} arrive,${row % 3 ? 'delivery' : 'billing'}\n`
    if (part.length < 60_000) continue
    yield Buffer.from(part)
    part = ''
  }
  yield Buffer.from(part)
}

async function queue(rows: number): Promise<string> {
  const client = await makeOrganisation()
  const by = client.owner.personId
  const kept = await keepUpload(fileOf(rows))
  const form = {
    ...{ fileName: 'parcels.csv', labelColumn: 'label', labelKind: 'class' as const },
    ...{ groupColumn: '', canaryColumn: '', publishSample: true, datasetClass: 'open' as const },
  }
  const { uploadId } = await inTransaction(async (tx) => {
    const organisationId = client.organisationId
    const { briefId } = await createBrief(tx, { ...briefDraft, organisationId, by, at })
    return queueUpload(tx, { briefId, ...kept, form, by, at })
  })
  return uploadId
}

async function uploadOf(uploadId: string) {
  const [upload] = await database()
    .select()
    .from(datasetUpload)
    .where(eq(datasetUpload.id, uploadId))
  if (!upload) throw new Error('no such upload')
  return upload
}

const reaches = (
  uploadId: string,
  wanted: (upload: { state: string; rowsRead: number }) => boolean,
) => until(() => uploadOf(uploadId), wanted)

/** How many sealing processes hold a transaction open. */
async function sealing(): Promise<number> {
  const [found] = await database().execute<{ open: number }>(sql`
    select count(*)::int as open from pg_stat_activity
    where datname = current_database() and application_name = 'samar' and xact_start is not null
      and pid <> pg_backend_pid()`)
  return found?.open ?? 0
}

async function rowsOf(datasetId: string | null): Promise<number> {
  return database().$count(sealedRow, eq(sealedRow.datasetId, datasetId ?? ''))
}

/** The process that seals an upload, found as the system lists it. */
function sealerOf(uploadId: string): number {
  const list = readFileSync(
    `/proc/${stack.current.pidOf('worker')}/task/${stack.current.pidOf('worker')}/children`,
    'utf8',
  )
  const pid = list
    .split(' ')
    .find((one) => one && readFileSync(`/proc/${one}/cmdline`, 'utf8').includes(uploadId))
  return Number(pid)
}

describe('a large file', () => {
  it('whose worker is killed in mid-sealing leaves nobody at work, and is sealed anew', async () => {
    const uploadId = await queue(80_000)
    await reaches(uploadId, ({ rowsRead }) => rowsRead >= 20_000)
    await stack.current.kill('worker')
    await until(sealing, (open) => open === 0)
    expect(await uploadOf(uploadId)).toMatchObject({ state: 'sealing', datasetId: null })
    await database().update(workerProcess).set({ beatAt: sql`now() - interval '1 minute'` })
    await stack.current.restart('worker')
    const { datasetId } = await reaches(uploadId, ({ state }) => state === 'sealed')
    expect(await rowsOf(datasetId)).toBe(80_000)
    expect(await database().$count(sealedRow)).toBe(80_000)
  })

  it.runIf(process.platform === 'linux')(
    'whose sealing is killed itself is tried again',
    async () => {
      const uploadId = await queue(60_000)
      await reaches(uploadId, ({ rowsRead }) => rowsRead >= 20_000)
      process.kill(sealerOf(uploadId), 'SIGKILL')
      const { datasetId } = await reaches(uploadId, ({ state }) => state === 'sealed')
      expect(await rowsOf(datasetId)).toBe(60_000)
      expect(stack.current.log('worker')).toContain('the sealing ended with SIGKILL')
    },
  )
})
