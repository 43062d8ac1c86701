import { useLanguage } from '../page/language'
import { runOf } from './interval-plot'

export type FunnelStep = { key: string; label: string; count: number }

const rowHeight = 34

/**
 * One group's way in little: a bar for each step against all who began, so that groups of any size
 * stand on one scale beside each other. The table beside it has the numbers in words.
 */
export function FunnelPlot(props: { name: string; steps: readonly FunnelStep[]; whole: number }) {
  const { t, dir, number, percent } = useLanguage()
  const { steps, whole } = props
  const share = (count: number) => (whole === 0 ? 0 : count / whole)
  const start = dir === 'rtl' ? 100 : 0
  const summary = steps.map(({ label, count }) => `${label}: ${number(count)}`).join(' · ')
  return (
    <svg
      role="img"
      aria-label={t('graduate.funnel_plot', { name: props.name, summary })}
      className="block w-full"
      height={steps.length * rowHeight}
    >
      {steps.map(({ key, label, count }, row) => {
        const y = row * rowHeight
        const width = share(count) * 100
        const words = runOf(label, dir)
        const figures = `${number(count)} · ${percent(share(count))}`
        const run = runOf(figures, dir)
        return (
          <g key={key} fontSize="12">
            <text
              x={`${start}%`}
              y={y + 12}
              direction={words.direction}
              textAnchor={dir === 'rtl' ? words.behind : words.ahead}
              fill="var(--quiet)"
            >
              {label}
            </text>
            <text
              x={`${100 - start}%`}
              y={y + 12}
              direction={run.direction}
              textAnchor={dir === 'rtl' ? run.ahead : run.behind}
              fill="var(--ink)"
              className="tabular-nums"
            >
              {figures}
            </text>
            <rect x="0" y={y + 18} width="100%" height="8" fill="var(--sunken)" />
            <rect
              x={`${dir === 'rtl' ? 100 - width : 0}%`}
              y={y + 18}
              width={`${width}%`}
              height="8"
              fill="var(--accent)"
            />
          </g>
        )
      })}
    </svg>
  )
}
