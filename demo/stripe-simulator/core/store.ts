import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { TableName, Tables } from './tables'

type Row = Tables[TableName]
interface JournalLine {
  put: [TableName, Row][]
  remove: [TableName, string][]
}

/**
 * One unit of work: it sees its own writes, and they reach the store and the
 * journal together, as one line, or not at all.
 */
export class Unit {
  readonly #base: Map<TableName, Map<string, Row>>
  readonly #writes = new Map<TableName, Map<string, Row | null>>()

  constructor(base: Map<TableName, Map<string, Row>>) {
    this.#base = base
  }

  /** A copy of the row, free to be changed and put back. */
  get<K extends TableName>(table: K, id: string): Tables[K] | undefined {
    const written = this.#writes.get(table)?.get(id)
    if (written === null) return undefined
    const row = written ?? this.#base.get(table)?.get(id)
    return row === undefined ? undefined : (structuredClone(row) as Tables[K])
  }

  /** All rows in the order of their creation; not to be changed in place. */
  all<K extends TableName>(table: K): Tables[K][] {
    const merged = new Map<string, Row | null>(this.#base.get(table) ?? [])
    for (const [id, row] of this.#writes.get(table) ?? []) merged.set(id, row)
    return [...merged.values()].filter((row) => row !== null) as Tables[K][]
  }

  put<K extends TableName>(table: K, row: Tables[K]): Tables[K] {
    this.#of(table).set(row.id, structuredClone(row) as Row)
    return row
  }

  remove(table: TableName, id: string): void {
    this.#of(table).set(id, null)
  }

  #of(table: TableName): Map<string, Row | null> {
    let writes = this.#writes.get(table)
    if (!writes) {
      writes = new Map()
      this.#writes.set(table, writes)
    }
    return writes
  }

  changes(): JournalLine {
    const line: JournalLine = { put: [], remove: [] }
    for (const [table, rows] of this.#writes) {
      for (const [id, row] of rows) {
        if (row === null) line.remove.push([table, id])
        else line.put.push([table, row])
      }
    }
    return line
  }
}

/**
 * The state, in memory, behind an append-only journal of JSON lines. A line is
 * on disk before its effects can be seen, so a killed process loses nothing
 * that anybody was told; a torn last line is cut off at the next start.
 */
export class Store {
  readonly #tables = new Map<TableName, Map<string, Row>>()
  readonly #file: string | null
  #descriptor: number | null = null

  constructor(file: string | null) {
    this.#file = file
    if (file === null) return
    mkdirSync(dirname(file), { recursive: true })
    const lines = existsSync(file) ? this.#replay(file) : 0
    if (lines > 500) this.#compact(file)
    this.#descriptor = openSync(file, 'a')
  }

  /** Runs the work and makes its writes permanent; a throw leaves no trace. */
  run<T>(work: (unit: Unit) => T): T {
    const unit = new Unit(this.#tables)
    const result = work(unit)
    const line = unit.changes()
    if (line.put.length + line.remove.length > 0) {
      this.#append(line)
      this.#apply(line)
    }
    return result
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor)
    this.#descriptor = null
  }

  #append(line: JournalLine): void {
    if (this.#descriptor === null || this.#file === null) return
    if (fstatSync(this.#descriptor).nlink === 0) {
      // Somebody removed the file under us: write what is known anew.
      closeSync(this.#descriptor)
      mkdirSync(dirname(this.#file), { recursive: true })
      this.#compact(this.#file)
      this.#descriptor = openSync(this.#file, 'a')
    }
    writeSync(this.#descriptor, `${JSON.stringify(line)}\n`)
    fsyncSync(this.#descriptor)
  }

  #apply(line: JournalLine): void {
    for (const [table, row] of line.put) {
      let rows = this.#tables.get(table)
      if (!rows) {
        rows = new Map()
        this.#tables.set(table, rows)
      }
      rows.set(row.id, row)
    }
    for (const [table, id] of line.remove) this.#tables.get(table)?.delete(id)
  }

  #replay(file: string): number {
    const content = readFileSync(file)
    const end = content.lastIndexOf(0x0a) + 1
    if (end < content.length) truncateSync(file, end)
    const lines = content.subarray(0, end).toString('utf8').split('\n').filter(Boolean)
    for (const line of lines) this.#apply(JSON.parse(line) as JournalLine)
    return lines.length
  }

  /** Rewrites the journal as one line per table, beside it, then swaps the names. */
  #compact(file: string): void {
    const draft = `${file}.draft`
    const descriptor = openSync(draft, 'w')
    for (const [table, rows] of this.#tables) {
      const put = [...rows.values()].map((row): [TableName, Row] => [table, row])
      writeSync(descriptor, `${JSON.stringify({ put, remove: [] })}\n`)
    }
    fsyncSync(descriptor)
    closeSync(descriptor)
    renameSync(draft, file)
  }

  get file(): string | null {
    return this.#file
  }
}
