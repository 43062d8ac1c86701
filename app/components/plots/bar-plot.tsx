import { useLanguage } from '../page/language'
import { runOf, Tick } from './interval-plot'

/** Places are shares of the width, from the start of the scale. */
export type Bar = { key: string; from: number; to: number; count: number }
export type AxisTick = { at: number; text: string }
export type Marker = { at: number; text: string; target?: boolean }

const markerHeight = 18
const barsHeight = 120

/** Counts as bars, with named places above them, each on a line of its own so that none collide. */
export function BarPlot(props: {
  bars: readonly Bar[]
  ticks: readonly AxisTick[]
  markers?: readonly Marker[]
  summary: string
}) {
  const { dir } = useLanguage()
  const { bars, ticks, markers = [] } = props
  const top = markers.length * markerHeight + 4
  const bottom = top + barsHeight
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const x = (at: number) => {
    const share = Math.min(1, Math.max(0, at)) * 100
    return dir === 'rtl' ? 100 - share : share
  }
  return (
    <svg
      role="img"
      aria-label={props.summary}
      className="block w-full overflow-visible"
      height={bottom + 26}
    >
      {bars.map(({ key, from, to, count }) => {
        const [left, right] = [x(from), x(to)].sort((a, b) => a - b) as [number, number]
        const height = count === 0 ? 0 : Math.max(1.5, (count / most) * barsHeight)
        return (
          <rect
            key={key}
            x={`${left + 0.2}%`}
            y={bottom - height}
            width={`${Math.max(0.3, right - left - 0.4)}%`}
            height={height}
            fill="var(--accent)"
            opacity="0.5"
          />
        )
      })}
      <line x1="0%" x2="100%" y1={bottom + 0.5} y2={bottom + 0.5} stroke="var(--edge)" />
      {ticks.map((tick) => (
        <Tick key={`${tick.at}`} x={x(tick.at)} text={tick.text} y={bottom} />
      ))}
      {markers.map((marker, row) => {
        const place = x(marker.at)
        const before = place > 55
        const y = row * markerHeight
        const { direction, ahead, behind } = runOf(marker.text, dir)
        return (
          <g key={marker.text}>
            <line
              x1={`${place}%`}
              x2={`${place}%`}
              y1={y + 2}
              y2={bottom}
              stroke={marker.target ? 'var(--ink)' : 'var(--edge)'}
              strokeWidth={marker.target ? 2 : 1}
              strokeDasharray={marker.target ? undefined : '2 3'}
            />
            <text
              x={`${place}%`}
              dx={before ? -6 : 6}
              y={y + 13}
              textAnchor={before ? behind : ahead}
              direction={direction}
              fontSize="12"
              fontWeight={marker.target ? 600 : 400}
              fill={marker.target ? 'var(--ink)' : 'var(--quiet)'}
              // The words stay readable where the line of another place runs through them.
              stroke="var(--paper)"
              strokeWidth="4"
              paintOrder="stroke"
              className="tabular-nums"
            >
              {marker.text}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
