import type { ReactNode } from 'react'

/** Things side by side: one column each, the first column stays in sight while the rest scrolls. */
export function ComparisonTable(props: {
  caption: ReactNode
  hideCaption?: boolean
  heads: readonly ReactNode[]
  rows: readonly { label: ReactNode; cells: readonly ReactNode[] }[]
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <div className="table-wrap" tabIndex={0}>
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
  )
}
