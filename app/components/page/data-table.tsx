import type { ReactNode } from 'react'

export type Column<Row> = {
  key: string
  label: ReactNode
  cell: (row: Row) => ReactNode
  numeric?: boolean
  /** More than a line: on a phone it stands under its label, not beside it. */
  long?: boolean
  /** The heading of a row, and of its card on a phone. One column. */
  primary?: boolean
}

/** A table that becomes cards on a phone. */
export function DataTable<Row>(props: {
  caption: ReactNode
  hideCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  empty?: ReactNode
}) {
  if (props.rows.length === 0 && props.empty) return props.empty
  return (
    <div className="table-wrap">
      <table className="table table-cards">
        <caption className={props.hideCaption ? 'sr-only' : undefined}>{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column.key} scope="col" className={column.numeric ? 'numeric' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.rowKey(row)}>
              {props.columns.map((column) =>
                column.primary ? (
                  <th key={column.key} scope="row" className="cell-primary">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.key}
                    className={column.numeric ? 'numeric' : column.long ? 'cell-long' : undefined}
                  >
                    <span className="cell-label">{column.label}</span>
                    <span className="min-w-0">{column.cell(row)}</span>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
