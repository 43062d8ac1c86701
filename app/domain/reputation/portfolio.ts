import type { Role } from '~/domain/skills/roles'

/** A released milestone as a portfolio shows it. */
export type PortfolioEntry = {
  id: string
  contractId: string
  title: string
  verdictId: string | null
  /** A met verdict proves it; otherwise the client accepted without one. */
  verified: boolean
  deliveredAt: Date
  client: string
  team: { slug: string; name: string }
  people: { personId: string; name: string; role: Role | null }[]
}
