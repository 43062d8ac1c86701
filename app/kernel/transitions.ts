/**
 * A noun's status is one table of rows: from, event, to, actors. The server's check, the
 * buttons on the page and the documentation all read the same rows.
 */
export type Transition<S extends string, E extends string, A extends string> = {
  readonly from: S
  readonly event: E
  readonly to: S
  /** Who may cause it. `clock` is the due-sweep, `platform` is a job. */
  readonly actors: readonly A[]
}

export type TransitionTable<S extends string, E extends string, A extends string> = {
  readonly rows: readonly Transition<S, E, A>[]
  /** The row for this event, or why there is none. */
  find(
    from: S,
    event: E,
    actor: A,
  ): { ok: true; to: S } | { ok: false; reason: 'no_such_transition' | 'actor_not_allowed' }
  /** The events that `actor` may cause from `from`: the buttons of a page. */
  eventsFor(from: S, actor: A): E[]
  /** States that no row leaves. */
  terminal(): S[]
}

export function transitionTable<
  const S extends string,
  const E extends string,
  const A extends string,
>(rows: readonly Transition<S, E, A>[]): TransitionTable<S, E, A> {
  return {
    rows,
    find(from, event, actor) {
      const candidates = rows.filter((row) => row.from === from && row.event === event)
      if (candidates.length === 0) return { ok: false, reason: 'no_such_transition' }
      const row = candidates.find((candidate) => candidate.actors.includes(actor))
      return row ? { ok: true, to: row.to } : { ok: false, reason: 'actor_not_allowed' }
    },
    eventsFor(from, actor) {
      return rows
        .filter((row) => row.from === from && row.actors.includes(actor))
        .map((row) => row.event)
    },
    terminal() {
      const left = new Set(rows.map((row) => row.from))
      return [...new Set(rows.map((row) => row.to))].filter((state) => !left.has(state))
    },
  }
}
