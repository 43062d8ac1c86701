import { useDatabase } from 'tests/support/database'
import { appointments, briefDraft, marketDay } from 'tests/support/market'
import { makeOrganisation } from 'tests/support/people'
import { expect, it } from 'vitest'
import { createBrief } from '~/domain/market/brief.commands.server'
import { queueUpload, uploadOf } from '~/domain/market/dataset-upload.commands.server'
import { keepUpload } from '~/domain/market/seal-upload.server'
import { datasetOf } from '~/domain/outcomes/queries.server'
import { startRunner } from '~/jobs/runner.server'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'

const held = useDatabase()

it('the worker seals a file that waits, in business time', async () => {
  const at = marketDay
  await setBusinessNow(database(), at)
  const { organisationId, owner } = await makeOrganisation()
  const by = owner.personId
  const { briefId } = await inTransaction((tx) =>
    createBrief(tx, { ...briefDraft, organisationId, by, at }),
  )
  const kept = await keepUpload(new Blob([new Uint8Array(appointments(100))]).stream())
  const form = {
    fileName: 'appointments.csv',
    labelColumn: 'missed',
    labelKind: 'class',
    groupColumn: '',
    canaryColumn: '',
    publishSample: false,
    datasetClass: 'open',
  } as const
  await inTransaction((tx) => queueUpload(tx, { briefId, ...kept, form, by, at }))
  const worker = await startRunner({ ownerUrl: held.ownerUrl, concurrency: 1 })
  try {
    await expect
      .poll(async () => (await uploadOf(database(), briefId))?.sealed, { timeout: 15_000 })
      .toBe(true)
  } finally {
    await worker.stop()
  }
  const dataset = await datasetOf(database(), briefId, 'client')
  expect(dataset).toMatchObject({ rowCount: 100, sample: [] })
  expect(dataset?.createdAt.getTime()).toBeGreaterThanOrEqual(at.getTime())
  expect(dataset?.createdAt.getTime()).toBeLessThan(at.getTime() + 600_000)
})
