import { session } from 'db/schema/identity'
import { rateLimit } from 'db/schema/platform'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import {
  joinOrganisation,
  makeOrganisation,
  makePerson,
  type TestOrganisation,
} from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { blankSessionCookie } from '~/domain/identity/adapters/lucia-sessions.server'
import { askForCheck } from '~/domain/identity/ask-for-check.server'
import { updateOrganisation } from '~/domain/identity/create-organisation.server'
import { closeDatabase, database, inTransaction } from '~/platform/database.server'
import * as confirm from '~/routes/confirm-email'
import * as desk from '~/routes/desk/index'
import * as jobs from '~/routes/desk/jobs'
import * as deskOrganisation from '~/routes/desk/organisations/$organisationId'
import * as deskPerson from '~/routes/desk/people/$personId'
import * as levers from '~/routes/desk/settings'
import * as forgot from '~/routes/forgot-password'
import * as inbox from '~/routes/inbox/index'
import * as message from '~/routes/mailbox/$mailId'
import * as mailbox from '~/routes/mailbox/index'
import * as organisation from '~/routes/organisations/$organisationId/index'
import * as reset from '~/routes/reset-password'
import * as appearance from '~/routes/settings/appearance'
import * as profile from '~/routes/settings/index'
import * as password from '~/routes/settings/password'
import * as sessions from '~/routes/settings/sessions'
import * as signIn from '~/routes/sign-in'
import * as signOut from '~/routes/sign-out'
import * as signUp from '~/routes/sign-up'
import {
  codeIn,
  confirmedPerson,
  mailsTo,
  personIdOf,
  password as secret,
} from '../domain/identity/people'

useDatabase()

beforeEach(async () => {
  await database().delete(rateLimit)
})

const form = {
  name: 'Amina Qureshi',
  email: 'amina@example.com',
  password: secret,
  country: 'PK',
  next: '',
}
const post = async (
  action: (args: never) => Promise<unknown>,
  path: string,
  fields: Record<string, string>,
  as?: string,
) => answerOf(action, await asking(path, { form: fields, as }))
const get = async (
  loader: (args: never) => Promise<unknown>,
  path: string,
  as?: string,
  params = {},
) => answerOf(loader, await asking(path, { as, params }))

const sessionsOf = async (email: string) =>
  database()
    .select()
    .from(session)
    .where(eq(session.personId, await personIdOf(email)))

