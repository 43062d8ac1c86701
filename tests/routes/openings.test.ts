import { useDatabase } from 'tests/support/database'
import { marketDay } from 'tests/support/market'
import { makePerson, makeTeam } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { expect, it } from 'vitest'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import * as openingPage from '~/routes/exchange/$openingId'
import * as listPage from '~/routes/exchange/index'
import * as teamPage from '~/routes/teams/$slug/exchange'

useDatabase()

it('a seat is opened, asked for and answered on its pages; bad input stands beside its field', async () => {
  await setBusinessNow(database(), marketDay)
  const lead = await makePerson(database(), { name: 'Lena Lead' })
  const guest = await makePerson(database(), { name: 'Deniz Guest', country: 'TR' })
  await inTransaction((tx) =>
    claimSkill(tx, { by: guest.personId, skillId: 'model-serving', at: marketDay }),
  )
  const { slug } = await makeTeam([lead])
  const typed = {
    ...{ intent: 'open', brief: '', hostId: lead.personId, role: 'measurer', shareBps: '۱۲٫۵' },
    ...{ hours: '40', fromStage: 'shadow', toStage: 'lead', words: 'Measure with us.', days: '14' },
  }
  const send = async (
    action: (args: never) => Promise<unknown>,
    path: string,
    params: Record<string, string>,
    as: string,
    fields: Record<string, string>,
  ) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    return answerOf(action, await asking(path, { as, params, form: body }))
  }
  const open = (given: Record<string, string>, as = lead.personId) =>
    send(teamPage.action, `/teams/${slug}/exchange`, { slug }, as, { ...typed, ...given })
  for (const [given, field] of [
    [{ words: '' }, 'words'],
    [{ words: 'x'.repeat(1_001) }, 'words'],
    [{ shareBps: '0' }, 'shareBps'],
    [{ shareBps: '100' }, 'shareBps'],
    [{ shareBps: '101' }, 'shareBps'],
    [{ shareBps: 'a tenth' }, 'shareBps'],
    [{ hours: '0' }, 'hours'],
    [{ role: '' }, 'role'],
    [{ toStage: 'shadow' }, 'toStage'],
    [{ fromStage: 'lead', toStage: 'pair' }, 'toStage'],
    [{ days: '9' }, 'days'],
  ] as [Record<string, string>, string][]) {
    const answer = await open(given)
    expect({ field, status: answer.status }).toEqual({ field, status: 400 })
    expect(answer.data).toMatchObject({ errors: { [field]: expect.anything() }, values: given })
  }
  expect((await open({}, guest.personId)).status).toBe(404)
  expect((await open({ hostId: guest.personId })).status).toBe(400)
  const opened = await open({})
  expect(opened.status).toBe(303)
  const here = opened.location ?? ''
  const params = { openingId: here.split('/').at(-1) ?? '' }
  const list = await answerOf(listPage.loader, await asking('/exchange', {}))
  expect(list.data).toMatchObject({ total: 1, rows: [{ shareBps: 1_250, hours: 40 }] })
  const act = (as: string, fields: Record<string, string>) =>
    send(openingPage.action, here, params, as, fields)
  expect(await act(guest.personId, { intent: 'ask', words: '' })).toMatchObject({
    status: 400,
    data: { errors: { words: expect.anything() } },
  })
  expect((await act(guest.personId, { intent: 'ask', words: 'Let me learn.' })).status).toBe(303)
  expect((await act(guest.personId, { intent: 'dance' })).status).toBe(400)
  const answered = { personId: guest.personId, words: 'Come.' }
  expect((await act(guest.personId, { intent: 'invite', ...answered })).status).toBe(404)
  expect((await act(lead.personId, { intent: 'invite', ...answered })).status).toBe(303)
  expect(await act(lead.personId, { intent: 'withdraw' })).toMatchObject({ status: 409 })
  const seen = await answerOf(
    openingPage.loader,
    await asking(here, { as: guest.personId, params }),
  )
  expect(seen.data).toMatchObject({ opening: { own: { state: 'invited' }, askings: [] } })
})
