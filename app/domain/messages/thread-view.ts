import type { MessageView } from './message-view'
import type { Subject, ThreadSide } from './thread'

/** How the reader of a page stands to its thread. */
export type ShownStanding = {
  readonly subject: Subject
  /** The viewer may open the page of what it is about. */
  readonly opens: boolean
  readonly title: string
  readonly side: ThreadSide | null
  readonly mayWrite: boolean
  readonly closed: boolean
  readonly clientName: string
  readonly teamName: string | null
  readonly teams: readonly { readonly id: string; readonly name: string }[]
}

/** The last messages of a thread on the page of what it is about. */
export type ThreadBeside = {
  readonly messages: readonly MessageView[]
  /** The message before which an earlier page ends; null on the first page. */
  readonly earlier: string | null
  readonly standing: ShownStanding
  readonly count: number
  readonly threadId: string | null
}

/** One page of a thread on its own page. */
export type ThreadPage = ThreadBeside & {
  readonly newest: boolean
  /** The first message that the reader has not seen. */
  readonly freshId: string | null
  /** Whom a message may mention. */
  readonly people: readonly { readonly personId: string; readonly name: string }[]
}
