import { deliveryFile } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import {
  type Model,
  makeBrief,
  makeProposal,
  makeWorld,
  pay,
  registerModel,
  signedContract,
  start,
  startModel,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { answerOf, asking } from 'tests/support/routes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fundMilestone } from '~/domain/contracts/milestones/fund-milestone.server'
import { currentTerms } from '~/domain/contracts/rows.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { database, inTransaction } from '~/platform/database.server'
import * as proposeRoute from '~/routes/contracts/$contractId/propose'
import * as termsRoute from '~/routes/contracts/$contractId/terms'
import * as endpointRoute from '~/routes/milestones/$milestoneId/endpoint'
import * as fileRoute from '~/routes/milestones/$milestoneId/files/$fileId'
import * as milestoneRoute from '~/routes/milestones/$milestoneId/index'

useDatabase()
let world: World
let model: Model
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
})
afterAll(() => model?.close())

const member = () => world.members[1]?.personId ?? ''

async function signing() {
  const proposalId = await makeProposal(world, await makeBrief(world))
  const { contractId } = await inTransaction((tx) =>
    acceptProposal(tx, { proposalId, by: world.client.personId, at: start }),
  )
  return { contractId, terms: await currentTerms(database(), contractId) }
}

describe('terms', () => {
  it('a member who does not sign is refused with the sentence', async () => {
    const { contractId, terms } = await signing()
    const form = {
      intent: 'sign',
      version: '1',
      sha256: terms.sha256,
      typedName: 'Umar Member',
      agree: 'yes',
    }
    const args = await asking('/x', { as: member(), params: { contractId }, form })
    expect(await answerOf(termsRoute.action, args)).toMatchObject({
      status: 403,
      data: { errors: { form: expect.stringContaining('may not do this') } },
    })
    const page = await asking('/x', { as: member(), params: { contractId } })
    expect(await answerOf(proposeRoute.loader, page)).toMatchObject({ status: 403 })
    const strange = await asking('/x', { as: world.stranger.personId, params: { contractId } })
    expect(await answerOf(proposeRoute.loader, strange)).toMatchObject({ status: 404 })
  })

  it('with a provider list that fails are mended by the team, and only by the team', async () => {
    const { contractId, terms } = await signing()
    const form: Record<string, string> = {
      intent: 'propose',
      version: '1',
      note: 'The model runs elsewhere.',
      holdback: '0',
      reviewDays: '14',
      'manifest.0.kind': 'model',
      'manifest.0.provider': 'Ravi',
      'manifest.0.purpose': 'inference',
      'manifest.0.region': 'DE',
      'manifest.0.host': 'model.example.com',
    }
    for (const row of terms.body.milestones) {
      form[`milestones.${row.position}.title`] = row.title
      form[`milestones.${row.position}.description`] = row.description
      form[`milestones.${row.position}.amount`] = '5000'
      form[`milestones.${row.position}.weeks`] = String(row.weeks)
    }
    for (const row of terms.body.criteria) {
      form[`criteria.${row.id}.target`] = String(row.target)
      form[`criteria.${row.id}.sampleSize`] = String(row.sampleSize)
      form[`criteria.${row.id}.attempts`] = String(row.attempts)
    }
    const params = { contractId }
    const byClient = await asking('/x', { as: world.client.personId, params, form })
    expect(await answerOf(proposeRoute.action, byClient)).toMatchObject({
      status: 400,
      data: { errors: { form: expect.stringContaining('Nothing is different') } },
    })
    const wrong = { ...form, 'manifest.0.region': '' }
    expect(
      await answerOf(
        proposeRoute.action,
        await asking('/x', { as: world.lead.personId, params, form: wrong }),
      ),
    ).toMatchObject({ status: 400, data: { errors: { 'manifest.0.region': expect.any(String) } } })
    const criterion = terms.body.criteria[0]?.id ?? ''
    const few = { ...form, [`criteria.${criterion}.sampleSize`]: '3', intent: 'preview' }
    expect(
      await answerOf(
        proposeRoute.action,
        await asking('/x', { as: world.lead.personId, params, form: few }),
      ),
    ).toMatchObject({
      status: 400,
      data: { errors: { [`criteria.${criterion}.sampleSize`]: expect.any(String) } },
    })
    const looser = { ...form, [`criteria.${criterion}.target`]: '0,61', intent: 'preview' }
    expect(
      await answerOf(
        proposeRoute.action,
        await asking('/x', { as: world.lead.personId, params, form: looser }),
      ),
    ).toMatchObject({
      status: 200,
      data: {
        values: { note: form.note },
        previewed: {
          criteria: [{ criterion: { id: criterion, target: 0.61 }, preview: expect.anything() }],
        },
      },
    })
    expect((await currentTerms(database(), contractId)).version).toBe(1)
    const byTeam = await asking('/x', { as: world.lead.personId, params, form })
    expect(await answerOf(proposeRoute.action, byTeam)).toMatchObject({ status: 303 })
    const now = await currentTerms(database(), contractId)
    expect(now.version).toBe(2)
    expect(now.body.manifest).toEqual([
      {
        kind: 'model',
        provider: 'Ravi',
        purpose: 'inference',
        region: 'DE',
        host: 'model.example.com',
      },
    ])
  })
})

