import type { MessageView } from './message-view'
import type { Subject, ThreadSide } from './thread'

/** What a page may know of how its reader stands to a thread. */
export type ShownStanding = {
  readonly subject: Subject
  /** The viewer may open the page of what it is about. */
  readonly opens: boolean
  readonly title: string
  /** null for who reads a brief's questions and has no team to ask for. */
  readonly side: ThreadSide | null
  readonly mayWrite: boolean
  /** Nobody writes here now. */
  readonly closed: boolean
  readonly clientName: string
  /** null at a brief, where many teams ask. */
  readonly teamName: string | null
  /** The teams for which the viewer may ask about a brief. */
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

/** A question about a brief, as its client chooses among them. */
export type Question = {
  readonly id: string
  readonly body: string
  readonly answered: boolean
}

/** One page of a thread on its own page. */
export type ThreadPage = ThreadBeside & {
  readonly newest: boolean
  /** The first message that the reader has not seen. */
  readonly freshId: string | null
  /** Whom a message may mention. */
  readonly people: readonly { readonly personId: string; readonly name: string }[]
  /** What the reader may answer; empty for everybody but the client of a brief. */
  readonly questions: readonly Question[]
}
