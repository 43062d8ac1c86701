type Cell = string | number | bigint | null

/** A spreadsheet runs a cell that begins like a formula; a quote before it keeps it a text. */
function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as a CSV file to be saved, the head first (RFC 4180, UTF-8 with a mark for spreadsheets). */
export function csvFile(name: string, rows: readonly (readonly Cell[])[]): Response {
  const text = rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')
  return new Response(`\ufeff${text}`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
