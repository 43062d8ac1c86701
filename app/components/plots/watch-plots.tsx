import type { Slot } from '~/domain/outcomes/probes/watch-view'
import { DataTable } from '../page/data-table'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'

const height = 36

type Shown = 'ok' | 'failed' | 'missed' | 'ahead'

const inks: Record<Shown, string> = {
  ok: 'var(--met)',
  failed: 'var(--lost)',
  missed: 'var(--edge)',
  ahead: 'var(--hairline)',
}

/** A sign beside each colour: full, a gap in the middle, a dash, a line. As high as it was looked at. */
function shapesOf(slot: Slot): { kind: Shown; y: number; tall: number }[] {
  const taken = slot.ok + slot.failed
  if (taken + slot.missed === 0) return [{ kind: 'ahead', y: height - 2, tall: 2 }]
  if (taken === 0) return [{ kind: 'missed', y: height / 2 - 2, tall: 4 }]
  const whole = Math.max(6, Math.min(1, taken / Math.max(1, slot.looks)) * height)
  const failed = (slot.failed / taken) * whole
  const shown = slot.failed > 0 ? Math.min(whole, Math.max(6, failed)) : 0
  return [
    ...(shown < whole
      ? [{ kind: 'ok' as const, y: height - whole, tall: Math.max(1, whole - shown - 1) }]
      : []),
    ...(shown > 0 ? [{ kind: 'failed' as const, y: height - shown, tall: shown }] : []),
  ]
}

/** The window from its start to its end: what was answered, what was not, and what nobody looked at. */
export function AvailabilityStrip({ slots }: { slots: readonly Slot[] }) {
  const language = useLanguage()
  const { t, number, dir } = language
  const sum = (pick: (slot: Slot) => number) => slots.reduce((all, slot) => all + pick(slot), 0)
  const ok = sum((slot) => slot.ok)
  const failed = sum((slot) => slot.failed)
  const missed = sum((slot) => slot.missed)
  const width = 100 / slots.length
  const label = t('watch.strip_summary', { taken: ok + failed, ok, failed, missed })
  return (
    <figure className="m-0 grid min-w-0 gap-2">
      <svg role="img" aria-label={label} className="block w-full" height={height}>
        {slots.map((slot, at) => {
          const place = dir === 'rtl' ? slots.length - 1 - at : at
          return shapesOf(slot).map(({ kind, y, tall }) => (
            <rect
              key={`${slot.from.getTime()}-${kind}`}
              x={`${place * width + width * 0.08}%`}
              y={y}
              width={`${width * 0.84}%`}
              height={Math.max(1, tall)}
              fill={inks[kind]}
            />
          ))
        })}
      </svg>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-quiet">
        {(['ok', 'failed', 'missed', 'ahead'] as const).map((kind) => (
          <span key={kind} className="inline-flex items-center gap-1.5">
            <svg width="10" height="12" aria-hidden="true">
              <rect
                width="10"
                y={kind === 'ahead' ? 10 : kind === 'missed' ? 4 : kind === 'failed' ? 5 : 0}
                height={kind === 'ahead' ? 2 : kind === 'missed' ? 4 : kind === 'failed' ? 7 : 12}
                fill={inks[kind]}
              />
            </svg>
            {t(`watch.legend_${kind}`)}
          </span>
        ))}
        <span>{t('watch.legend_height')}</span>
      </figcaption>
      <Fold label={t('common.table_view')}>
        <DataTable
          caption={t('watch.strip', { count: slots.length })}
          rows={slots.filter((slot) => slot.ok + slot.failed + slot.missed > 0)}
          rowKey={(slot) => String(slot.from.getTime())}
          columns={[
            {
              key: 'from',
              label: t('watch.from'),
              primary: true,
              cell: (slot) => language.shortDateTime(slot.from),
            },
            {
              key: 'ok',
              label: t('watch.answered'),
              numeric: true,
              cell: (slot) => number(slot.ok),
            },
            {
              key: 'failed',
              label: t('watch.failed'),
              numeric: true,
              cell: (slot) => number(slot.failed),
            },
            {
              key: 'missed',
              label: t('watch.nobody_looked'),
              numeric: true,
              cell: (slot) => number(slot.missed),
            },
            {
              key: 'median',
              label: t('watch.median'),
              numeric: true,
              cell: (slot) => <Milliseconds us={slot.medianUs} />,
            },
            {
              key: 'p95',
              label: t('watch.p95'),
              numeric: true,
              cell: (slot) => <Milliseconds us={slot.p95Us} />,
            },
          ]}
        />
      </Fold>
    </figure>
  )
}

