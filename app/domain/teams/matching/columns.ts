type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

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
