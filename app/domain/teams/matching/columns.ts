export type Column = Uint8Array | Uint16Array | Uint32Array | Int16Array | Float64Array

/** The column itself where it is long enough, else a copy with room for half as many again. */
export function grown<T extends Column>(column: T, length: number): T {
  if (length <= column.length) return column
  const room = Math.max(length, Math.ceil(column.length * 1.5), 16)
  const longer = new (column.constructor as new (length: number) => T)(room)
  longer.set(column)
  return longer
}

/** Bytes of several columns. */
export function bytesOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { byteLength }) => sum + byteLength, 0)
}

const tidyFrom = 4_096

/**
 * Entries of many owners in shared columns, those of one owner side by side. An owner whose entries
 * no longer fit moves to the end; when most of the columns is gaps, they are closed.
 */
export class Blocks<C extends Record<string, Column>> {
  private start = new Uint32Array(0)
  private room = new Uint16Array(0)
  private length = new Uint16Array(0)
  private used = 0
  private unused = 0

  /** @param columns as long as they like; every entry has a place in each */
  constructor(readonly columns: C) {}

  get bytes(): number {
    return bytesOf([this.start, this.room, this.length, ...Object.values(this.columns)])
  }

  /** The first place of an owner. */
  from(owner: number): number {
    return this.start[owner] ?? 0
  }

  /** The place after the last. */
  until(owner: number): number {
    return (this.start[owner] ?? 0) + (this.length[owner] ?? 0)
  }

  /** Gives an owner so many entries; those that were there before stay the first. */
  resize(owner: number, entries: number): void {
    this.start = grown(this.start, owner + 1)
    this.room = grown(this.room, owner + 1)
    this.length = grown(this.length, owner + 1)
    if (entries > (this.room[owner] as number)) this.move(owner, entries)
    this.length[owner] = entries
  }

  private move(owner: number, entries: number): void {
    const known = this.room[owner] as number
    if (this.unused > tidyFrom && this.unused * 2 > this.used) this.tidy()
    // Whoever grows once will grow again.
    const room = known === 0 ? entries : entries + (entries >> 1)
    const from = this.start[owner] as number
    for (const [name, column] of Object.entries(this.columns)) {
      const longer = grown(column, this.used + room)
      longer.copyWithin(this.used, from, from + (this.length[owner] as number))
      Object.assign(this.columns, { [name]: longer })
    }
    this.start[owner] = this.used
    this.room[owner] = room
    this.used += room
    this.unused += known
  }

  private tidy(): void {
    const columns = Object.entries(this.columns).map(([name, column]) => ({
      name,
      column,
      tidied: new (column.constructor as new (length: number) => Column)(column.length),
    }))
    let next = 0
    for (let owner = 0; owner < this.start.length; owner++) {
      const from = this.start[owner] as number
      const until = from + (this.room[owner] as number)
      for (const { column, tidied } of columns) tidied.set(column.subarray(from, until), next)
      this.start[owner] = next
      next += until - from
    }
    for (const { name, tidied } of columns) Object.assign(this.columns, { [name]: tidied })
    this.used = next
    this.unused = 0
  }
}
