import { describe, expect, it } from 'vitest'
import { askingTeam, mentionedIn } from '~/domain/messages/thread'

const people = ['Ana', 'Anastasia', 'Ana Maria', 'ثمینہ'].map((name) => ({ name }))
const named = (body: string) => mentionedIn(body, people).map(({ name }) => name)

describe('whom a text mentions', () => {
  it('is looked for at every @', () => {
    expect(named('@Anastasia and @Ana, please.')).toEqual(['Ana', 'Anastasia'])
    expect(named('@ana? @ANASTASIA!')).toEqual(['Ana', 'Anastasia'])
    expect(named('@@Ana')).toEqual(['Ana'])
  })

  it('is the longest name that fits there, and no other', () => {
    expect(named('@Ana Maria, look')).toEqual(['Ana Maria'])
    expect(named('@Ana Mariam, look')).toEqual(['Ana'])
    expect(named('@Ana Maria and @Ana')).toEqual(['Ana', 'Ana Maria'])
  })

  it('ends where the word does, in every script', () => {
    expect(named('@Anabel @Ana2 @Anä @Ana\u0301 @ثمینہا')).toEqual([])
    expect(named('@ثمینہ، دیکھیے')).toEqual(['ثمینہ'])
    expect(named('Ana')).toEqual([])
  })

  it('is everybody of that name', () => {
    const [one, two] = [1, 2].map((id) => ({ id, name: 'Ana' }))
    expect(
      mentionedIn(
        '@Ana',
        [one, two].flatMap((found) => found ?? []),
      ),
    ).toEqual([one, two])
  })
})

describe('the team for which somebody asks about a brief', () => {
  const brief = { kind: 'brief' } as const
  const team = (id: string) => ({ id })

  it('is one’s own: the only one unnamed, otherwise the one that is named', () => {
    const one = { subject: brief, side: 'team', teams: [team('a')] } as const
    const two = { subject: brief, side: 'team', teams: [team('a'), team('b')] } as const
    expect(askingTeam(one, null)).toEqual({ ok: true, teamId: 'a' })
    expect(askingTeam(two, 'b')).toEqual({ ok: true, teamId: 'b' })
    expect(askingTeam(two, null)).toEqual({ ok: false })
    expect(askingTeam(two, 'c')).toEqual({ ok: false })
  })

  it('is none for the client, and anywhere else', () => {
    expect(askingTeam({ subject: brief, side: 'client', teams: [] }, 'a')).toEqual({
      ok: true,
      teamId: null,
    })
    const contract = { kind: 'contract' } as const
    const standing = { subject: contract, side: 'team', teams: [] } as const
    expect(askingTeam(standing, null)).toEqual({ ok: true, teamId: null })
  })
})
