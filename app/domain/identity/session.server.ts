import { organisation, organisationMember, person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { businessNow } from '~/platform/business-clock.server'
import { database, type Reader } from '~/platform/database.server'
import { isLocale, type Locale } from '~/platform/languages/locales'
import { addressLocale, requestLocale } from '~/platform/languages/request-locale'
import { blankSessionCookie, openSession } from './adapters/lucia-sessions.server'
import { cookieOf } from './cookies.server'
import type { Membership, SignedIn, Viewer } from './viewer'

export type RequestSession = {
  viewer: Viewer
  /** The stored hash of the presented session id. */
  idHash: string | null
  /** Set-Cookie lines that every kind of answer carries. */
  cookies: string[]
}

export async function membershipsOf(db: Reader, personId: string): Promise<Membership[]> {
  return db
    .select({
      organisationId: organisation.id,
      name: organisation.name,
      kind: organisation.kind,
      role: organisationMember.role,
    })
    .from(organisationMember)
    .innerJoin(organisation, eq(organisation.id, organisationMember.organisationId))
    .where(eq(organisationMember.personId, personId))
    .orderBy(organisation.name)
}

async function signedIn(db: Reader, row: typeof person.$inferSelect): Promise<SignedIn> {
  const memberships = await membershipsOf(db, row.id)
  return {
    personId: row.id,
    name: row.name,
    email: row.email,
    emailConfirmed: row.emailConfirmedAt !== null,
    locale: row.locale,
    timeZone: row.timeZone,
    operator: memberships.some(({ kind }) => kind === 'operator'),
    memberships,
  }
}

/** A person as the permissions see them, for commands, which know only who acts. */
export async function signedInById(db: Reader, personId: string): Promise<Viewer> {
  const [row] = await db.select().from(person).where(eq(person.id, personId))
  return row ? signedIn(db, row) : null
}

async function read(request: Request): Promise<RequestSession> {
  const open = await openSession(request)
  if (open === 'absent') return { viewer: null, idHash: null, cookies: [] }
  if (open === 'stale') return { viewer: null, idHash: null, cookies: [blankSessionCookie()] }
  const viewer = await signedIn(database(), open.person)
  return { viewer, idHash: open.idHash, cookies: open.setCookie ? [open.setCookie] : [] }
}

/** Remix hands each loader a Request of its own, but one context object for all of a request. */
const sessions = new WeakMap<object, Promise<RequestSession>>()
const times = new WeakMap<object, Promise<Date>>()

/** Who asks. Read once for a request, however many loaders it runs. */
export function requestSession(request: Request, context: object): Promise<RequestSession> {
  const kept = sessions.get(context)
  if (kept) return kept
  const fresh = read(request)
  sessions.set(context, fresh)
  return fresh
}

/** Business time for this request: the same for every loader of a page. */
export function requestTime(context: object): Promise<Date> {
  const kept = times.get(context)
  if (kept) return kept
  const fresh = businessNow(database())
  times.set(context, fresh)
  return fresh
}

/** The language that the address names, else the one chosen in this browser, else the account's, else what the browser prefers. */
export function localeOf(request: Request, viewer: Viewer): Locale {
  const chosen = addressLocale(request) ?? cookieOf(request, 'locale')
  return isLocale(chosen) ? chosen : (viewer?.locale ?? requestLocale(request))
}
