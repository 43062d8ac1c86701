import { isId } from '~/kernel/ids'

/** What a thread is about. */
const subjectKinds = ['brief', 'proposal', 'contract', 'milestone'] as const
export type SubjectKind = (typeof subjectKinds)[number]
export type Subject = { readonly kind: SubjectKind; readonly id: string }

export type ThreadSide = 'client' | 'team' | 'operator'

/** What an id in an address names; null for anything that has no thread. */
export function subjectOf(id: string): Subject | null {
  const kind = subjectKinds.find((one) => isId(one, id))
  return kind ? { kind, id } : null
}

/** What is said about these is kept as evidence of the contract. */
export const inEvidence = (kind: SubjectKind): boolean =>
  kind === 'contract' || kind === 'milestone'

export const subjectUrl = ({ kind, id }: Subject): string => `/${kind}s/${id}`

export const mostCharacters = 10_000
export const mostMessageFiles = 10

/** What starts by a double click and would come from a stranger. */
export const isProgram = (fileName: string): boolean =>
  /\.(?:exe|msi|scr|com|pif|bat|cmd|lnk|hta|vb[es]|ws[fh]|cpl|reg|jar|apk|dmg|pkg)[\s.]*$/i.test(
    fileName,
  )

export const messagesPerPage = 50
/** On the page of the subject itself. */
export const messagesBeside = 5
export const threadsPerPage = 20

/** The same words again within this time are taken for a second press. */
export const repeatSeconds = 60
const withdrawMinutes = 15

export function mayWithdraw(
  message: { readonly authorId: string; readonly at: Date; readonly withdrawnAt: Date | null },
  by: string,
  at: Date,
): boolean {
  const open = at.getTime() <= message.at.getTime() + withdrawMinutes * 60_000
  return message.authorId === by && message.withdrawnAt === null && open
}

/** The later of two times on a thread's own clock, on which no two messages are at the same time. */
export function nextTime(last: Date | null, at: Date): Date {
  return last !== null && at <= last ? new Date(last.getTime() + 1) : at
}

/**
 * For which team somebody writes: for none but at a brief, where one's only team need not be named.
 */
export function askingTeam(
  standing: {
    readonly subject: { readonly kind: SubjectKind }
    readonly side: ThreadSide | null
    readonly teams: readonly { readonly id: string }[]
  },
  named: string | null,
): { ok: true; teamId: string | null } | { ok: false } {
  const { subject, side, teams } = standing
  if (subject.kind !== 'brief' || side !== 'team') return { ok: true, teamId: null }
  const chosen = named ? teams.find(({ id }) => id === named) : teams.length === 1 && teams[0]
  return chosen ? { ok: true, teamId: chosen.id } : { ok: false }
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** The people whose name stands behind an @ in a text: at each, the longest that fits. */
export function mentionedIn<P extends { readonly name: string }>(
  body: string,
  people: readonly P[],
): P[] {
  const text = plain(body)
  const named = people.map((person) => ({ person, name: plain(person.name) }))
  const found = new Set<string>()
  for (const { index } of text.matchAll(/@/g)) {
    const from = index + 1
    const fits = named.filter(
      ({ name }) =>
        text.startsWith(name, from) &&
        !/^[\p{L}\p{M}\p{N}]/u.test(text.slice(from + name.length, from + name.length + 2)),
    )
    const longest = Math.max(...fits.map(({ name }) => name.length))
    for (const { name } of fits) if (name.length === longest) found.add(name)
  }
  return named.flatMap(({ person, name }) => (found.has(name) ? person : []))
}