describe('the way in', () => {
  it('goes from the form by mail to a session, and back to where one wanted to be', async () => {
    const sent = await post(signUp.action, '/sign-up', { ...form, next: '/briefs/new' })
    expect(sent).toMatchObject({ status: 303, location: '/confirm-email' })
    const box = await get(mailbox.loader, '/mailbox')
    const [first] = (box.data as { rows: { id: string }[] }).rows
    const shown = await get(message.loader, `/mailbox/${first?.id}`, undefined, {
      mailId: first?.id ?? '',
    })
    const { link } = shown.data as { link: string }
    expect(link).toMatch(/^\/confirm-email\?code=[\w-]{43}&next=%2Fbriefs%2Fnew$/)
    const page = await get(confirm.loader, link)
    const { code, next } = page.data as { code: string; next: string }
    const empty = await post(confirm.action, '/confirm-email', { code, next, password: '' })
    expect(empty).toMatchObject({ status: 400, data: { errors: { password: expect.any(String) } } })
    const inside = await post(confirm.action, '/confirm-email', { code, next, password: secret })
    expect(inside).toMatchObject({ status: 303, location: '/briefs/new' })
    expect(inside.cookies.join()).toContain('toast=identity.confirmed')
    const cookie = inside.cookies.find((line) => line.startsWith('samar_session='))
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(cookie).not.toMatch(/Secure/)
    const again = await post(signIn.action, '/sign-in', {
      email: form.email,
      password: secret,
      next,
    })
    expect(again).toMatchObject({ status: 303, location: '/briefs/new' })
  })

  it('leads nowhere for somebody who signs up with the address of another', async () => {
    const email = 'victim@example.com'
    const foreign = 'the password of mallory'
    await post(signUp.action, '/sign-up', { ...form, email })
    await post(signUp.action, '/sign-up', { ...form, email, name: 'Mallory', password: foreign })
    const knocks = async () => {
      const tried = await post(signIn.action, '/sign-in', { email, password: foreign, next: '' })
      expect(tried.status).toBe(400)
      expect(tried.cookies.join()).not.toContain('samar_session=')
    }
    await knocks()

    const code = codeIn((await mailsTo(email))[0]?.text ?? '')
    const clicked = await post(confirm.action, '/confirm-email', {
      code,
      next: '',
      password: secret,
    })
    expect(clicked).toMatchObject({
      status: 400,
      data: { errors: { form: expect.stringMatching(/Ask for a new password/) } },
    })
    const made = await post(confirm.action, '/confirm-email', {
      code: 'x'.repeat(43),
      next: '',
      password: foreign,
    })
    expect({ ...made, cookies: [] }).toEqual({
      ...clicked,
      cookies: [],
      data: { ...(clicked.data as object), values: (made.data as { values: object }).values },
    })
    expect(await sessionsOf(email)).toEqual([])
    await knocks()

    await post(forgot.action, '/forgot-password', { email })
    const fresh = codeIn((await mailsTo(email))[0]?.text ?? '')
    expect(
      await post(reset.action, '/reset-password', { code: fresh, password: secret }),
    ).toMatchObject({ status: 303 })
    await knocks()
    expect(await sessionsOf(email)).toEqual([])
    await post(signUp.action, '/sign-up', { ...form, email, password: foreign })
    await knocks()
    expect(
      await post(signIn.action, '/sign-in', { email, password: secret, next: '' }),
    ).toMatchObject({ status: 303, location: '/dashboard' })
  })

  it('takes no more than ten tries at the password of a mailed link', async () => {
    await post(signUp.action, '/sign-up', { ...form, email: 'tried@example.com' })
    const code = codeIn((await mailsTo('tried@example.com'))[0]?.text ?? '')
    const type = (password: string) =>
      post(confirm.action, '/confirm-email', { code, next: '', password })
    for (let count = 0; count < 10; count += 1) {
      expect((await type(`guess number ${count}`)).status).toBe(400)
    }
    expect((await type(secret)).status).toBe(429)
    await database().delete(rateLimit)
    expect((await type(secret)).location).toBe('/dashboard')
  })

  it('shows what is wrong beside the field, keeps what was typed, and never the password', async () => {
    const answer = await post(signUp.action, '/sign-up', {
      ...form,
      email: 'not an address',
      password: 'password123',
      country: '',
    })
    expect(answer.status).toBe(400)
    expect(answer.data).toMatchObject({
      errors: { email: expect.any(String), country: expect.any(String) },
      values: { name: 'Amina Qureshi', email: 'not an address' },
    })
    expect(JSON.stringify(answer.data)).not.toContain('password123')
    const weak = await post(signUp.action, '/sign-up', {
      ...form,
      email: 'weak@example.com',
      password: 'password123',
    })
    expect(weak.data).toMatchObject({
      errors: { password: expect.stringMatching(/first that are tried/) },
    })
    const urdu = await answerOf(
      signIn.action,
      await asking('/sign-in', { form: { email: '', password: '' }, locale: 'ur' }),
    )
    expect(urdu.data).toMatchObject({ errors: { email: expect.stringMatching(/[\u0600-\u06ff]/) } })
  })

  it('never leads to another site', async () => {
    await confirmedPerson('safe@example.com')
    const fields = { email: 'safe@example.com', password: secret, next: '//evil.example/x' }
    expect(await post(signIn.action, '/sign-in', fields)).toMatchObject({ location: '/dashboard' })
  })

  it('sends whoever is signed in away from the door, and out again', async () => {
    const as = await confirmedPerson('inside@example.com')
    expect(await get(signIn.loader, '/sign-in', as)).toMatchObject({
      status: 303,
      location: '/dashboard',
    })
    const left = await post(signOut.action, '/sign-out', {}, as)
    expect(left.location).toBe('/')
    expect(left.cookies.join()).toContain('samar_session=; ')
    expect(await post(signOut.action, '/sign-out', {})).toMatchObject({ status: 303 })
  })

  it('clears a cookie that no longer means anything, on a page and on a failure', async () => {
    const args = await asking('/inbox')
    args.request.headers.set('Cookie', 'samar_session=nothing')
    const answer = await answerOf(inbox.loader, args)
    expect(answer).toMatchObject({ status: 303, location: '/sign-in?next=%2Finbox' })
    expect(answer.cookies).toContain(blankSessionCookie())
  })
})

