import { matchRoutes } from '@remix-run/react'
import { person } from 'db/schema/identity'
import { notification } from 'db/schema/notifications'
import { mail } from 'db/schema/platform'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { notify } from '~/domain/notifications/notify.server'
import { notificationSentence } from '~/domain/notifications/sentence'
import { database, inTransaction } from '~/platform/database.server'
import { languageFor } from '~/platform/languages/language'
import type { NotifyEvent, TaskPayloads } from '~/platform/queue.server'
import type { TestDatabase } from './database'
import { jobsOf } from './escrow'
import { answerOf, asking } from './routes'

type Module = { loader?: (args: never) => Promise<unknown> }
const modules = import.meta.glob<Module>('../../app/routes/**/*.{ts,tsx}')
// Remix names its folder to this file before it reads it.
Object.assign(globalThis, { __remixAppDirectory: 'app' })
const { routesIn } = await import('../../app/routes')
const addresses = routesIn('app/routes').map(({ id, path, index, file }) =>
  index ? { id: file, index: true as const } : { id: file ?? id ?? '', path: path ?? '' },
)

/** Goes to an address as somebody would: the status of the page behind it, 404 where there is none. */
export async function statusAt(url: string, personId: string): Promise<number> {
  const found = matchRoutes(addresses, url)?.at(-1)
  const module = found && (await modules[`../../app/${found.route.id}`]?.())
  if (!found || !module?.loader) return 404
  const params = found.params as Record<string, string>
  const { status } = await answerOf(module.loader, await asking(url, { as: personId, params }))
  return status
}

export type Told = {
  name: string
  kind: string
  yourTurn: boolean
  url: string
  /** Without the marks of direction around names. */
  en: string
  ur: string
}

const plain = (text: string) =>
  text.replace(/[\u2066-\u2069\u200e\u200f]/g, '').replace(/\u00a0/g, ' ')
const rawId = /\b[a-z]{3}_[0-9A-Za-z]{8,}/
const missing = /undefined|null|NaN|Invalid|[{}]|notification\./

async function toldOf(row: typeof notification.$inferSelect): Promise<Told> {
  const [who] = await database().select().from(person).where(eq(person.id, row.personId))
  if (!who) throw new Error('nobody was told')
  const say = (locale: 'en' | 'ur') => {
    const text = notificationSentence(languageFor(locale, who.timeZone), row.kind, row.facts)
    expect(text).not.toBe(row.kind)
    expect(text).not.toMatch(rawId)
    expect(text).not.toMatch(missing)
    return plain(text)
  }
  const sentences = { en: say('en'), ur: say('ur') }
  expect(sentences.ur).toMatch(/[\u0600-\u06ff]/)
  expect(`${row.url} ${await statusAt(row.url, row.personId)}`).toBe(`${row.url} 200`)
  const mails = await database().select().from(mail).where(eq(mail.toAddress, who.email))
  const sent = mails.filter(({ text }) => text.includes(`/inbox/${row.id}`))
  expect(sent).toHaveLength(1)
  const mailed = plain(`${sent[0]?.subject}\n${sent[0]?.text}`)
  expect(mailed.replace(/\s+/g, ' ')).toContain(sentences[who.locale].replace(/\s+/g, ' '))
  return { name: who.name, kind: row.kind, yourTurn: row.yourTurn, url: row.url, ...sentences }
}

/**
 * Hands on what a command has put into the queue about a subject, as the worker does and twice over,
 * and gives who was told what. Whoever is told has a sentence in both languages, one mail with it in
 * their own, and an address which they may open.
 */
export async function toldAbout(
  db: TestDatabase,
  event: NotifyEvent,
  subject: string,
  at: Date,
): Promise<Told[]> {
  const jobs = (await jobsOf(db.ownerUrl, 'notify')) as TaskPayloads['notify'][]
  const mine = jobs.filter((job) => job.event === event && job.subject === subject)
  const job = mine.at(-1)
  if (!job) throw new Error(`nothing in the queue says ${event} of ${subject}`)
  const before = await database().select({ id: notification.id }).from(notification)
  const known = new Set(before.map(({ id }) => id))
  const count = await inTransaction((tx) => notify(tx, { ...job, at }))
  expect(await inTransaction((tx) => notify(tx, { ...job, at }))).toBe(0)
  const rows = (await database().select().from(notification)).filter(({ id }) => !known.has(id))
  expect(rows).toHaveLength(count)
  const told = await Promise.all(rows.map(toldOf))
  return told.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** How many times the queue says an event of a subject. */
export async function timesSaid(db: TestDatabase, event: NotifyEvent, subject: string) {
  const jobs = await jobsOf(db.ownerUrl, 'notify')
  return jobs.filter((job) => job.event === event && job.subject === subject).length
}

/** Somebody reads Urdu from now on. */
export async function readsUrdu({ personId }: { personId: string }): Promise<void> {
  await database().update(person).set({ locale: 'ur' }).where(eq(person.id, personId))
}
