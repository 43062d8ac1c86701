import { describe, expect, it } from 'vitest'
import { contractTransitions } from '~/domain/contracts/contract'
import { disputeTransitions } from '~/domain/contracts/disputes/dispute'
import { milestoneTransitions } from '~/domain/contracts/milestones/milestone'
import { briefTransitions } from '~/domain/market/briefs/brief'
import { proposalTransitions } from '~/domain/market/proposals/proposal'
import { transitionTable } from '~/kernel/transitions'

const door = transitionTable([
  { from: 'closed', event: 'open', to: 'ajar', actors: ['guest', 'host'] },
  { from: 'ajar', event: 'shut', to: 'closed', actors: ['host'] },
  { from: 'closed', event: 'lock', to: 'locked', actors: ['host'] },
])

describe('a table of transitions', () => {
  it('finds the row, or says which of the two reasons there is none', () => {
    expect(door.find('closed', 'open', 'guest')).toEqual({ ok: true, to: 'ajar' })
    expect(door.find('ajar', 'open', 'guest')).toEqual({ ok: false, reason: 'no_such_transition' })
    expect(door.find('ajar', 'shut', 'guest')).toEqual({ ok: false, reason: 'actor_not_allowed' })
  })

  it('gives a page its buttons', () => {
    expect(door.eventsFor('closed', 'host')).toEqual(['open', 'lock'])
    expect(door.eventsFor('closed', 'guest')).toEqual(['open'])
    expect(door.eventsFor('locked', 'host')).toEqual([])
    expect(door.terminal()).toEqual(['locked'])
  })
})

type AnyTable = {
  rows: readonly { from: string; event: string; to: string; actors: readonly string[] }[]
  terminal(): string[]
}

const nouns: [string, AnyTable, string, string[]][] = [
  ['brief', briefTransitions, 'draft', ['expired', 'matched', 'withdrawn']],
  ['proposal', proposalTransitions, 'draft', ['accepted', 'declined', 'expired', 'withdrawn']],
  ['contract', contractTransitions, 'signing', ['completed', 'terminated']],
  ['milestone', milestoneTransitions, 'unfunded', ['cancelled', 'paid', 'refunded', 'settled']],
  ['dispute', disputeTransitions, 'asked', ['ended']],
]

describe.each(nouns)('the states of a %s', (_name, table, start, ends) => {
  it('lead somewhere: every state is reached from the first, and ends where it should', () => {
    const reached = new Set([start])
    for (let before = 0; before !== reached.size; ) {
      before = reached.size
      for (const { from, to } of table.rows) if (reached.has(from)) reached.add(to)
    }
    const all = new Set(table.rows.flatMap(({ from, to }) => [from, to]))
    expect([...all].filter((state) => !reached.has(state))).toEqual([])
    expect(table.terminal().sort()).toEqual(ends)
  })

  it('give one answer for a state, an event and an actor, and somebody to cause each', () => {
    const keys = table.rows.flatMap(({ from, event, actors }) =>
      actors.map((actor) => `${from} ${event} ${actor}`),
    )
    expect(new Set(keys).size).toBe(keys.length)
    expect(table.rows.filter(({ actors }) => actors.length === 0)).toEqual([])
  })
})