describe('a known and an unknown address', () => {
  const same = (
    answer: { status: number; location: string | null; cookies: string[]; data: unknown },
    email: string,
  ) =>
    JSON.stringify({
      ...answer,
      data: JSON.parse(JSON.stringify(answer.data ?? null).replaceAll(email, '')),
    })

  it('get the same answer at sign-up, sign-in and a forgotten password, and the same work', async () => {
    await confirmedPerson('known@example.com')
    const ask = async (email: string) => {
      const timed = async (run: () => Promise<Awaited<ReturnType<typeof post>>>) => {
        const start = performance.now()
        const answer = same(await run(), email)
        return { answer, ms: performance.now() - start }
      }
      const wrong = { email, password: 'wrong wrong wrong', next: '' }
      return {
        in: await timed(() => post(signIn.action, '/sign-in', wrong)),
        forgot: await timed(() => post(forgot.action, '/forgot-password', { email })),
        up: await timed(() => post(signUp.action, '/sign-up', { ...form, email })),
      }
    }
    await ask('warm-up@example.com')
    const known = await ask('known@example.com')
    const unknown = await ask('unknown@example.com')
    for (const act of ['in', 'forgot', 'up'] as const)
      expect(unknown[act].answer).toBe(known[act].answer)
    // argon2id takes tens of milliseconds; a short cut would take one.
    expect(unknown.in.ms).toBeGreaterThan(known.in.ms / 3)
    expect(unknown.forgot.ms).toBeGreaterThan(290)
    expect(known.forgot.ms).toBeGreaterThan(290)
    expect(await mailsTo('known@example.com')).toHaveLength(3)
  })

  it('are limited alike, per account and per network address, also for the right password', async () => {
    await confirmedPerson('limited@example.com')
    for (const email of ['limited@example.com', 'nobody@example.com']) {
      for (let count = 0; count < 10; count += 1) {
        const wrong = await post(signIn.action, '/sign-in', {
          email,
          password: 'wrong wrong',
          next: '',
        })
        expect(wrong.status).toBe(400)
      }
      const over = await post(signIn.action, '/sign-in', { email, password: secret, next: '' })
      expect(over).toMatchObject({ status: 429, data: { values: { email } } })
    }
    await database().delete(rateLimit)
    for (let count = 0; count < 60; count += 1) {
      await post(signIn.action, '/sign-in', {
        email: `guess-${count}@example.com`,
        password: 'wrong',
        next: '',
      })
    }
    const over = await post(signIn.action, '/sign-in', {
      email: 'limited@example.com',
      password: secret,
      next: '',
    })
    expect(over.status).toBe(429)
    const rows = await database().select().from(rateLimit)
    expect(JSON.stringify(rows)).not.toContain('@')
  })

  it('a success gives its try back', async () => {
    await confirmedPerson('often@example.com')
    for (let count = 0; count < 12; count += 1) {
      const fields = { email: 'often@example.com', password: secret, next: '' }
      expect((await post(signIn.action, '/sign-in', fields)).status).toBe(303)
    }
  })
})

