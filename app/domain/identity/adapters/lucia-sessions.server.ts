import { person, session } from 'db/schema/identity'
import { and, eq, lt, ne } from 'drizzle-orm'
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia'
import { sha256 } from '~/platform/crypto.server'
import { type Db, database, type Reader } from '~/platform/database.server'
import { secureCookies } from '../cookies.server'

/**
 * The only file that knows Lucia, which is no longer developed
 * (docs/decisions/sessions-with-lucia.md). The database holds the SHA-256 of a session id,
 * so that a copy of it signs nobody in.
 */
type SessionFacts = { userAgent: string; lastSeenAt: Date }
type PersonRow = typeof person.$inferSelect

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionFacts, { row: PersonRow }>
    DatabaseSessionAttributes: SessionFacts
    DatabaseUserAttributes: { row: PersonRow }
  }
}

type SessionRow = typeof session.$inferSelect

const toLucia = (row: SessionRow, id: string): DatabaseSession => ({
  id,
  userId: row.personId,
  expiresAt: row.expiresAt,
  attributes: { userAgent: row.userAgent, lastSeenAt: row.lastSeenAt },
})

/** Lucia's storage over our tables. Ids that come in are hashed; an id that goes out is the presented one. */
export function sessionAdapter(db: () => Reader): Adapter {
  return {
    async getSessionAndUser(sessionId) {
      const [found] = await db()
        .select({ session, person })
        .from(session)
        .innerJoin(person, eq(person.id, session.personId))
        .where(eq(session.idHash, sha256(sessionId)))
      if (!found) return [null, null]
      const user: DatabaseUser = { id: found.person.id, attributes: { row: found.person } }
      return [toLucia(found.session, sessionId), user]
    },
    async getUserSessions(personId) {
      const rows = await db().select().from(session).where(eq(session.personId, personId))
      return rows.map((row) => toLucia(row, row.idHash))
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      await db()
        .insert(session)
        .values({
          idHash: sha256(id),
          personId: userId,
          expiresAt,
          userAgent: attributes.userAgent,
        })
    },
    async updateSessionExpiration(sessionId, expiresAt) {
      await db()
        .update(session)
        .set({ expiresAt })
        .where(eq(session.idHash, sha256(sessionId)))
    },
    async deleteSession(sessionId) {
      await db()
        .delete(session)
        .where(eq(session.idHash, sha256(sessionId)))
    },
    async deleteUserSessions(personId) {
      await db().delete(session).where(eq(session.personId, personId))
    },
    async deleteExpiredSessions() {
      await db().delete(session).where(lt(session.expiresAt, new Date()))
    },
  }
}

function lucia(db: () => Reader) {
  return new Lucia<SessionFacts, { row: PersonRow }>(sessionAdapter(db), {
    sessionExpiresIn: new TimeSpan(30, 'd'),
    sessionCookie: {
      name: 'samar_session',
      attributes: { sameSite: 'lax', secure: secureCookies(), path: '/' },
    },
    getSessionAttributes: (facts) => facts,
    getUserAttributes: (facts) => facts,
  })
}

export type OpenSession = {
  id: string
  idHash: string
  person: PersonRow
  setCookie: string | null
}

const seenEveryMs = 5 * 60_000

/** The session whose cookie came with a request. Past its half-life it is prolonged, with a new cookie. */
export async function openSession(request: Request): Promise<OpenSession | 'absent' | 'stale'> {
  const sessions = lucia(database)
  const id = sessions.readSessionCookie(request.headers.get('Cookie') ?? '')
  if (!id) return 'absent'
  const found = await sessions.validateSession(id)
  if (!found.session || !found.user) return 'stale'
  const idHash = sha256(id)
  if (Date.now() - found.session.lastSeenAt.getTime() > seenEveryMs) {
    await database()
      .update(session)
      .set({ lastSeenAt: new Date() })
      .where(eq(session.idHash, idHash))
  }
  const setCookie = found.session.fresh ? sessions.createSessionCookie(id).serialize() : null
  return { id, idHash, person: found.user.row, setCookie }
}

/** Makes a session with a new id, whatever the browser presented before. */
export async function startSession(
  tx: Reader,
  input: { personId: string; userAgent: string },
): Promise<{ sessionId: string; setCookie: string }> {
  const sessions = lucia(() => tx)
  const made = await sessions.createSession(input.personId, {
    userAgent: input.userAgent.slice(0, 300),
    lastSeenAt: new Date(),
  })
  return { sessionId: made.id, setCookie: sessions.createSessionCookie(made.id).serialize() }
}

/** The cookie that removes the session from the browser. */
export function blankSessionCookie(): string {
  return lucia(database).createBlankSessionCookie().serialize()
}

export async function endAllSessions(tx: Reader, personId: string): Promise<void> {
  await lucia(() => tx).invalidateUserSessions(personId)
}

/** Ends one session of a person, named by the stored hash; sessions of others stay. */
export async function endSessionByHash(
  tx: Reader,
  personId: string,
  idHash: string,
): Promise<boolean> {
  const ended = await tx
    .delete(session)
    .where(and(eq(session.idHash, idHash), eq(session.personId, personId)))
    .returning({ idHash: session.idHash })
  return ended.length > 0
}

export async function endOtherSessions(
  tx: Reader,
  personId: string,
  keepHash: string,
): Promise<void> {
  await tx.delete(session).where(and(eq(session.personId, personId), ne(session.idHash, keepHash)))
}

export async function deleteExpiredSessions(db: Db): Promise<void> {
  await lucia(() => db).deleteExpiredSessions()
}
