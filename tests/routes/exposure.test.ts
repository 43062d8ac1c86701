import { exposureCheck } from 'db/schema/skills'
import { useDatabase } from 'tests/support/database'
import { makePerson, type TestPerson } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { mostKept } from '~/domain/skills/exposure/exposure-check.commands.server'
import { database } from '~/platform/database.server'
import * as form from '~/routes/exposure/index'
import * as result from '~/routes/exposure/result'
import * as shared from '~/routes/exposure/shared/$code/index'
import * as manage from '~/routes/exposure/shared/$code/manage'
import * as own from '~/routes/settings/exposure'

useDatabase()
let person: TestPerson
let other: TestPerson
beforeAll(async () => {
  person = await makePerson(database())
  other = await makePerson(database())
})

const answers = JSON.stringify([
  { occupationId: 'data-entry', shareBps: 6_000 },
  { occupationId: 'translation', shareBps: 4_000 },
])
const kept = () => database().select().from(exposureCheck)
const look = async (query: string, as?: string) =>
  answerOf(result.loader, await asking(`/exposure/result?${query}`, { as }))
const send = async (fields: Record<string, string>, as?: string) =>
  answerOf(result.action, await asking('/exposure/result', { as, form: fields }))

type Loaded = {
  rows: { match: { kind: string } }[]
  errors: Record<string, string>
  services: { occupation: { id: string }; shareBps: number }[]
  roles: { role: string; have: string[] }[]
}

describe('a check without an account', () => {
  it('opens, answers from its address and stores nothing', async () => {
    expect((await answerOf(form.loader, await asking('/exposure'))).status).toBe(200)
    const page = await look('service-1=data+entry&share-1=60&service-2=tarjuma&share-2=40')
    expect(page.status).toBe(200)
    const { services, roles } = page.data as Loaded
    expect(services.map(({ occupation, shareBps }) => [occupation.id, shareBps])).toEqual([
      ['data-entry', 6_000],
      ['translation', 4_000],
    ])
    expect(roles.length).toBeGreaterThan(0)
    expect(roles.length).toBeLessThanOrEqual(3)
    expect(await kept()).toEqual([])
  })

  it('asks back where it is unsure, and says where it knows nothing', async () => {
    const page = await look('service-1=design&service-2=plumber&service-3=seo')
    expect((page.data as Loaded).rows.map(({ match }) => match.kind)).toEqual([
      'unsure',
      'unknown',
      'found',
    ])
    const none = await look('service-1=plumber')
    expect(none.status).toBe(200)
    expect((none.data as Loaded).services).toEqual([])
  })

  it('puts what is wrong beside its field and never breaks', async () => {
    for (const [query, field] of [
      ['', 'service-1'],
      ['service-1=', 'service-1'],
      ['service-1=seo&share-1=half', 'share-1'],
      ['service-1=seo&share-1=-5', 'share-1'],
      ['service-1=seo&service-2=typing&share-2=400', 'share-2'],
    ] as const) {
      const page = await look(query)
      expect(page.status, query).toBe(400)
      expect(Object.keys((page.data as Loaded).errors)).toEqual([field])
    }
    for (const query of [
      `service-1=${'x'.repeat(10_000)}`,
      'service-1=seo&service-1=typing',
      'service-99=seo&service-1=seo',
      `service-1=${encodeURIComponent('<script>alert(1)</script>')}`,
      'service-1=%F0%9F%98%80&share-1=50',
    ]) {
      expect((await look(query)).status, query).toBe(200)
    }
  })
})