describe('a forgotten password', () => {
  it('is replaced by the mailed link', async () => {
    await confirmedPerson('forgetful@example.com')
    await post(forgot.action, '/forgot-password', { email: 'forgetful@example.com' })
    const code = codeIn((await mailsTo('forgetful@example.com'))[0]?.text ?? '')
    const weak = await post(reset.action, '/reset-password', { code, password: 'short' })
    expect(weak.data).toMatchObject({ errors: { password: expect.any(String) } })
    const fields = { code, password: 'nine loud mountains' }
    expect(await post(reset.action, '/reset-password', fields)).toMatchObject({
      status: 303,
      location: '/sign-in',
    })
    expect(await post(reset.action, '/reset-password', fields)).toMatchObject({ status: 400 })
  })
})

describe('settings', () => {
  it('change the profile and the language at once', async () => {
    const as = await confirmedPerson('profile@example.com')
    const fields = {
      name: 'Amina Q.',
      country: 'DE',
      timeZone: 'Europe/Berlin',
      locale: 'ur',
      headline: '',
      about: '',
      'languages[]': 'ur',
    }
    const answer = await post(profile.action, '/settings', fields, as)
    expect(answer.location).toBe('/settings')
    expect(answer.cookies.join()).toContain('locale=ur')
    const shown = await get(profile.loader, '/settings', as)
    expect(shown.data).toMatchObject({
      person: { name: 'Amina Q.', timeZone: 'Europe/Berlin', languages: ['ur'] },
    })
    const wrong = await post(
      profile.action,
      '/settings',
      { ...fields, timeZone: 'Mars/Olympus' },
      as,
    )
    expect(wrong.data).toMatchObject({
      errors: { timeZone: expect.any(String) },
      values: { timeZone: 'Mars/Olympus' },
    })
  })

  it('change the password only with the present one', async () => {
    const as = await confirmedPerson('changes@example.com')
    const fields = { current_password: 'not this one', password: 'nine loud mountains' }
    const wrong = await post(password.action, '/settings/password', fields, as)
    expect(wrong.data).toMatchObject({ errors: { current_password: expect.any(String) } })
    expect((wrong.data as { values: object }).values).toEqual({})
    const right = await post(
      password.action,
      '/settings/password',
      { ...fields, current_password: secret },
      as,
    )
    expect(right.status).toBe(303)
  })

  it('list sessions without anything that signs in, and end them', async () => {
    const as = await confirmedPerson('devices@example.com')
    await get(sessions.loader, '/settings/sessions', as)
    const shown = await get(sessions.loader, '/settings/sessions', as)
    const { sessions: rows } = shown.data as { sessions: { idHash: string; here: boolean }[] }
    expect(rows.filter(({ here }) => here)).toHaveLength(1)
    const other = rows.find(({ here }) => !here)
    const ended = await post(
      sessions.action,
      '/settings/sessions',
      { intent: 'end', session: other?.idHash ?? '' },
      as,
    )
    expect(ended.status).toBe(303)
    const left = await database().select().from(session)
    expect(left.map(({ idHash }) => idHash)).not.toContain(other?.idHash)
    await post(sessions.action, '/settings/sessions', { intent: 'end-others' }, as)
  })

  it('keep the appearance in the browser', async () => {
    const as = await confirmedPerson('looks@example.com')
    const answer = await post(
      appearance.action,
      '/settings/appearance',
      { theme: 'dark', data: 'device' },
      as,
    )
    expect(answer.cookies.join()).toMatch(/theme=dark/)
    expect(answer.cookies.join()).toMatch(/data=; Path=\/; Max-Age=0/)
  })
})

