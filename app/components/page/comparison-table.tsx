import type { ReactNode } from 'react'

type Compared = {
  caption: ReactNode
  hideCaption?: boolean
  heads: readonly ReactNode[]
  rows: readonly { label: ReactNode; cells: readonly ReactNode[] }[]
}

/**
 * Things side by side: one column each, the first column stays in sight while the rest scrolls. With
 * `cards` a phone shows each thing by itself instead.
 */
export function ComparisonTable({ cards = false, ...props }: Compared & { cards?: boolean }) {
  return (
    <>
      {cards ? <ComparisonCards {...props} /> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <div className={`table-wrap ${cards ? 'max-sm:hidden' : ''}`} tabIndex={0}>
        <table className="table table-compare">
          <caption className={props.hideCaption ? 'sr-only' : undefined}>{props.caption}</caption>
          <thead>
            <tr>
              <td />
              {props.heads.map((head, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places.
                <th key={index} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their places.
              <tr key={index}>
                <th scope="row">{row.label}</th>
                {row.cells.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places.
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function ComparisonCards({ heads, rows }: Compared) {
  return (
    <ul className="m-0 grid list-none gap-8 p-0 sm:hidden">
      {heads.map((head, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places.
        <li key={column} className="grid gap-3 border-t border-hairline pt-4">
          <p className="font-semibold">{head}</p>
          <dl className="m-0 grid gap-3">
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their places.
              <div key={index}>
                <dt className="text-xs text-quiet">{row.label}</dt>
                <dd className="m-0">{row.cells[column]}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
