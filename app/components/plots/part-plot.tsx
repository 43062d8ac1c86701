import type { ReactNode } from 'react'
import { useLanguage } from '../page/language'

/** A part of a bar; `text` stands in it where it is wide enough, in `ink` on `fill`. */
export type Part = { key: string; value: number; fill: string; ink?: string; text?: string }

export type PartRow = {
  key: string
  label: ReactNode
  /** The figure at the end of the row. */
  figure: ReactNode
  /** The row in words, for those who do not see it. */
  summary: string
  parts: readonly Part[]
}

const height = 20
/** Narrower parts, as shares of the whole width, carry no text. */
const leastForText = 0.07

/** Bars made of parts, all on one scale from nought to `whole`. The table beside it has the figures. */
export function PartPlot({ rows, whole }: { rows: readonly PartRow[]; whole: number }) {
  return (
    <ol className="m-0 grid list-none gap-4 p-0">
      {rows.map((row) => (
        <li key={row.key} className="grid min-w-0 gap-1">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="min-w-0 text-sm">{row.label}</span>
            <span className="text-sm text-quiet">{row.figure}</span>
          </div>
          <Bar row={row} whole={whole} />
        </li>
      ))}
    </ol>
  )
}

function Bar({ row, whole }: { row: PartRow; whole: number }) {
  const { dir } = useLanguage()
  const share = (value: number) => (whole === 0 ? 0 : value / whole) * 100
  let before = 0
  const placed = row.parts
    .filter(({ value }) => value > 0)
    .map((part) => {
      const from = share(before)
      before += part.value
      const width = share(part.value)
      return { ...part, width, x: dir === 'rtl' ? 100 - from - width : from }
    })
  return (
    <svg role="img" aria-label={row.summary} className="block w-full" height={height}>
      <rect x="0" y="0" width="100%" height={height} fill="var(--sunken)" />
      {placed.map(({ key, x, width, fill, ink, text }) => (
        <g key={key}>
          <rect x={`${x}%`} y="0" width={`${width}%`} height={height} fill={fill} />
          {placed.length > 1 ? (
            <line
              x1={`${dir === 'rtl' ? x : x + width}%`}
              x2={`${dir === 'rtl' ? x : x + width}%`}
              y1="0"
              y2={height}
              stroke="var(--paper)"
              strokeWidth="2"
            />
          ) : null}
          {text && width >= leastForText * 100 ? (
            <text
              x={`${x + width / 2}%`}
              y="14.5"
              textAnchor="middle"
              direction="ltr"
              fontSize="12"
              fontWeight="600"
              fill={ink}
              className="tabular-nums"
            >
              {text}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  )
}
