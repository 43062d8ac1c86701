import type { Sector } from '~/domain/market/briefs/brief'
import type { Role } from '~/domain/skills/roles'

/** Who may read a portfolio: everybody, whoever has its link, or nobody else. */
export const portfolioVisibilities = ['public', 'link', 'private'] as const
export type PortfolioVisibility = (typeof portfolioVisibilities)[number]

/** A released milestone as a portfolio shows it. */
export type PortfolioEntry = {
  id: string
  contractId: string
  /** null where the client has not agreed to have the contract named. */
  title: string | null
  sector: Sector
  verdictId: string | null
  /** A met verdict proves it; otherwise the client accepted without one. */
  verified: boolean
  deliveredAt: Date
  client: string | null
  team: { slug: string; name: string }
  people: { personId: string; name: string; role: Role | null }[]
}

/**
 * Whether a portfolio opens for a reader. Its owner always reads it; a link opens it while it is shown
 * by link, and no longer.
 */
export function opensFor(
  { visibility, linkCode }: { visibility: PortfolioVisibility; linkCode: string | null },
  reader: { self: boolean; code: string | null },
): boolean {
  if (reader.self || visibility === 'public') return true
  return visibility === 'link' && linkCode !== null && reader.code === linkCode
}

/** `ids` with one of them moved a place up or down; the same where there is no such place. */
export function moved(ids: readonly string[], id: string, to: 'up' | 'down'): string[] {
  const from = ids.indexOf(id)
  const place = to === 'up' ? from - 1 : from + 1
  const other = ids[place]
  if (from < 0 || other === undefined) return [...ids]
  return ids.map((one) => (one === id ? other : one === other ? id : one))
}
