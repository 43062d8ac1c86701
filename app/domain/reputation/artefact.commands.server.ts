import { person } from 'db/schema/identity'
import { portfolioArtefact, portfolioEntry } from 'db/schema/reputation'
import { and, eq, sql } from 'drizzle-orm'
import type { StoredFile } from '~/domain/contracts/milestones/delivery-files.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { mostArtefacts } from './artefact'
import { moved } from './portfolio'
import { artefactsOf } from './portfolio-page.server'

type Words = { title: string; part: string; entryId: string | null }
type Place = { kind: 'link'; url: string } | { kind: 'file' | 'picture'; file: StoredFile }

/** One at a time for one person, so that two requests do not both take the last place. */
export async function lockPortfolio(tx: Tx, personId: string): Promise<void> {
  await tx
    .select({ id: person.id })
    .from(person)
    .where(eq(person.id, personId))
    .for('no key update')
}

/** @throws Refused portfolio_full where `more` would be too many. */
export async function assertRoom(tx: Tx, personId: string, more: number): Promise<void> {
  const [row] = await tx
    .select({ kept: sql<number>`count(*)::int` })
    .from(portfolioArtefact)
    .where(eq(portfolioArtefact.personId, personId))
  if ((row?.kept ?? 0) + more > mostArtefacts) {
    throw new Refused('portfolio_full', { most: mostArtefacts })
  }
}

/** @throws Refused not_found for an outcome of somebody else. */
async function assertOwnEntry(tx: Tx, personId: string, entryId: string | null): Promise<void> {
  if (entryId === null) return
  const [own] = await tx
    .select({ id: portfolioEntry.id })
    .from(portfolioEntry)
    .where(and(eq(portfolioEntry.id, entryId), eq(portfolioEntry.personId, personId)))
  if (!own) throw new Refused('not_found')
}

/**
 * Puts a link, a file or a picture into a portfolio. Files were checked and stored before.
 * @throws Refused portfolio_full, not_found for an outcome of somebody else
 */
export async function addArtefact(
  tx: Tx,
  input: Words & Place & { by: string; at: Date },
): Promise<{ artefactId: string }> {
  const { by, at, title, part, entryId, kind } = input
  await lockPortfolio(tx, by)
  await assertRoom(tx, by, 1)
  await assertOwnEntry(tx, by, entryId)
  const artefactId = newId('portfolioArtefact')
  const words = { id: artefactId, personId: by, kind, entryId, title, part, addedAt: at }
  if (input.kind === 'link') await tx.insert(portfolioArtefact).values({ ...words, url: input.url })
  else {
    const { id: _, name, ...file } = input.file
    await tx.insert(portfolioArtefact).values({ ...words, ...file, fileName: name })
  }
  await audit(tx, { by, act: 'portfolio.add', subject: artefactId, facts: { kind } })
  return { artefactId }
}

/** Changes what is said of an artefact. @throws Refused not_found */
export async function describeArtefact(
  tx: Tx,
  input: Words & { by: string; artefactId: string },
): Promise<void> {
  const { by, artefactId, title, part, entryId } = input
  await assertOwnEntry(tx, by, entryId)
  const changed = await tx
    .update(portfolioArtefact)
    .set({ title, part, entryId })
    .where(and(eq(portfolioArtefact.id, artefactId), eq(portfolioArtefact.personId, by)))
    .returning({ id: portfolioArtefact.id })
  if (changed.length === 0) throw new Refused('not_found')
}

/** Takes an artefact out, and its file off the disk. One that is gone is no trouble. */
export async function removeArtefact(
  tx: Tx,
  input: { by: string; artefactId: string },
): Promise<void> {
  const { by, artefactId } = input
  const [gone] = await tx
    .delete(portfolioArtefact)
    .where(and(eq(portfolioArtefact.id, artefactId), eq(portfolioArtefact.personId, by)))
    .returning({ key: portfolioArtefact.storageKey })
  if (gone?.key) await enqueue(tx, 'delete-file', { key: gone.key })
  if (gone) await audit(tx, { by, act: 'portfolio.remove', subject: artefactId })
}

/** Moves an artefact a place up or down. At the end of the list it stays. @throws Refused not_found */
export async function moveArtefact(
  tx: Tx,
  input: { by: string; artefactId: string; to: 'up' | 'down' },
): Promise<void> {
  const { by, artefactId, to } = input
  await lockPortfolio(tx, by)
  const ids = (await artefactsOf(tx, by)).map(({ id }) => id)
  if (!ids.includes(artefactId)) throw new Refused('not_found')
  for (const [position, id] of moved(ids, artefactId, to).entries()) {
    await tx.update(portfolioArtefact).set({ position }).where(eq(portfolioArtefact.id, id))
  }
}
