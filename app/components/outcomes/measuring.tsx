import type { WaitingFile } from '~/domain/contracts/measuring/waiting-file'
import type { EvaluationState, Wait } from '~/domain/outcomes/runs/evaluation'
import type { FormState } from '../forms/form'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { Progress } from '../page/progress'
import { Section, Stack } from '../page/section'
import { Quiet } from '../page/text'
import { PredictionSteps } from './prediction-steps'

export type RunProgress = {
  state: EvaluationState
  waitsFor: Wait | null
  rowsTotal: number
  rowsDone: number
  rowsFailed: number
  latencyP50Ms: number
  latencyP95Ms: number
  /** How many rows were done in a second of sending; null before the first. */
  rowsPerSecond: number | null
}

/** The parts of a running measurement that change, in words: for the page and for what follows it. */
export function progressParts(
  { t }: Pick<ReaderLanguage, 't'>,
  progress: RunProgress,
): Record<'label' | 'value' | 'count' | 'failed' | 'latency' | 'rate', string> {
  const { rowsDone: done, rowsTotal: total, rowsPerSecond } = progress
  const ms = (value: number) => t('outcome.milliseconds', { value: Math.round(value) })
  const begun = done > 0
  return {
    label: progress.waitsFor
      ? t(`progress.waits_${progress.waitsFor}`)
      : t(begun ? 'outcome.state_running' : 'milestone.progress_queued'),
    value: String(done),
    count: t('progress.count', { done, total }),
    failed: begun ? t('outcome.progress_failed', { count: progress.rowsFailed }) : '',
    latency: begun
      ? t('milestone.progress_latency', {
          p50: ms(progress.latencyP50Ms),
          p95: ms(progress.latencyP95Ms),
        })
      : '',
    rate: rowsPerSecond === null ? '' : t('progress.rate', { rate: rowsPerSecond }),
  }
}

/** How a measurement stands: what is being sent, or what it waits for. */
export function Measuring(props: {
  /** Where the rows of an attempt are handed out. */
  rowsUrl: string
  progress: RunProgress | null
  file: WaitingFile | null
  state: FormState | undefined
}) {
  const { t } = useLanguage()
  const { progress, file } = props
  if (file) return <PredictionSteps rowsUrl={props.rowsUrl} file={file} state={props.state} />
  if (!progress) return null
  return (
    <Section title={t('milestone.progress')}>
      <Stack gap={3}>
        <Sent progress={progress} />
        <Quiet>{t('milestone.progress_refresh')}</Quiet>
      </Stack>
    </Section>
  )
}

/** Figures that change every second: a screen reader is told of them when it asks. */
function Sent({ progress }: { progress: RunProgress }) {
  const parts = progressParts(useLanguage(), progress)
  return (
    <div className="grid gap-2" aria-live="off">
      <Progress
        value={progress.rowsDone}
        max={progress.rowsTotal}
        label={parts.label}
        count={parts.count}
      />
      <ul className="flex list-none flex-wrap gap-x-6 gap-y-1 p-0 text-sm">
        {(['failed', 'rate', 'latency'] as const).map((part) => (
          <li key={part} data-part={part} className="empty:hidden">
            {parts[part]}
          </li>
        ))}
      </ul>
    </div>
  )
}
