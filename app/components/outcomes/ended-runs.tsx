import type { MilestoneEvent } from '~/domain/contracts/milestones/milestone'
import {
  type EvaluationState,
  openEvaluationStates,
  type RunFailure,
} from '~/domain/outcomes/runs/evaluation'
import { useLanguage } from '../page/language'
import { isolated } from '../page/text'

type Run = {
  readonly evaluationId: string
  readonly attempt: number
  readonly state: EvaluationState
  readonly failure: RunFailure | null
  /** Whether it used up an attempt. */
  readonly counted: boolean
  readonly finishedAt: Date | null
  /** null without a verdict. */
  readonly body: object | null
}

/** Runs that ended without a verdict. */
export function endedWithoutVerdict<T extends Pick<Run, 'state' | 'body'>>(runs: readonly T[]) {
  return runs.filter(({ state, body }) => body === null && !openEvaluationStates.includes(state))
}

/** What became of the runs that ended without a verdict: who stopped one, and whether it counts. */
export function EndedRuns(props: {
  attempts: readonly Run[]
  history: readonly { event: MilestoneEvent; at: Date; name: string | null }[]
}) {
  const { t, dateTime } = useLanguage()
  const stops = props.history.filter(({ event }) => event === 'stop_measurement')
  const said = ({ failure, state, counted, finishedAt }: Run) => {
    if (failure) return t(`outcome.failure_${failure}`)
    if (state !== 'cancelled') return t(`outcome.state_${state}`)
    const stop = stops.find(({ at }) => at.getTime() === finishedAt?.getTime())
    const who = stop?.name
      ? t('milestone.stopped_by', { name: isolated(stop.name), when: dateTime(stop.at) })
      : t('milestone.stopped')
    return `${who} ${t(counted ? 'milestone.stopped_counted' : 'milestone.stopped_not_counted')}`
  }
  return endedWithoutVerdict(props.attempts).map((run) => (
    <p key={run.evaluationId} className="text-sm">
      {t('milestone.attempt', { n: run.attempt })}: {said(run)}
    </p>
  ))
}
