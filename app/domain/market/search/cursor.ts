/**
 * A place in a list: the keys of the row beside it, and the side to go on. It belongs to one query and
 * is opaque to the page; a forged one finds nothing that a query would not.
 */
export type Cursor = {
  readonly side: 'after' | 'before'
  /** Score, verified outcomes or price; 0 where the list has only its dates. */
  readonly weight: number
  /** ISO, to the microsecond as the database writes it. */
  readonly publishedAt: string
  readonly subjectId: string
}

export function writeCursor(cursor: Cursor, mark: string): string {
  const { side, weight, publishedAt, subjectId } = cursor
  const fields = [side === 'after' ? 'a' : 'b', weight, publishedAt, subjectId, mark]
  return Buffer.from(JSON.stringify(fields)).toString('base64url')
}

const moment = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/

/** Whether it is a moment that there was: the database refuses the 30th of February. */
function isMoment(text: string): boolean {
  const at = moment.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 19) === text.slice(0, 19)
}

/** Null for what is no cursor, or one of another query. */
export function readCursor(text: string, mark: string): Cursor | null {
  if (text.length > 600 || !/^[\w-]+$/.test(text)) return null
  let fields: unknown
  try {
    fields = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null
  }
  if (!Array.isArray(fields) || fields.length !== 5) return null
  const [side, weight, publishedAt, subjectId, owner] = fields as unknown[]
  if ((side !== 'a' && side !== 'b') || owner !== mark) return null
  if (typeof weight !== 'number' || !(Math.abs(weight) <= Number.MAX_SAFE_INTEGER)) return null
  if (typeof publishedAt !== 'string' || !isMoment(publishedAt)) return null
  if (typeof subjectId !== 'string' || !/^[\w-]{1,80}$/.test(subjectId)) return null
  return { side: side === 'a' ? 'after' : 'before', weight, publishedAt, subjectId }
}
