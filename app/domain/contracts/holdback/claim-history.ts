import type { ClaimActor, ClaimReason, ClaimState } from './claim'

type Told = {
  readonly id: string
  readonly reason: ClaimReason
  readonly state: ClaimState
  readonly openedBy: string | null
  readonly openedAt: Date
  readonly answeredBy: string | null
  readonly answeredAt: Date | null
  readonly endedBy: string | null
  readonly endedAt: Date | null
}

export type ClaimStep = {
  readonly id: string
  readonly step: 'opened' | 'answered' | 'released' | 'refunded' | 'mended' | 'withdrawn'
  readonly at: Date
  readonly actor: ClaimActor
  readonly personId: string | null
}

const endings = {
  released: 'operator',
  refunded: 'operator',
  mended: 'platform',
  withdrawn: 'client',
} as const

const isEnding = (state: ClaimState): state is keyof typeof endings => Object.hasOwn(endings, state)

/** What happened to a claim, oldest first: that it was opened, answered and how it ended. */
export function claimSteps(claim: Told): ClaimStep[] {
  const { id, state, answeredAt, endedAt } = claim
  const opener: ClaimActor = claim.reason === 'client' ? 'client' : 'platform'
  const opened = { step: 'opened', at: claim.openedAt, actor: opener } as const
  const steps: ClaimStep[] = [{ id: `${id}-opened`, ...opened, personId: claim.openedBy }]
  if (answeredAt) {
    const answered = { step: 'answered', at: answeredAt, actor: 'team' } as const
    steps.push({ id: `${id}-answered`, ...answered, personId: claim.answeredBy })
  }
  if (endedAt && isEnding(state)) {
    const ended = { step: state, at: endedAt, actor: endings[state] } as const
    steps.push({ id: `${id}-ended`, ...ended, personId: claim.endedBy })
  }
  return steps
}
