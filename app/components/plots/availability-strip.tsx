import { DataTable } from '../page/data-table'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { Tick } from './interval-plot'

type Slot = { readonly ok: number; readonly failed: number; readonly missed: number }

const height = 44

/**
 * The window from its start to its end. A failure is red and reaches down from the top, a stretch
 * that nobody looked at is empty: no state is told by its colour alone. A bar is as high as the share
 * of its looks that were taken.
 */
export function AvailabilityStrip(props: {
  slots: readonly Slot[]
  slotSeconds: number
  /** When the window began, where that is known. */
  startedAt: Date | null
}) {
  const { t, number, dir, dateTime } = useLanguage()
  const { slots, slotSeconds, startedAt } = props
  const total = (state: keyof Slot) => slots.reduce((sum, slot) => sum + slot[state], 0)
  const seconds = slots.length * slotSeconds
  const wide = 100 / Math.max(1, slots.length)
  const x = (index: number) => (dir === 'rtl' ? 100 - (index + 1) * wide : index * wide)
  const placed = slots.map((slot, index) => ({
    slot,
    second: index * slotSeconds,
    at: x(index),
  }))
  const momentAt = (index: number) =>
    startedAt
      ? dateTime(new Date(startedAt.getTime() + index * slotSeconds * 1_000))
      : t('plot.hours_in', { hours: number((index * slotSeconds) / 3_600, { digits: 2 }) })
  const summary = t('plot.strip_summary', {
    ok: total('ok'),
    failed: total('failed'),
    missed: total('missed'),
  })
  const troubles = slots
    .map((slot, index) => ({ ...slot, index }))
    .filter(({ failed, missed }) => failed > 0 || missed > 0)
  const hours = [0, 0.25, 0.5, 0.75, 1].map((share) => ({
    at: dir === 'rtl' ? 100 - share * 100 : share * 100,
    text: number((share * seconds) / 3_600, { digits: 1 }),
  }))
  return (
    <figure className="m-0 grid gap-2 break-inside-avoid">
      <figcaption className="font-semibold">{t('plot.strip')}</figcaption>
      <svg
        role="img"
        aria-label={summary}
        className="block w-full overflow-visible"
        height={height + 26}
      >
        {placed.map(({ slot, second, at }) => (
          <SlotBar key={second} slot={slot} x={at} width={wide} />
        ))}
        {hours.map(({ at, text }) => (
          <Tick key={at} x={at} text={t('plot.hours_in', { hours: text })} y={height} />
        ))}
      </svg>
      <p className="text-sm">{summary}</p>
      <p className="text-sm text-quiet">
        {startedAt ? (
          <>
            {t('plot.period', { from: momentAt(0), to: momentAt(slots.length) })}
            {'. '}
          </>
        ) : null}
        {slotSeconds % 60 === 0
          ? t('plot.strip_slot', { minutes: slotSeconds / 60 })
          : t('plot.strip_slot_seconds', { seconds: slotSeconds })}{' '}
        {t('watch.legend_height')}
      </p>
      <Fold label={t('common.table_view')}>
        {troubles.length === 0 ? (
          <p className="text-sm">{t('plot.strip_no_trouble')}</p>
        ) : (
          <DataTable
            caption={t('plot.strip_troubles')}
            rows={troubles}
            rowKey={({ index }) => String(index)}
            columns={[
              {
                key: 'time',
                label: t('plot.strip_time'),
                primary: true,
                cell: ({ index }) => momentAt(index),
              },
              ...(['ok', 'failed', 'missed'] as const).map((state) => ({
                key: state,
                label: t(`watch.legend_${state}`),
                numeric: true,
                cell: (slot: Slot) => number(slot[state]),
              })),
            ]}
          />
        )}
      </Fold>
    </figure>
  )
}

function SlotBar({ slot, x, width }: { slot: Slot; x: number; width: number }) {
  const looked = slot.ok + slot.failed
  const gap = width > 1 ? 0.15 : 0.04
  const place = { x: `${x + gap}%`, width: `${Math.max(0.2, width - 2 * gap)}%` }
  if (looked === 0) {
    return (
      <rect
        {...place}
        y="0.5"
        height={height - 1}
        fill="none"
        stroke="var(--edge)"
        strokeDasharray="2 2"
      />
    )
  }
  const whole = Math.max(8, (looked / (looked + slot.missed)) * height)
  const failed = slot.failed === 0 ? 0 : Math.max(8, (slot.failed / looked) * whole)
  const y = height - whole
  return (
    <>
      <rect {...place} y={y} height={whole} fill="var(--met)" opacity="0.4" />
      {failed > 0 ? (
        <rect {...place} y={y} height={Math.min(whole, failed)} fill="var(--lost)" />
      ) : null}
    </>
  )
}