describe('a milestone', () => {
  it('is looked at again by itself while it is paid for', async () => {
    const { milestoneIds } = await signedContract(world, { milestones: 1 })
    const milestoneId = milestoneIds[0] ?? ''
    const read = async () =>
      answerOf(
        milestoneRoute.loader,
        await asking('/x', { as: world.client.personId, params: { milestoneId } }),
      )
    expect((await read()).data).not.toHaveProperty('refreshSeconds')
    await inTransaction((tx) =>
      fundMilestone(tx, { milestoneId, by: world.client.personId, at: start }),
    )
    expect((await read()).data).toMatchObject({ refreshSeconds: 5, page: { paying: true } })
    await pay(world, milestoneId)
    expect((await read()).data).not.toHaveProperty('refreshSeconds')
  })

  it('is submitted untried only by who says so; the address and the files can then be read', async () => {
    const { milestoneIds } = await signedContract(world, { milestones: 1 })
    const milestoneId = milestoneIds[0] ?? ''
    await pay(world, milestoneId)
    await registerModel(world, milestoneId, model)
    const params = { milestoneId }
    const lead = world.lead.personId
    const send = async (more: Record<string, string>, file?: File) => {
      const args = await asking('/x', { as: lead, params, form: { intent: 'submit', note: 'x' } })
      const body = new FormData()
      for (const [name, value] of Object.entries({ intent: 'submit', note: 'x', ...more })) {
        body.append(name, value)
      }
      if (file) body.append('files', file)
      const headers = { Cookie: args.request.headers.get('Cookie') ?? '' }
      const request = new Request(args.request.url, { method: 'POST', headers, body })
      return answerOf(milestoneRoute.action, { ...args, request })
    }
    expect(await send({})).toMatchObject({
      status: 400,
      data: { errors: { knowsDoubt: expect.any(String) }, values: { note: 'x' } },
    })
    const large = new File([new Uint8Array(10_000_001)], 'large.bin')
    expect(await send({ knowsDoubt: 'yes' }, large)).toMatchObject({
      status: 400,
      data: { errors: { files: expect.stringContaining('10 MB') } },
    })
    const file = new File(['<b>hi</b>'], 'read me.html', { type: 'text/html' })
    expect(await send({ knowsDoubt: 'yes' }, file)).toMatchObject({ status: 303 })

    const fixed = await asking('/x', { as: lead, params })
    expect(await answerOf(endpointRoute.loader, fixed)).toMatchObject({
      status: 200,
      data: { endpointFixed: 'measuring', endpoint: { inner: { url: model.url } }, trial: null },
    })
    const client = await asking('/x', { as: world.client.personId, params })
    expect(await answerOf(endpointRoute.loader, client)).toMatchObject({ status: 404 })

    const [kept] = await database()
      .select()
      .from(deliveryFile)
      .where(eq(deliveryFile.milestoneId, milestoneId))
    const fileId = kept?.id ?? ''
    const download = await asking('/x', {
      as: world.client.personId,
      params: { milestoneId, fileId },
    })
    const answer = (await fileRoute.loader(download as never)) as unknown as Response
    expect(await answer.text()).toBe('<b>hi</b>')
    expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename="read me/)
    const strange = await asking('/x', {
      as: world.stranger.personId,
      params: { milestoneId, fileId },
    })
    expect(await answerOf(fileRoute.loader, strange)).toMatchObject({ status: 404 })
  })
})
