import type { Imported } from '../adapters/import-draft'
import { trackProblems } from '../content/check-track'
import { type Course, itemKinds } from '../content/track-content'
import type { ImportFormat, ImportLoss, ImportPlan } from './import-plan'

/** What would be made of what was read: counted, with what is lost and what has to be mended. */
export function planOf(
  format: ImportFormat,
  { content, files, lost }: Pick<Imported, 'content' | 'files' | 'lost'>,
  hashOf: (bytes: Uint8Array) => string,
): ImportPlan {
  const items = content.courses.flatMap((course) => course.items)
  const count = (kind: string) => items.filter((item) => item.kind === kind).length
  const titles = new Map(items.map(({ key, title }) => [key, title]))
  const broken = trackProblems(content, new Set(files.keys())).map(
    ({ code, itemKey, part }): ImportLoss => ({
      place: itemKey ?? '',
      title: titles.get(itemKey ?? '') ?? '',
      reason: code,
      facts: { part },
    }),
  )
  return {
    format,
    content: { ...content, courses: content.courses.map(withoutWords) },
    files: [...files].map(([path, bytes]) => ({
      path,
      bytes: bytes.length,
      sha256: hashOf(bytes),
    })),
    made: Object.fromEntries(itemKinds.map((kind) => [kind, count(kind)])) as ImportPlan['made'],
    lost,
    broken,
  }
}

/** What a preview shows; the words themselves are read from the file again. */
const withoutWords = (course: Course): Course => ({
  ...course,
  items: course.items.map((item) => (item.kind === 'lesson' ? { ...item, body: '' } : item)),
})
