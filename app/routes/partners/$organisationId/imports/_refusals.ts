import { ImportRefused } from '~/domain/learning/adapters/import-refused'
import { ArchiveRefused } from '~/platform/archives/archive'
import type { Translate } from '~/platform/languages/translator'

const listed = 12
/** A name out of a file stays in its own direction within a sentence of ours. */
const isolated = (text: string) => `\u2068${text}\u2069`

/** What is wrong with a file, in a sentence that says what to do; null for other failures. */
export function refusalSentence(error: unknown, t: Translate): string | null {
  if (error instanceof ArchiveRefused) {
    const { problem, place, most } = error
    const named = place ? 'yes' : 'no'
    return t(`importing.archive_${problem}`, { file: isolated(place), named, most })
  }
  if (!(error instanceof ImportRefused)) return null
  const { problem, place, problems } = error
  const first = t(`importing.refused_${problem}`, {
    file: isolated(place || '…'),
    count: problems.length,
  })
  if (problems.length === 0) return first
  const sentences = problems.slice(0, listed).map((one) => {
    const sentence = t(`importing.folder_${one.code}`, one.facts)
    return one.place ? `${isolated(one.place)}: ${sentence}` : sentence
  })
  const more = problems.length - listed
  if (more > 0) sentences.push(t('importing.folder_more', { count: more }))
  return [first, ...sentences].join(' ')
}
