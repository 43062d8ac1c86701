import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { datasetUpload } from 'db/schema/market'
import { sealedRow } from 'db/schema/outcomes'
import { auditEntry } from 'db/schema/platform'
import { and, eq, sql } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import {
  addCriteria,
  appointments,
  briefDraft,
  makeBrief,
  marketDay,
  seal,
} from 'tests/support/market'
import { makeOrganisation, type TestOrganisation } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import { expireBriefs, withdrawBrief } from '~/domain/market/briefs/close-brief.server'
import type { UploadForm } from '~/domain/market/briefs/dataset-upload'
import {
  makeWayForUpload,
  queueUpload,
  uploadOf,
} from '~/domain/market/briefs/dataset-upload.commands.server'
import { publishBrief } from '~/domain/market/briefs/publish-brief.server'
import { keepUpload, sealUpload } from '~/domain/market/briefs/seal-upload.server'
import { datasetOf } from '~/domain/outcomes/queries.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'

useDatabase()
const at = marketDay
let client: TestOrganisation
let by = ''

beforeAll(async () => {
  client = await makeOrganisation()
  by = client.owner.personId
})

const draft = async () =>
  (
    await inTransaction((tx) =>
      createBrief(tx, { ...briefDraft, organisationId: client.organisationId, by, at }),
    )
  ).briefId

const form: UploadForm = {
  fileName: 'appointments.csv',
  labelColumn: 'missed',
  labelKind: 'class',
  groupColumn: '',
  canaryColumn: '',
  publishSample: true,
  datasetClass: 'open',
}

async function* parts(file: Uint8Array) {
  for (let from = 0; from < file.length; from += 1_000) yield file.subarray(from, from + 1_000)
}

async function queue(briefId: string, file = appointments(50), typed: Partial<UploadForm> = {}) {
  const kept = await keepUpload(parts(file))
  const { uploadId } = await inTransaction((tx) =>
    queueUpload(tx, { briefId, ...kept, form: { ...form, ...typed }, by, at }),
  )
  return { uploadId, path: join(env().SAMAR_DATA_DIR, 'files', kept.fileKey) }
}

const run = (uploadId: string, lastTry = false) => sealUpload(database(), { uploadId, at, lastTry })

const rowsKept = async () =>
  (await database().select({ rows: sql<number>`count(*)::int` }).from(sealedRow))[0]?.rows