describe('an organisation’s page', () => {
  it('answers a stranger as if it did not exist, in Urdu too', async () => {
    const host = await makeOrganisation()
    const { organisationId } = host
    const stranger = await makePerson(database())
    const path = `/organisations/${organisationId}`
    const ask = async (id: string) =>
      answerOf(
        organisation.loader,
        await asking(path, { as: stranger.personId, params: { organisationId: id }, locale: 'ur' }),
      )
    const hidden = await ask(organisationId)
    expect(hidden.status).toBe(404)
    expect(hidden).toEqual(await ask('org_nothing'))
    const member = await joinOrganisation(host, 'member')
    const args = await asking(path, {
      as: member.personId,
      params: { organisationId },
      form: { intent: 'invite', email: 'x@example.com', role: 'owner' },
    })
    expect(await answerOf(organisation.action, args)).toMatchObject({ status: 404 })
  })

  it('lets its owner invite, and says what is wrong with the address', async () => {
    const host = await makeOrganisation()
    const ask = async (fields: Record<string, string>) =>
      answerOf(
        organisation.action,
        await asking('/organisations/x', {
          as: host.owner.personId,
          params: { organisationId: host.organisationId },
          form: fields,
        }),
      )
    const wrong = await ask({ intent: 'invite', email: 'nobody', role: 'manager' })
    expect(wrong).toMatchObject({
      status: 400,
      data: { intent: 'invite', errors: { email: expect.any(String) } },
    })
    expect(
      await ask({ intent: 'invite', email: 'somebody@example.com', role: 'manager' }),
    ).toMatchObject({ status: 303 })
    const leave = await ask({ intent: 'remove', personId: host.owner.personId })
    expect(leave).toMatchObject({
      status: 409,
      data: { intent: 'remove', errors: { form: expect.stringMatching(/owner/) } },
    })
  })
})

describe('the desk', () => {
  let operators: TestOrganisation

  beforeAll(async () => {
    operators = await makeOrganisation({ kind: 'operator', name: 'Samar' })
  })

  it('does not exist for people who are no operators', async () => {
    const as = await confirmedPerson('curious@example.com')
    expect(await get(desk.loader, '/desk', as)).toMatchObject({ status: 404 })
    expect(await get(desk.loader, '/desk')).toMatchObject({
      status: 303,
      location: '/sign-in?next=%2Fdesk',
    })
    expect(
      await post(levers.action, '/desk/settings', { key: 'reviewDays', value: '3' }, as),
    ).toMatchObject({ status: 404 })
  })

  it('verifies an organisation by what was checked, and takes that back; nobody their own', async () => {
    const as = operators.owner.personId
    const mill = await makeOrganisation({ name: 'Kayseri Mill', verified: false })
    const send = async (organisationId: string, form: Record<string, string>, who = as) => {
      const args = { as: who, params: { organisationId }, form }
      const address = `/desk/organisations/${organisationId}`
      return answerOf(deskOrganisation.action, await asking(address, args))
    }
    const verifiedAt = async () => {
      const params = { organisationId: mill.organisationId }
      const page = await get(deskOrganisation.loader, '/desk/organisations/x', as, params)
      return (page.data as { organisation: { verifiedAt: Date | null } }).organisation.verifiedAt
    }
    expect(await send(mill.organisationId, { check: 'hearsay' })).toMatchObject({
      status: 400,
      data: { errors: { check: expect.any(String) } },
    })
    const verify = { intent: 'verify', check: 'register' }
    expect(await send(mill.organisationId, verify, mill.owner.personId)).toMatchObject({
      status: 404,
    })
    expect(await verifiedAt()).toBeNull()
    const back = (words: string) => send(mill.organisationId, { intent: 'ask_back', words })
    expect(await back(' ')).toMatchObject({
      ...{ status: 400, data: { errors: { words: expect.any(String) } } },
    })
    expect(await back('Which register?')).toMatchObject({ status: 409 })
    const asked = { organisationId: mill.organisationId, by: mill.owner.personId, at: new Date() }
    await inTransaction((tx) => askForCheck(tx, asked))
    expect(await back('Which register?')).toMatchObject({ status: 303 })
    expect(await send(mill.organisationId, verify)).toMatchObject({ status: 303 })
    expect(await verifiedAt()).not.toBeNull()
    expect(await send(mill.organisationId, verify)).toMatchObject({ status: 409 })
    const rename = (name: string) =>
      inTransaction((tx) =>
        updateOrganisation(tx, {
          ...{ organisationId: mill.organisationId, name, country: 'GB', website: '' },
          ...{ about: 'Flour since 1961.', by: mill.owner.personId },
        }),
      )
    await rename('Kayseri Mill')
    expect(await verifiedAt()).not.toBeNull()
    await rename('Kayseri Bank')
    expect(await verifiedAt()).toBeNull()
    expect(await send(mill.organisationId, verify)).toMatchObject({ status: 303 })
    expect(await send(mill.organisationId, { intent: 'doubt' })).toMatchObject({ status: 303 })
    expect(await verifiedAt()).toBeNull()
    expect(await send(operators.organisationId, verify)).toMatchObject({ status: 403 })
    expect(await send('org_none', verify)).toMatchObject({ status: 404 })
  })

  it('shows the queue, ends sessions and dates a lever', async () => {
    const as = operators.owner.personId
    expect((await get(desk.loader, '/desk', as)).data).toMatchObject({ figures: { failedJobs: 0 } })
    const queue = await get(jobs.loader, '/desk/jobs', as)
    const { tasks } = queue.data as { tasks: { task: string; waiting: number }[] }
    expect(tasks.find(({ task }) => task === 'send-mail')?.waiting).toBeGreaterThan(0)
    const person = await confirmedPerson('ended@example.com')
    await get(inbox.loader, '/inbox', person)
    const params = { personId: person }
    const args = await asking(`/desk/people/${person}`, { as, params, form: { intent: 'end-all' } })
    expect(await answerOf(deskPerson.action, args)).toMatchObject({ status: 303 })
    expect((await get(deskPerson.loader, `/desk/people/${person}`, as, params)).data).toMatchObject(
      { sessions: [] },
    )
    const set = (value: string) =>
      post(levers.action, '/desk/settings', { key: 'reviewDays', value, effectiveAt: '' }, as)
    expect(await set('900')).toMatchObject({
      status: 400,
      data: { errors: { value: expect.stringMatching(/180/) } },
    })
    expect(await set('21')).toMatchObject({ status: 303 })
    const shown = await get(levers.loader, '/desk/settings', as)
    const { levers: rows } = shown.data as { levers: { key: string; value: number }[] }
    expect(rows.find(({ key }) => key === 'reviewDays')?.value).toBe(21)
  })
})

