import { inEvidence, mayWithdraw, type SubjectKind, type ThreadSide } from './thread'

/** What decides how much of an author a reader is told. */
export type ReaderStanding = {
  readonly subject: { readonly kind: SubjectKind }
  readonly side: ThreadSide | null
  readonly viewer: { readonly personId: string } | null
  readonly clientName: string
  readonly teamName: string | null
  readonly teams: readonly { readonly id: string }[]
}

type WrittenMessage = {
  readonly id: string
  readonly authorId: string
  readonly authorName: string
  readonly side: ThreadSide
  readonly teamId: string | null
  readonly teamName: string | null
  readonly body: string
  readonly salt: string
  readonly outside: boolean
  readonly at: Date
  readonly withdrawnAt: Date | null
}

/**
 * Whether a reader is told who wrote. At a brief only the client is: to everybody else a question
 * comes from a team, and an answer from the client.
 */
export function seesName(
  { subject, side, viewer }: Pick<ReaderStanding, 'subject' | 'side' | 'viewer'>,
  { authorId }: Pick<WrittenMessage, 'authorId'>,
): boolean {
  return subject.kind !== 'brief' || side === 'client' || viewer?.personId === authorId
}

function partyOf(reader: ReaderStanding, message: WrittenMessage): string | null {
  if (message.side === 'client') return reader.clientName
  if (message.side === 'operator') return null
  if (reader.subject.kind !== 'brief') return reader.teamName
  const own = reader.teams.some(({ id }) => id === message.teamId)
  return reader.side === 'client' || own ? message.teamName : null
}

/** A message as a reader sees it: nothing of what the reader may not know is left in it. */
export function messageView(
  reader: ReaderStanding,
  message: WrittenMessage,
  given: { at: Date; blocked: boolean; reported: boolean },
) {
  const { authorId, withdrawnAt } = message
  const by = reader.viewer?.personId ?? null
  const mine = by === authorId
  const named = seesName(reader, message)
  return {
    id: message.id,
    at: message.at,
    side: message.side,
    author: named ? message.authorName : null,
    party: partyOf(reader, message),
    mine,
    body: withdrawnAt ? null : message.body,
    /** With the text it shows that the hash in a contract's evidence is the message's; gone with the text. */
    salt: withdrawnAt || !inEvidence(reader.subject.kind) ? '' : message.salt,
    outside: message.outside && !withdrawnAt,
    /** The reader does not want to hear from the author, and is told that it is them. */
    folded: given.blocked && named,
    mayWithdraw: by !== null && mayWithdraw(message, by, given.at),
    /** By this reader, from whom no second report is taken. */
    reported: given.reported,
    mayReport: by !== null && !mine && !withdrawnAt && !given.reported,
    mayBlock: by !== null && !mine && named && !given.blocked,
  }
}

export type MessageView = ReturnType<typeof messageView> & {
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly sizeBytes: number
  }[]
  readonly mentions: readonly string[]
  /** What it answers; `body` is null once that was withdrawn. */
  readonly answers: { readonly id: string; readonly body: string | null } | null
}
