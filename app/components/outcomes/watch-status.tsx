import type { RecheckView, WatchView } from '~/domain/contracts/holdback/holdback-view'
import { openWatchStates } from '~/domain/outcomes/probes/service-watch'
import type { Span } from '~/domain/outcomes/probes/watch-view'
import { openEvaluationStates } from '~/domain/outcomes/runs/evaluation'
import { isMessageKey } from '~/platform/languages/translator'
import { DataTable } from '../page/data-table'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { Section, Stack } from '../page/section'
import { StatusChip, type StatusKind } from '../page/status-chip'
import { Num, Quiet, TextLink } from '../page/text'
import { AvailabilityStrip, LatencyLines } from '../plots/watch-plots'

const isolated = (text: string) => `\u2068${text}\u2069`

const problemText = ({ t }: ReaderLanguage, problem: string | null): string => {
  const key = `outcome.problem_${problem ?? ''}`
  return t(isMessageKey(key) ? key : 'watch.problem_other')
}

type Now = 'ok' | 'failed' | 'none' | 'stale' | 'over'
const nowKinds: Record<Now, StatusKind> = {
  ok: 'met',
  failed: 'not_met',
  none: 'waiting',
  stale: 'waiting',
  over: 'done',
}

function nowOf({ state, last, stale }: WatchView): Now {
  if (!openWatchStates.includes(state)) return 'over'
  if (!last) return 'none'
  if (stale) return 'stale'
  return last.result === 'ok' ? 'ok' : 'failed'
}

/** Whether it answers now, in a chip, and the last look in a sentence. */
export function ServiceNow({ watch }: { watch: WatchView }) {
  const language = useLanguage()
  const { t, number, dateTime } = language
  const { last } = watch
  const now = nowOf(watch)
  const latency = t('common.milliseconds', {
    value: number((last?.latencyUs ?? 0) / 1_000, { digits: 0 }),
  })
  const sentence = !last
    ? t('watch.last_none')
    : now === 'stale'
      ? t('watch.last_stale', { when: dateTime(last.dueAt) })
      : last.result === 'ok'
        ? t(last.problem === null ? 'watch.last_ok' : 'watch.last_served', {
            when: dateTime(last.dueAt),
            latency,
          })
        : t('watch.last_failed', {
            when: dateTime(last.dueAt),
            problem: problemText(language, last.problem),
          })
  return <StatusChip kind={nowKinds[now]} label={t(`watch.now_${now}`)} sentence={sentence} />
}

function useSchedule(watch: WatchView): string {
  const { t, shortDateTime } = useLanguage()
  const facts = {
    host: isolated(watch.host),
    from: shortDateTime(watch.startsAt),
    to: shortDateTime(watch.endsAt),
  }
  return watch.everySeconds % 60 === 0
    ? t('watch.schedule_minutes', { ...facts, count: watch.everySeconds / 60 })
    : t('watch.schedule_seconds', { ...facts, count: watch.everySeconds })
}

/** Everything that is known of one watch. */
export function WatchDetails({ watch }: { watch: WatchView }) {
  const { t } = useLanguage()
  const schedule = useSchedule(watch)
  const missed = watch.spans.at(-1)?.missed ?? 0
  return (
    <Section title={t(`watch.purpose_${watch.purpose}`)} level={3}>
      <Stack gap={4}>
        <ServiceNow watch={watch} />
        <Quiet>{schedule}</Quiet>
        <AvailabilityStrip slots={watch.slots} />
        <Availability spans={watch.spans} />
        {missed > 0 ? (
          <Notice tone="info">
            <p>{t('watch.gaps', { count: missed })}</p>
          </Notice>
        ) : null}
        <div className="grid gap-2">
          <p className="font-semibold">{t('watch.latency')}</p>
          <LatencyLines slots={watch.slots} />
        </div>
      </Stack>
    </Section>
  )
}

function Availability({ spans }: { spans: readonly Span[] }) {
  const { t, number, percent } = useLanguage()
  return (
    <DataTable
      caption={t('watch.availability')}
      rows={spans}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'span',
          label: t('watch.span'),
          primary: true,
          cell: ({ key }) => t(`watch.span_${key}`),
        },
        {
          key: 'answered',
          label: t('watch.answered'),
          numeric: true,
          cell: ({ ok, failed }) => (
            <bdi>{t('watch.answered_of', { ok: number(ok), taken: number(ok + failed) })}</bdi>
          ),
        },
        {
          key: 'share',
          label: t('watch.share'),
          numeric: true,
          cell: ({ share }) =>
            share === null ? (
              <span className="text-quiet">{t('watch.share_few')}</span>
            ) : (
              <Num>{percent(share, 2)}</Num>
            ),
        },
        {
          key: 'interval',
          label: t('watch.interval'),
          numeric: true,
          cell: ({ lower, upper }) =>
            lower === null || upper === null ? (
              '–'
            ) : (
              <Num>{`${percent(lower, 1)} – ${percent(upper, 1)}`}</Num>
            ),
        },
        {
          key: 'missed',
          label: t('watch.nobody_looked'),
          numeric: true,
          cell: ({ missed }) => number(missed),
        },
      ]}
    />
  )
}

function RecheckResult({ row }: { row: RecheckView }) {
  const { t, date } = useLanguage()
  if (row.skipped) return <>{t(`watch.skip_${row.skipped}`)}</>
  if (row.overall) return <StatusChip kind={row.overall} />
  if (row.failure)
    return <>{t('watch.recheck_failed', { why: t(`outcome.failure_${row.failure}`) })}</>
  if (row.state && openEvaluationStates.includes(row.state))
    return <>{t('watch.recheck_running')}</>
  if (row.state) return <>{t(`outcome.state_${row.state}`)}</>
  if (row.prevented) return <>{t(`watch.ahead_${row.prevented}`)}</>
  return <>{t('watch.recheck_due', { date: date(row.at) })}</>
}

/** The measurements that look again, done and to come, each with its verdict. */
export function Rechecks({ rows }: { rows: readonly RecheckView[] }) {
  const { t, shortDateTime } = useLanguage()
  return (
    <DataTable
      caption={t('watch.rechecks')}
      hideCaption
      rows={rows}
      rowKey={({ key }) => key}
      empty={<Quiet>{t('watch.rechecks_none')}</Quiet>}
      columns={[
        {
          key: 'what',
          label: t('watch.what'),
          primary: true,
          cell: ({ slot }) => t(`watch.slot_${slot}`),
        },
        { key: 'when', label: t('watch.when'), cell: ({ at }) => shortDateTime(at) },
        { key: 'result', label: t('watch.result'), cell: (row) => <RecheckResult row={row} /> },
        {
          key: 'verdict',
          label: t('watch.verdict'),
          cell: ({ verdictId }) =>
            verdictId ? (
              <TextLink href={`/verdicts/${verdictId}`}>{t('milestone.verdict_open')}</TextLink>
            ) : (
              '–'
            ),
        },
      ]}
    />
  )
}
