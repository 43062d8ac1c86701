import type { ClockPoint } from '~/domain/contracts/milestones/clock-points'
import { endedStatuses, releasedStatuses } from '~/domain/contracts/milestones/milestone'
import type { MilestoneOverview, Overview } from '~/domain/contracts/overview'
import { useLanguage } from '../page/language'
import { ClockLine } from '../plots/clock-line'

/** The five points of one milestone, past solid, future dashed, the awaited one marked. */
export function MilestoneClock(props: { points: readonly ClockPoint[]; compact?: boolean }) {
  const { t } = useLanguage()
  return (
    <ClockLine
      label={t('milestone.clock_line')}
      compact={props.compact}
      points={props.points.map(({ key, at, state }) => ({
        label: t(key),
        state,
        ...(at ? { at } : {}),
      }))}
    />
  )
}

function stateOf(milestone: MilestoneOverview, current: MilestoneOverview | null) {
  if (releasedStatuses.includes(milestone.status)) return 'past' as const
  if (endedStatuses.includes(milestone.status)) return 'missed' as const
  if (milestone.id === current?.id) return 'now' as const
  return current && milestone.position < current.position ? ('past' as const) : ('future' as const)
}

/** All milestones of a contract in their order, each a link to its page. */
export function MilestoneLine({
  contract,
}: {
  contract: Pick<Overview, 'milestones' | 'current'>
}) {
  const { t } = useLanguage()
  return (
    <ClockLine
      label={t('contract.milestone_line')}
      points={contract.milestones.map((milestone) => ({
        label: milestone.title,
        href: `/milestones/${milestone.id}`,
        state: stateOf(milestone, contract.current),
        note: t(`milestone.status_${milestone.status}`),
        ...(milestone.turn.until && milestone.id === contract.current?.id
          ? { at: milestone.turn.until }
          : {}),
      }))}
    />
  )
}
