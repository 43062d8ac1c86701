import type { Look } from '~/domain/learning/content/item-analysis'
import { useLanguage } from '../page/language'
import { Tick } from './interval-plot'

type Item = {
  readonly difficulty: number
  readonly discrimination: number | null
  readonly look: Look | null
}

const side = 100
const up = (value: number) => ((1 - value) / 2) * side

/**
 * Questions by difficulty (across) and discrimination (upwards). A question that wants a look is a
 * hollow diamond, the others are dots. The numbers stand in the table beside it.
 */
export function ItemPlot({ items }: { items: readonly Item[] }) {
  const { t, number, dir } = useLanguage()
  const across = (value: number) => (dir === 'rtl' ? 1 - value : value) * side
  const line = { vectorEffect: 'non-scaling-stroke' as const, fill: 'none' }
  const odd = items.filter(({ look }) => look !== null && look !== 'fine').length
  return (
    <figure className="m-0 grid max-w-80 gap-1 break-inside-avoid">
      <p className="text-xs text-quiet">{t('graduate.discrimination')}</p>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <span
          aria-hidden="true"
          className="num flex flex-col justify-between text-xs text-quiet"
          dir="ltr"
        >
          {[1, 0.5, 0, -0.5, -1].map((value) => (
            <span key={value}>{number(value)}</span>
          ))}
        </span>
        <svg
          role="img"
          aria-label={t('graduate.items_plot', { count: items.length, odd })}
          viewBox="-2 -2 104 104"
          className="block aspect-square w-full"
        >
          <rect x="0" y="0" width={side} height={side} fill="var(--raised)" />
          {[25, 75].map((at) => (
            <path key={at} d={`M0 ${at}H100M${at} 0V100`} stroke="var(--hairline)" {...line} />
          ))}
          <path d="M50 0V100" stroke="var(--hairline)" {...line} />
          <path d="M0 50H100" stroke="var(--edge)" strokeDasharray="4 4" {...line} />
          <rect x="0" y="0" width={side} height={side} stroke="var(--edge)" {...line} />
          {items.map(({ difficulty, discrimination, look }, at) => (
            <Mark
              // biome-ignore lint/suspicious/noArrayIndexKey: marks keep their places.
              key={at}
              x={across(difficulty)}
              y={up(discrimination ?? 0)}
              odd={look !== null && look !== 'fine'}
            />
          ))}
        </svg>
        <span />
        <svg className="block h-6 w-full overflow-visible" aria-hidden="true">
          {[0, 0.25, 0.5, 0.75, 1].map((value) => (
            <Tick key={value} x={2 + across(value) * 0.96} text={number(value)} />
          ))}
        </svg>
      </div>
      <p className="text-center text-xs text-quiet">{t('graduate.difficulty')}</p>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 pt-1 text-xs text-quiet">
        {(['fine', 'odd'] as const).map((kind) => (
          <span key={kind} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" viewBox="0 0 10 10" className="size-2.5 overflow-visible">
              <Mark x={5} y={5} odd={kind === 'odd'} />
            </svg>
            {t(`graduate.items_${kind}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

function Mark({ x, y, odd }: { x: number; y: number; odd: boolean }) {
  return odd ? (
    <path
      d={`M${x} ${y - 3.4}l3.4 3.4-3.4 3.4-3.4-3.4z`}
      fill="var(--raised)"
      stroke="var(--turn)"
      strokeWidth="1.6"
    />
  ) : (
    <circle cx={x} cy={y} r="2.4" fill="var(--accent)" fillOpacity="0.75" />
  )
}