function Milliseconds({ us }: { us: number | null }) {
  const { t, number } = useLanguage()
  if (us === null) return <>–</>
  return <bdi>{t('common.milliseconds', { value: number(us / 1_000, { digits: 0 }) })}</bdi>
}

const plotHeight = 88

/** Median and 95th percentile over the window, as two lines with the largest value as the scale. */
export function LatencyLines({ slots }: { slots: readonly Slot[] }) {
  const { t, number, dir } = useLanguage()
  const most = Math.max(...slots.map(({ p95Us }) => p95Us ?? 0))
  if (most === 0) return <p className="text-sm text-quiet">{t('watch.latency_none')}</p>
  const top = t('common.milliseconds', { value: number(most / 1_000, { digits: 0 }) })
  const x = (at: number) => {
    const share = ((at + 0.5) / slots.length) * 600
    return dir === 'rtl' ? 600 - share : share
  }
  const y = (us: number) => plotHeight - 4 - (us / most) * (plotHeight - 12)
  const line = (pick: (slot: Slot) => number | null) =>
    slots.reduce<{ path: string; open: boolean }>(
      ({ path, open }, slot, at) => {
        const us = pick(slot)
        if (us === null) return { path, open: false }
        return {
          path: `${path}${open ? 'L' : 'M'}${x(at).toFixed(1)} ${y(us).toFixed(1)}`,
          open: true,
        }
      },
      { path: '', open: false },
    ).path
  // Lines of no length with round ends: they stay round, however wide the picture is drawn.
  const dots = slots
    .map(({ medianUs }, at) =>
      medianUs === null ? '' : `M${x(at).toFixed(1)} ${y(medianUs).toFixed(1)}h0.01`,
    )
    .join('')
  return (
    <figure className="m-0 grid min-w-0 gap-1">
      <svg
        role="img"
        aria-label={t('watch.latency_summary')}
        viewBox={`0 0 600 ${plotHeight}`}
        preserveAspectRatio="none"
        className="block h-24 w-full"
      >
        <line x1="0" x2="600" y1={plotHeight - 2} y2={plotHeight - 2} stroke="var(--edge)" />
        <line x1="0" x2="600" y1="8" y2="8" stroke="var(--hairline)" />
        <path
          d={line(({ p95Us }) => p95Us)}
          fill="none"
          stroke="var(--turn)"
          strokeWidth="1.5"
          strokeDasharray="5 3"
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={line(({ medianUs }) => medianUs)}
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={dots}
          stroke="var(--accent)"
          strokeWidth="5"
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-quiet">
        <span className="inline-flex items-center gap-1.5">
          <svg width="18" height="8" aria-hidden="true">
            <line x1="0" x2="18" y1="4" y2="4" stroke="var(--accent)" strokeWidth="2" />
          </svg>
          {t('watch.median')}
        </span>
        <span className="inline-flex items-center gap-1.5">
          <svg width="18" height="8" aria-hidden="true">
            <line
              x1="0"
              x2="18"
              y1="4"
              y2="4"
              stroke="var(--turn)"
              strokeWidth="1.5"
              strokeDasharray="5 3"
            />
          </svg>
          {t('watch.p95')}
        </span>
        <span>
          {t('watch.scale_top')} <bdi>{top}</bdi>
        </span>
      </figcaption>
    </figure>
  )
}
