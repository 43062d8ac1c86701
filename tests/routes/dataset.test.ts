import { useDatabase } from 'tests/support/database'
import { appointments, briefDraft, makeBrief, marketDay } from 'tests/support/market'
import { makeOrganisation, makePerson, type TestOrganisation } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import { sealUpload } from '~/domain/market/briefs/seal-upload.server'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import * as dataset from '~/routes/briefs/$briefId/dataset'
import * as briefPage from '~/routes/briefs/$briefId/index'
import * as sealing from '~/routes/sealing'

useDatabase()
let client: TestOrganisation
let by = ''

beforeAll(async () => {
  await setBusinessNow(database(), marketDay)
  client = await makeOrganisation()
  by = client.owner.personId
})

const draft = async () =>
  (
    await inTransaction((tx) =>
      createBrief(tx, { ...briefDraft, organisationId: client.organisationId, by, at: marketDay }),
    )
  ).briefId

type Typed = Record<string, string>

async function upload(
  briefId: string,
  file: Uint8Array,
  typed: Typed = {},
  as = by,
  name = 'a.csv',
) {
  const args = await asking(`/briefs/${briefId}/dataset`, { as, params: { briefId } })
  const body = new FormData()
  body.set('file', new File([new Uint8Array(file)], name))
  const fields = { labelColumn: 'missed', datasetClass: 'open', ...typed }
  for (const [field, value] of Object.entries(fields)) body.set(field, value)
  const headers = { Cookie: args.request.headers.get('Cookie') ?? '' }
  const request = new Request(args.request.url, { method: 'POST', body, headers })
  return answerOf(dataset.action, { ...args, request })
}

const page = async (briefId: string, query = '') =>
  (
    await answerOf(
      dataset.loader,
      await asking(`/briefs/${briefId}/dataset${query}`, { as: by, params: { briefId } }),
    )
  ).data as { upload: Record<string, unknown> | null; refreshSeconds?: number }

/** More than 8 MB in few rows, so that a test can afford it. */
function largeFile(last = 'yes'): Uint8Array {
  const text = 'm'.repeat(60_000)
  const lines = Array.from({ length: 150 }, (_, at) => `${text}${at},${at % 2 ? 'no' : 'yes'}`)
  return Buffer.from(`text,missed\n${lines.join('\n')}\nend,${last}\n`)
}

async function sealNext(briefId: string): Promise<void> {
  const { datasetUpload } = await import('db/schema/market')
  const { desc, eq } = await import('drizzle-orm')
  const [row] = await database()
    .select({ id: datasetUpload.id })
    .from(datasetUpload)
    .where(eq(datasetUpload.briefId, briefId))
    .orderBy(desc(datasetUpload.id))
    .limit(1)
  await sealUpload(database(), { uploadId: row?.id ?? '', at: marketDay, lastTry: true })
}

describe('the page of the sealed data', () => {
  it('takes numbers, texts, groups and JSON lines, and shows the report on the brief', async () => {
    const briefId = await draft()
    const lines = Array.from({ length: 30 }, (_, at) =>
      JSON.stringify({ farm: `f${at % 3}`, rain: at, yield: String(at * 2) }),
    )
    const sent = await upload(
      briefId,
      Buffer.from(lines.join('\n')),
      { labelColumn: 'yield', labelKind: 'number', groupColumn: 'farm', publishSample: 'yes' },
      by,
      'farms.jsonl',
    )
    expect(sent).toMatchObject({ status: 303, location: `/briefs/${briefId}` })
    const shown = await answerOf(
      briefPage.loader,
      await asking(`/briefs/${briefId}`, { as: by, params: { briefId } }),
    )
    expect(shown.data).toMatchObject({
      dataset: {
        labelKind: 'number',
        groupColumn: 'farm',
        columns: ['rain'],
        rowsLeft: 25,
        report: { format: 'jsonl', groups: 3, labels: { kind: 'number', mean: 29, median: 29 } },
        sample: [{ features: { rain: 0 }, label: '0' }, {}, {}, {}, {}],
      },
    })
  })

  it('refuses a kind of answer that there is not', async () => {
    const answer = await upload(await draft(), appointments(50), { labelKind: 'picture' })
    expect(answer).toMatchObject({
      status: 400,
      data: { errors: { labelKind: expect.anything() } },
    })
  })

  it('queues a large file, follows it, and says when it is sealed', async () => {
    const briefId = await draft()
    const sent = await upload(briefId, largeFile())
    expect(sent).toMatchObject({ status: 303, location: `/briefs/${briefId}/dataset` })
    expect(await page(briefId)).toMatchObject({
      upload: { running: true, waiting: true, file: 'a.csv' },
      refreshSeconds: 5,
    })
    const again = await page(briefId, '?replace')
    expect(again).toMatchObject({ upload: { running: false } })
    expect(again.refreshSeconds).toBeUndefined()
    await sealNext(briefId)
    expect(await page(briefId)).toMatchObject({
      upload: { sealed: true, rows: 151, refused: null },
    })
  })

  it('shows the rows that a job found wrong beside the form, with what was typed', async () => {
    const briefId = await draft()
    await upload(briefId, largeFile(''), {
      groupColumn: '',
      canaryColumn: '',
      publishSample: 'yes',
    })
    await sealNext(briefId)
    const { upload: state } = await page(briefId)
    expect(state).toMatchObject({
      running: false,
      refused: {
        errors: { file: expect.stringContaining('Row 151 has no label.') },
        values: { labelColumn: 'missed', labelKind: 'class', publishSample: 'yes' },
      },
    })
    expect((await upload(briefId, appointments(50))).status).toBe(303)
    expect((await page(briefId)).upload).toBeNull()
  })

  it('is for those who act for the client, and only while the brief is a draft', async () => {
    const briefId = await draft()
    const stranger = await makePerson(database())
    expect((await upload(briefId, largeFile(), {}, stranger.personId)).status).toBe(404)
    const published = await makeBrief({ client })
    expect((await upload(published.briefId, appointments(50))).status).toBe(409)
    expect((await upload(published.briefId, largeFile())).status).toBe(409)
  })
})

describe('the page on sealing', () => {
  it('is for everybody and shows the example of the guide', async () => {
    const answer = await answerOf(sealing.loader, await asking('/sealing'))
    expect(answer.data).toMatchObject({ example: { rows: [{}, {}, {}] } })
    expect(sealing.handle).toMatchObject({ script: false })
  })
})
