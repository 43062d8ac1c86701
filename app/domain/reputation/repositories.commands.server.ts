import { portfolioArtefact, repositoryList } from 'db/schema/reputation'
import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Reader, Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { assertRoom, lockPortfolio } from './artefact.commands.server'
import type { Repository, RepositoryOrigin } from './repository'

/** Keeps what was read of somebody's repositories until they have chosen; a new list takes its place. */
export async function keepRepositories(
  tx: Tx,
  input: { by: string; origin: RepositoryOrigin; repositories: readonly Repository[]; at: Date },
): Promise<void> {
  const { by, origin, at } = input
  const set = { origin, repositories: [...input.repositories], readAt: at }
  await tx
    .insert(repositoryList)
    .values({ personId: by, ...set })
    .onConflictDoUpdate({ target: repositoryList.personId, set })
  const facts = { origin, found: set.repositories.length }
  await audit(tx, { by, act: 'portfolio.read_repositories', subject: by, facts })
}

/** The list that waits for its person to choose; null without one. */
export async function waitingRepositories(db: Reader, viewer: SignedIn) {
  const [row] = await db
    .select()
    .from(repositoryList)
    .where(eq(repositoryList.personId, viewer.personId))
  return row ?? null
}

/**
 * Shows the chosen repositories of the list that waits. One that is shown already is brought up to
 * date, with its words kept. The list is thrown away.
 * @throws Refused changed_meanwhile where no list waits, form_invalid for what is not in it, portfolio_full
 */
export async function showRepositories(
  tx: Tx,
  input: { by: string; urls: readonly string[]; at: Date },
): Promise<{ shown: number }> {
  const { by, at } = input
  await lockPortfolio(tx, by)
  const [list] = await tx.delete(repositoryList).where(eq(repositoryList.personId, by)).returning()
  if (!list) throw new Refused('changed_meanwhile')
  const urls = [...new Set(input.urls)]
  const chosen = list.repositories.filter(({ url }) => urls.includes(url))
  if (chosen.length !== urls.length) throw new Refused('form_invalid')
  const known = await shownAlready(tx, by, urls)
  await assertRoom(tx, by, chosen.length - known.size)
  for (const repository of chosen) {
    const read = { repository, repositoryOrigin: list.origin, readAt: list.readAt }
    const id = known.get(repository.url)
    if (id) await tx.update(portfolioArtefact).set(read).where(eq(portfolioArtefact.id, id))
    else {
      await tx.insert(portfolioArtefact).values({
        ...{
          ...read,
          id: newId('portfolioArtefact'),
          personId: by,
          kind: 'repository',
          addedAt: at,
        },
        ...{ title: repository.name, part: '', url: repository.url },
      })
    }
  }
  await audit(tx, { by, act: 'portfolio.show_repositories', subject: by })
  return { shown: chosen.length }
}

async function shownAlready(tx: Tx, by: string, urls: readonly string[]) {
  if (urls.length === 0) return new Map<string | null, string>()
  const rows = await tx
    .select({ id: portfolioArtefact.id, url: portfolioArtefact.url })
    .from(portfolioArtefact)
    .where(
      and(
        eq(portfolioArtefact.personId, by),
        isNotNull(portfolioArtefact.repository),
        inArray(portfolioArtefact.url, [...urls]),
      ),
    )
  return new Map(rows.map(({ id, url }) => [url, id]))
}