describe('trouble', () => {
  it('of ours is shown by its number only; a database that is away says when to come back', async () => {
    const as = await confirmedPerson('unlucky@example.com')
    const broken = await asking('/inbox', { as })
    const url = process.env.DATABASE_APP_URL
    const inside = await asking('/mailbox')
    Object.defineProperty(inside, 'params', {
      get: () => {
        throw new Error('secret text of the inside')
      },
    })
    const fault = await answerOf(mailbox.loader, inside)
    expect(fault).toMatchObject({
      status: 500,
      data: { code: 'fault', id: expect.stringMatching(/^[0-9a-f]{10}$/) },
    })
    expect(JSON.stringify(fault)).not.toContain('secret text')
    await closeDatabase()
    const { env } = await import('~/platform/env.server')
    const settings = env()
    const kept = settings.DATABASE_APP_URL
    settings.DATABASE_APP_URL = 'postgresql://samar_app:x@127.0.0.1:1/samar'
    try {
      const away = await answerOf(inbox.loader, broken)
      expect(away).toMatchObject({ status: 503, data: { code: 'service_unavailable' } })
    } finally {
      await closeDatabase()
      settings.DATABASE_APP_URL = kept
      process.env.DATABASE_APP_URL = url
    }
  })
})

it('an account cannot be called by letters that pass for others', async () => {
  const form = {
    name: 'Аyesha Khan',
    email: 'someone@example.org',
    password: 'A quiet orchard 41',
    country: 'PK',
  }
  const answer = await answerOf(signUp.action, await asking('/sign-up', { form }))
  expect(answer).toMatchObject({ status: 400, data: { errors: { name: expect.anything() } } })
})