describe('a large file', () => {
  it('waits encrypted, is sealed by the job, and is deleted', async () => {
    const briefId = await draft()
    const { uploadId, path } = await queue(briefId)
    expect(readFileSync(path).includes('day,hour')).toBe(false)
    expect(await uploadOf(database(), briefId)).toMatchObject({
      waiting: true,
      running: true,
      form,
    })
    expect(await run(uploadId)).toEqual({ state: 'sealed' })
    expect(existsSync(path)).toBe(false)
    expect(await datasetOf(database(), briefId, 'client')).toMatchObject({ rowCount: 50 })
    expect(await uploadOf(database(), briefId)).toMatchObject({ sealed: true, rowsRead: 50 })
    expect(await run(uploadId)).toEqual({ state: 'sealed' })
    expect(await run('upl_unknown')).toEqual({ state: 'unknown' })
  })

  it('with wrong rows is refused with their numbers and with what was typed, and is deleted', async () => {
    const briefId = await draft()
    const { uploadId, path } = await queue(briefId, Buffer.from('a,missed\n1,yes\n2\n3,\n4,no\n'))
    const before = await rowsKept()
    expect(await run(uploadId)).toEqual({ state: 'refused' })
    expect(await uploadOf(database(), briefId)).toMatchObject({
      refused: true,
      running: false,
      form,
      problems: [
        { problem: 'ragged_row', row: 2 },
        { problem: 'label_missing', row: 3, column: 'missed' },
      ],
      problemCount: 2,
    })
    expect(existsSync(path)).toBe(false)
    expect(await rowsKept()).toBe(before)
  })

  it('takes the place of one that waits, whose job then only deletes its file', async () => {
    const briefId = await draft()
    const first = await queue(briefId)
    const second = await queue(briefId, appointments(60))
    expect(await run(first.uploadId)).toEqual({ state: 'refused' })
    expect(existsSync(first.path)).toBe(false)
    expect(existsSync(second.path)).toBe(true)
    expect(await run(second.uploadId)).toEqual({ state: 'sealed' })
    expect(await datasetOf(database(), briefId, 'client')).toMatchObject({ rowCount: 60 })
  })

  it('is not replaced while it is being sealed', async () => {
    const briefId = await draft()
    const { uploadId } = await queue(briefId)
    await database()
      .update(datasetUpload)
      .set({ state: 'sealing' })
      .where(eq(datasetUpload.id, uploadId))
    await expect(queue(briefId)).rejects.toMatchObject({ code: 'upload_running' })
    await expect(
      inTransaction((tx) => makeWayForUpload(tx, { briefId, by })),
    ).rejects.toMatchObject({ code: 'upload_running' })
  })

  it('whose worker was killed in mid-sealing is sealed anew, once', async () => {
    const briefId = await draft()
    const { uploadId } = await queue(briefId)
    // What a killed worker leaves: its transaction is gone, the short one that started it is not.
    await database()
      .update(datasetUpload)
      .set({ state: 'sealing', rowsRead: 20_000 })
      .where(eq(datasetUpload.id, uploadId))
    const before = (await rowsKept()) ?? 0
    expect(await run(uploadId)).toEqual({ state: 'sealed' })
    expect(await rowsKept()).toBe(before + 50)
  })

  it('is refused when the brief was withdrawn or published meanwhile', async () => {
    const withdrawn = await draft()
    const one = await queue(withdrawn)
    await inTransaction((tx) => withdrawBrief(tx, { briefId: withdrawn, by, at }))
    expect(await run(one.uploadId)).toEqual({ state: 'refused' })
    expect(await uploadOf(database(), withdrawn)).toMatchObject({ refusal: 'brief_settled' })

    const published = await draft()
    await seal({ briefId: published, by, rows: 2_000 })
    await addCriteria(published, by)
    const other = await queue(published)
    await inTransaction((tx) => publishBrief(tx, { briefId: published, by, at }))
    expect(await run(other.uploadId)).toEqual({ state: 'refused' })
    expect(existsSync(other.path)).toBe(false)
    expect(await datasetOf(database(), published, 'client')).toMatchObject({ rowCount: 2_000 })
  })

  it('that cannot be read is tried again, and given up at the last try', async () => {
    const briefId = await draft()
    const { uploadId, path } = await queue(briefId)
    const { truncateSync } = await import('node:fs')
    truncateSync(path, 200)
    await expect(run(uploadId)).rejects.toThrow()
    expect(await uploadOf(database(), briefId)).toMatchObject({ running: true })
    expect(await run(uploadId, true)).toEqual({ state: 'refused' })
    expect(await uploadOf(database(), briefId)).toMatchObject({ refusal: 'platform_fault' })
    expect(existsSync(path)).toBe(false)
  })

  it('of a higher class than the brief is refused before it waits', async () => {
    const briefId = await draft()
    await expect(
      queue(briefId, appointments(50), { datasetClass: 'internal' }),
    ).rejects.toMatchObject({ code: 'rule_fails' })
    expect(await uploadOf(database(), briefId)).toBeNull()
  })

  it('shows how far it has come while nobody else can see the rows', async () => {
    const briefId = await draft()
    const { uploadId } = await queue(briefId, appointments(41_000))
    const seen: number[] = []
    const timer = setInterval(async () => {
      const upload = await uploadOf(database(), briefId)
      if (upload?.running) seen.push(upload.rowsRead)
    }, 20)
    await run(uploadId)
    clearInterval(timer)
    expect(seen.filter((rows) => rows > 0).length).toBeGreaterThan(0)
    expect(seen.every((rows) => rows % 20_000 === 0)).toBe(true)
  })
})

describe('data that no contract will measure on', () => {
  const proofs = (datasetId: string | undefined) =>
    database()
      .select({ facts: auditEntry.facts })
      .from(auditEntry)
      .where(and(eq(auditEntry.subject, datasetId ?? ''), eq(auditEntry.act, 'dataset.delete')))

  it('are destroyed with proof when another file replaces them, or the brief is withdrawn', async () => {
    const briefId = await draft()
    await seal({ briefId, by, rows: 60 })
    const first = await datasetOf(database(), briefId, 'client')
    await seal({ briefId, by, rows: 70, at: new Date(at.getTime() + 1_000) })
    const second = await datasetOf(database(), briefId, 'client')
    expect(second).toMatchObject({ rowCount: 70, deletedAt: null })
    expect(await proofs(first?.datasetId)).toMatchObject([
      { facts: { reason: 'data_replaced', root: first?.merkleRoot, rows: 60 } },
    ])
    await inTransaction((tx) => withdrawBrief(tx, { briefId, by, at }))
    expect(await datasetOf(database(), briefId, 'client')).toMatchObject({
      deletedAt: at,
      sample: [],
    })
    expect(await proofs(second?.datasetId)).toMatchObject([
      {
        facts: { reason: 'brief_withdrawn', destroyedKey: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ])
  })

  it('are destroyed when the brief expires', async () => {
    const { briefId } = await makeBrief({ client })
    await inTransaction((tx) => expireBriefs(tx, { at: addDays(at, 31) }))
    const facts = await datasetOf(database(), briefId, 'public')
    expect(facts?.deletedAt).toEqual(addDays(at, 31))
  })
})
