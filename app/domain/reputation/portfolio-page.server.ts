import { person } from 'db/schema/identity'
import { verdict } from 'db/schema/outcomes'
import { portfolioArtefact, portfolioEntry } from 'db/schema/reputation'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { publicCredentialsOf } from '~/domain/credentials/queries.server'
import type { Viewer } from '~/domain/identity/viewer'
import type { CriterionResult, VerdictBody } from '~/domain/outcomes/evidence/verdict'
import { personPage } from '~/domain/teams/people-queries.server'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { loadFile } from '~/platform/files.server'
import { type Artefact, isShownPicture } from './artefact'
import { opensFor, type PortfolioEntry } from './portfolio'
import { portfolioRow, shownEntries } from './portfolio-queries.server'

/** Whose portfolio is asked for, and the code of the link that somebody holds. */
export type AskedPortfolio = { readonly personId: string; readonly code: string | null }

/** An outcome with what was measured, the person's own words and what they show of it. */
export type ShownEntry = PortfolioEntry & {
  readonly words: string
  readonly attempt: number
  readonly results: readonly Omit<CriterionResult, 'detail'>[]
  readonly artefacts: readonly Artefact[]
}

const artefactColumns = {
  id: portfolioArtefact.id,
  kind: portfolioArtefact.kind,
  entryId: portfolioArtefact.entryId,
  title: portfolioArtefact.title,
  part: portfolioArtefact.part,
  url: portfolioArtefact.url,
  fileName: portfolioArtefact.fileName,
  sizeBytes: portfolioArtefact.sizeBytes,
  repository: portfolioArtefact.repository,
  repositoryOrigin: portfolioArtefact.repositoryOrigin,
  readAt: portfolioArtefact.readAt,
}

/** What a person shows besides, as they ordered it. The caller has checked the reader. */
export function artefactsOf(db: Reader, personId: string): Promise<Artefact[]> {
  return db
    .select(artefactColumns)
    .from(portfolioArtefact)
    .where(eq(portfolioArtefact.personId, personId))
    .orderBy(
      sql`${portfolioArtefact.position} asc nulls first`,
      desc(portfolioArtefact.addedAt),
      desc(portfolioArtefact.id),
    )
}

/**
 * The portfolio for whoever may open it.
 * @throws Refused not_found for everybody else, whether or not there is one.
 */
async function opened(db: Reader, viewer: Viewer, { personId, code }: AskedPortfolio) {
  const self = viewer?.personId === personId
  const row = await portfolioRow(db, personId)
  if (!opensFor(row, { self, code })) throw new Refused('not_found')
  const [found] = await db
    .select({ confirmedAt: person.emailConfirmedAt })
    .from(person)
    .where(eq(person.id, personId))
  if (!found || !(self || found.confirmedAt)) throw new Refused('not_found')
  return row
}

/** What was measured of outcomes, by the id of the verdict. */
async function measured(db: Reader, verdictIds: readonly string[]) {
  if (verdictIds.length === 0) return new Map<string, Pick<VerdictBody, 'attempt' | 'results'>>()
  const rows = await db
    .select({ id: verdict.id, body: verdict.body })
    .from(verdict)
    .where(inArray(verdict.id, [...verdictIds]))
  return new Map(rows.map(({ id, body }) => [id, JSON.parse(body) as VerdictBody]))
}

/** A contract without a name shows no more than that it was, how it was judged and by which verdict. */
async function withDetails(
  db: Reader,
  personId: string,
  entries: readonly PortfolioEntry[],
  artefacts: readonly Artefact[],
): Promise<ShownEntry[]> {
  const named = entries.filter(({ title }) => title !== null)
  const bodies = await measured(
    db,
    named.flatMap(({ verdictId }) => verdictId ?? []),
  )
  const words = await db
    .select({ id: portfolioEntry.id, words: portfolioEntry.words })
    .from(portfolioEntry)
    .where(eq(portfolioEntry.personId, personId))
  return entries.map((entry) => {
    if (entry.title === null) return { ...entry, words: '', attempt: 1, results: [], artefacts: [] }
    const body = bodies.get(entry.verdictId ?? '')
    return {
      ...entry,
      words: words.find(({ id }) => id === entry.id)?.words ?? '',
      attempt: body?.attempt ?? 1,
      results: (body?.results ?? []).map(({ detail: _, ...result }) => result),
      artefacts: artefacts.filter(({ entryId }) => entryId === entry.id),
    }
  })
}

/**
 * A person's portfolio: the outcomes they show, what they made besides, their skills with proofs and
 * their credentials.
 * @throws Refused not_found for whoever may not open it.
 */
export async function portfolioPage(db: Reader, viewer: Viewer, asked: AskedPortfolio, at: Date) {
  const { visibility, linkCode, headline, about } = await opened(db, viewer, asked)
  const { personId } = asked
  const profile = await personPage(db, viewer, personId, visibility === 'link')
  const artefacts = await artefactsOf(db, personId)
  const entries = await withDetails(db, personId, await shownEntries(db, personId), artefacts)
  return {
    person: { ...profile, headline: headline || profile.headline, about: about || profile.about },
    visibility,
    /** What the addresses of its files need. */
    code: visibility === 'link' ? linkCode : null,
    entries,
    artefacts: artefacts.filter(({ entryId }) => entryId === null),
    credentials: await publicCredentialsOf(db, personId, at),
  }
}

/** As many pictures as a paper has room for. */
const mostPictures = 12

/** The pictures of a page that somebody may open, by the id of the artefact. */
export async function portfolioPictures(
  db: Reader,
  page: { entries: readonly ShownEntry[]; artefacts: readonly Artefact[] },
): Promise<Map<string, Uint8Array>> {
  const shown = [...page.entries.flatMap((entry) => entry.artefacts), ...page.artefacts]
  const ids = shown.filter(isShownPicture).map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: portfolioArtefact.id, key: portfolioArtefact.storageKey })
    .from(portfolioArtefact)
    .where(inArray(portfolioArtefact.id, ids.slice(0, mostPictures)))
  const loaded = rows.map(async ({ id, key }) => [id, await loadFile(key ?? '')] as const)
  return new Map(await Promise.all(loaded))
}

/** A file or a picture of a portfolio with its bytes. @throws Refused not_found */
export async function portfolioFile(
  db: Reader,
  viewer: Viewer,
  asked: AskedPortfolio & { artefactId: string },
) {
  const { visibility } = await opened(db, viewer, asked)
  const { personId, artefactId } = asked
  const [found] = await db
    .select()
    .from(portfolioArtefact)
    .where(and(eq(portfolioArtefact.id, artefactId), eq(portfolioArtefact.personId, personId)))
  if (!found?.storageKey || !(await isShown(db, viewer, personId, found.entryId))) {
    throw new Refused('not_found')
  }
  return {
    name: found.fileName ?? '',
    kind: found.kind,
    mediaType: found.mediaType ?? 'application/octet-stream',
    listed: visibility === 'public',
    data: await loadFile(found.storageKey),
  }
}

/** What belongs to an outcome is shown where the outcome is, under its name; to its person always. */
async function isShown(db: Reader, viewer: Viewer, personId: string, entryId: string | null) {
  if (entryId === null || viewer?.personId === personId) return true
  const entries = await shownEntries(db, personId)
  return entries.some(({ id, title }) => id === entryId && title !== null)
}
