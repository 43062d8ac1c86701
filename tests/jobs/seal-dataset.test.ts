import { appointments, briefDraft, marketDay } from 'tests/support/market'
import { makeOrganisation } from 'tests/support/people'
import { useStack } from 'tests/support/stack'
import { expect, it, vi } from 'vitest'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import { queueUpload, uploadOf } from '~/domain/market/briefs/dataset-upload.commands.server'
import { keepUpload } from '~/domain/market/briefs/seal-upload.server'
import { datasetOf } from '~/domain/outcomes/queries.server'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'

vi.setConfig({ testTimeout: 60_000 })

/** The worker starts a program of its own for it, so both run as they are built. */
useStack({ processes: ['worker'] })

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
  await expect
    .poll(async () => (await uploadOf(database(), briefId))?.sealed, { timeout: 30_000 })
    .toBe(true)
  const dataset = await datasetOf(database(), briefId, 'client')
  expect(dataset).toMatchObject({ rowCount: 100, sample: [] })
  expect(dataset?.createdAt.getTime()).toBeGreaterThanOrEqual(at.getTime())
  expect(dataset?.createdAt.getTime()).toBeLessThan(at.getTime() + 600_000)
})
