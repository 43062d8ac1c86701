import type { Exchange } from '~/domain/market/exchange/exchange'
import type { OfferInput } from '~/domain/market/offers/offer'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { Role } from '~/domain/skills/roles'
import type { DataDeclaration, ManifestEntry } from '~/domain/stewardship/facts'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'

/**
 * What both sides sign. JSON only, so that its canonical text can be hashed: amounts are decimal
 * strings of minor units, times are ISO strings.
 */
export type Terms = {
  readonly contractId: string
  readonly version: number
  readonly title: string
  readonly statement: string
  readonly client: {
    readonly organisationId: string
    readonly name: string
    readonly country: string
  }
  readonly team: { readonly teamId: string; readonly name: string; readonly country: string }
  readonly members: readonly {
    readonly personId: string
    readonly name: string
    readonly role: Role
    readonly shareBps: number
    /** Absent for a usual seat, so that terms signed before it existed keep their hash. */
    readonly exchange?: Exchange
  }[]
  /**
   * Other seats from a milestone on, the earlier first: what a hand-over agreed. `membersAt` reads
   * both. Left out where seats never changed, so that earlier terms keep their hash.
   */
  readonly laterSeats?: readonly {
    readonly fromPosition: number
    readonly members: Terms['members']
  }[]
  readonly currency: string
  readonly priceMinor: string
  readonly platformFeeBps: number
  readonly holdbackBps: number
  readonly holdbackDays: number
  readonly reviewDays: number
  readonly criteria: readonly Criterion[]
  readonly milestones: readonly {
    readonly position: number
    readonly title: string
    readonly description: string
    readonly amountMinor: string
    readonly weeks: number
    readonly criterionIds: readonly string[]
    /** A paid discovery. Left out elsewhere, so that terms without one keep their hash. */
    readonly kind?: 'discovery'
  }[]
  readonly workloadClass: WorkloadClass
  readonly rulesVersion: number
  readonly data: DataDeclaration
  readonly manifest: readonly ManifestEntry[]
  /** null where no criterion is measured on sealed rows. */
  readonly dataset: {
    readonly id: string
    readonly merkleRoot: string
    readonly rows: number
  } | null
  /**
   * What the client hands over before the weeks of the first milestone count. Absent: nothing. It is
   * left out then, so that terms signed before it existed keep their hash.
   */
  readonly inputs?: readonly OfferInput[]
}
