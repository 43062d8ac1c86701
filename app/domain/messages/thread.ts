import { isId } from '~/kernel/ids'

/** What a thread is about. */
export const subjectKinds = ['brief', 'proposal', 'contract', 'milestone'] as const
export type SubjectKind = (typeof subjectKinds)[number]
export type Subject = { readonly kind: SubjectKind; readonly id: string }

/** `readers`: whoever may read the subject. `parties`: its two sides. */
export type ThreadAudience = 'readers' | 'parties'
export type ThreadSide = 'client' | 'team' | 'operator'

export const audienceOf = (kind: SubjectKind): ThreadAudience =>
  kind === 'brief' ? 'readers' : 'parties'

/** What an id in an address names; null for anything that has no thread. */
export function subjectOf(id: string): Subject | null {
  const kind = subjectKinds.find((one) => isId(one, id))
  return kind ? { kind, id } : null
}

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
export const withdrawMinutes = 15

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

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** The people whose name stands behind an @ in a text. */
export function mentionedIn<P extends { readonly name: string }>(
  body: string,
  people: readonly P[],
): P[] {
  const text = plain(body)
  return people.filter(({ name }) => {
    const wanted = `@${plain(name)}`
    const found = text.indexOf(wanted)
    return found >= 0 && !/^[\p{L}\p{N}]/u.test(text.slice(found + wanted.length))
  })
}
