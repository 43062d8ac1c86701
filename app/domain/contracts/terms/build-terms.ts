import type { OfferInput } from '~/domain/market/offers/offer'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import type { ProposedMilestone } from '~/domain/market/proposals/proposal'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { DataDeclaration, ManifestEntry } from '~/domain/stewardship/facts'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import type { Terms } from './terms'

/** How long a part that is kept back stays back. */
export const holdbackDays = 30

export type TermsSource = {
  readonly contractId: string
  readonly brief: {
    readonly title: string
    readonly statement: string
    readonly criteria: readonly Criterion[]
    readonly data: DataDeclaration
    readonly workloadClass: WorkloadClass
  }
  readonly proposal: {
    readonly currency: string
    readonly priceMinor: bigint
    readonly milestones: readonly ProposedMilestone[]
    readonly manifest: readonly ManifestEntry[]
    readonly holdbackBps: number
    readonly reviewDays: number
  }
  readonly client: Terms['client']
  readonly team: Terms['team']
  readonly members: Terms['members']
  readonly platformFeeBps: number
  readonly rulesVersion: number
  readonly dataset: Terms['dataset']
  readonly inputs?: readonly OfferInput[]
}

/** The first version of the terms: what the brief asked and the proposal answered, nothing added. */
export function firstTerms(source: TermsSource): Terms {
  const { brief, proposal } = source
  return {
    contractId: source.contractId,
    version: 1,
    title: brief.title,
    statement: brief.statement,
    client: source.client,
    team: source.team,
    members: source.members,
    currency: proposal.currency,
    priceMinor: proposal.priceMinor.toString(),
    platformFeeBps: source.platformFeeBps,
    holdbackBps: proposal.holdbackBps,
    holdbackDays,
    reviewDays: proposal.reviewDays,
    criteria: brief.criteria,
    milestones: proposal.milestones.map((milestone, index) => ({
      position: index + 1,
      title: milestone.title,
      description: milestone.description,
      amountMinor: milestone.amountMinor,
      weeks: milestone.weeks,
      criterionIds: milestone.criterionIds,
      ...(milestone.kind ? { kind: milestone.kind } : {}),
    })),
    workloadClass: brief.workloadClass,
    rulesVersion: source.rulesVersion,
    data: brief.data,
    manifest: proposal.manifest,
    dataset: source.dataset,
    ...(source.inputs && source.inputs.length > 0 ? { inputs: source.inputs } : {}),
  }
}

/** The part of a milestone that is kept back: nothing of a discovery, which cannot get worse. */
export function holdbackBpsOf(
  terms: Pick<Terms, 'holdbackBps'>,
  milestone: { readonly kind?: 'discovery' | null },
): number {
  return isDiscovery(milestone) ? 0 : terms.holdbackBps
}

/** The criteria that decide one milestone. */
export function criteriaOf(
  terms: Pick<Terms, 'criteria'>,
  milestone: { readonly criterionIds: readonly string[] },
): Criterion[] {
  return terms.criteria.filter(({ id }) => milestone.criterionIds.includes(id))
}