describe('a link to share', () => {
  it('is readable by whoever has it, names nobody, and goes with its second code', async () => {
    const made = await send({ intent: 'share', answers })
    expect(made.status).toBe(303)
    const address = new URL(made.location ?? '', 'http://localhost')
    const code = /shared\/([^/]+)\/manage/.exec(address.pathname)?.[1] ?? ''
    const deleteCode = address.searchParams.get('code') ?? ''
    expect(code.length).toBeGreaterThanOrEqual(43)
    const [row] = await kept()
    expect(row).toMatchObject({ personId: null, shareCode: code, answers: JSON.parse(answers) })
    expect(JSON.stringify(row)).not.toContain(deleteCode)

    const read = async (given: string) =>
      answerOf(shared.loader, await asking('/x', { params: { code: given } }))
    const page = await read(code)
    expect(page.status).toBe(200)
    expect((page.data as Loaded).services).toHaveLength(2)
    expect(JSON.stringify(page.data)).not.toContain(deleteCode)
    expect((await read(`${code}x`)).status).toBe(404)
    expect((await read('')).status).toBe(404)

    const open = async (given: string) =>
      answerOf(manage.loader, await asking(`/x?code=${given}`, { params: { code } }))
    expect((await open(deleteCode)).data).toMatchObject({ deleteCode })
    for (const wrong of ['', 'guess', code]) expect((await open(wrong)).status).toBe(404)
    const withdraw = async (given: string) =>
      answerOf(
        manage.action,
        await asking('/x', { params: { code }, form: { intent: 'delete', code: given } }),
      )
    for (const wrong of ['', 'guess', code]) expect((await withdraw(wrong)).status).toBe(404)
    expect((await read(code)).status).toBe(200)
    expect((await withdraw(deleteCode)).status).toBe(303)
    expect((await read(code)).status).toBe(404)
    expect((await withdraw(deleteCode)).status).toBe(404)
    expect(await kept()).toEqual([])
  })

  it('is not made of anything but a check', async () => {
    for (const bad of ['', '{', '[]', '[{"occupationId":"alchemy","shareBps":10000}]', 'null']) {
      expect((await send({ intent: 'share', answers: bad })).status).toBe(400)
    }
    expect((await send({ intent: 'dance', answers })).status).toBe(400)
    expect(await kept()).toEqual([])
  })

  it('cannot be made without end', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 25; n++) statuses.push((await send({ intent: 'share', answers })).status)
    expect(statuses[0]).toBe(303)
    expect(statuses.at(-1)).toBe(429)
    await database().delete(exposureCheck)
  })
})

describe('a check on one’s account', () => {
  it('asks a stranger to sign in', async () => {
    expect((await send({ intent: 'keep', answers })).status).toBe(401)
  })

  it('is for its person alone, and theirs to delete', async () => {
    expect(await send({ intent: 'keep', answers }, person.personId)).toMatchObject({
      status: 303,
      location: '/settings/exposure',
    })
    const list = async (as: string) =>
      (
        (await answerOf(own.loader, await asking('/settings/exposure', { as }))).data as {
          checks: { id: string; href: string; shared: boolean }[]
        }
      ).checks
    const [check] = await list(person.personId)
    expect(check).toMatchObject({ shared: false })
    expect(check?.href).toContain('service-1=data-entry&share-1=60')
    expect(await list(other.personId)).toEqual([])
    const remove = async (as: string) =>
      answerOf(
        own.action,
        await asking('/settings/exposure', { as, form: { checkId: check?.id ?? '' } }),
      )
    await remove(other.personId)
    expect(await list(person.personId)).toHaveLength(1)
    expect((await remove(person.personId)).status).toBe(303)
    expect(await list(person.personId)).toEqual([])
  })

  it('has room for so many', async () => {
    for (let n = 0; n < mostKept; n++) await send({ intent: 'keep', answers }, other.personId)
    expect(await send({ intent: 'keep', answers }, other.personId)).toMatchObject({
      status: 409,
      data: { errors: { form: expect.stringContaining(String(mostKept)) } },
    })
  })
})

describe('nobody’s check', () => {
  it('is refused by the database', async () => {
    const row = { id: 'exp_x', answers: [], createdAt: new Date() }
    await expect(database().insert(exposureCheck).values(row)).rejects.toThrow()
    await expect(
      database()
        .insert(exposureCheck)
        .values({ ...row, shareCode: 'code' }),
    ).rejects.toThrow()
  })
})
