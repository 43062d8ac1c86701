import { itemText } from './item-text'
import type { Item, TrackContent } from './track-content'

/** The parts of a track's head that a reader would compare. */
export const headFields = [
  'slug',
  'language',
  'title',
  'summary',
  'description',
  'licence',
  'hours',
  'skills',
  'roles',
  'leadsFrom',
  'prerequisites',
  'translationOf',
  'price',
] as const
export type HeadField = (typeof headFields)[number]

type CourseChange = VersionDifference['courses'][number]
type ItemChange = VersionDifference['items'][number]

export type VersionDifference = {
  readonly head: readonly {
    readonly field: HeadField
    readonly before: string
    readonly after: string
  }[]
  readonly courses: readonly {
    readonly key: string
    readonly title: string
    readonly change: 'added' | 'removed' | 'changed'
  }[]
  readonly items: readonly {
    readonly key: string
    readonly title: string
    readonly kind: Item['kind']
    readonly change: 'added' | 'removed' | 'changed' | 'moved'
    /** The two states as text; empty where there is none. */
    readonly before: string
    readonly after: string
  }[]
}

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  if (typeof value === 'object') {
    // The database keeps the parts of an object in an order of its own.
    const parts = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return parts.map(([, part]) => textOf(part)).join(' ')
  }
  return String(value)
}

/** What one version says otherwise than an earlier one. */
export function versionDifference(before: TrackContent, after: TrackContent): VersionDifference {
  return {
    head: headDifference(before, after),
    courses: courseChanges(before, after),
    items: itemChanges(before, after),
  }
}

/** What two heads say otherwise, field by field. */
export function headDifference(
  before: Pick<TrackContent, HeadField>,
  after: Pick<TrackContent, HeadField>,
): VersionDifference['head'] {
  return headFields.flatMap((field) => {
    const [was, is] = [textOf(before[field]), textOf(after[field])]
    return was === is ? [] : [{ field, before: was, after: is }]
  })
}

export function isUnchanged({ head, courses, items }: VersionDifference): boolean {
  return head.length + courses.length + items.length === 0
}

function courseChanges(before: TrackContent, after: TrackContent): VersionDifference['courses'] {
  const was = new Map(before.courses.map((course) => [course.key, course]))
  const is = new Set(after.courses.map(({ key }) => key))
  const now = after.courses.flatMap(({ key, title, summary }): CourseChange[] => {
    const earlier = was.get(key)
    if (!earlier) return [{ key, title, change: 'added' }]
    const same = earlier.title === title && earlier.summary === summary
    return same ? [] : [{ key, title, change: 'changed' }]
  })
  const gone = before.courses
    .filter(({ key }) => !is.has(key))
    .map(({ key, title }) => ({ key, title, change: 'removed' as const }))
  return [...now, ...gone]
}

const placed = ({ courses }: TrackContent) =>
  new Map(
    courses.flatMap(({ key, items }) =>
      items.map((item, at) => {
        const previous = items[at - 1]?.key ?? ''
        return [item.key, { item, place: `${key}/${previous}` }] as const
      }),
    ),
  )

function itemChanges(before: TrackContent, after: TrackContent): VersionDifference['items'] {
  const was = placed(before)
  const is = placed(after)
  const now = [...is.values()].flatMap(({ item, place }): ItemChange[] => {
    const { key, title, kind } = item
    const earlier = was.get(key)
    const text = itemText(item)
    if (!earlier) return [{ key, title, kind, change: 'added', before: '', after: text }]
    const old = itemText(earlier.item)
    if (old !== text) {
      return [{ key, title, kind, change: 'changed', before: old, after: text }]
    }
    // What follows something that was added or removed has not been moved by anybody.
    const neighbour = earlier.place.split('/')[1] ?? ''
    const present = place.split('/')[1] ?? ''
    const moved =
      earlier.place.split('/')[0] !== place.split('/')[0] ||
      (neighbour !== present && is.has(neighbour) && was.has(present))
    return moved ? [{ key, title, kind, change: 'moved', before: '', after: '' }] : []
  })
  const gone = [...was.values()]
    .filter(({ item }) => !is.has(item.key))
    .map(({ item }) => ({
      ...{ key: item.key, title: item.title, kind: item.kind },
      ...{ change: 'removed' as const, before: itemText(item), after: '' },
    }))
  return [...now, ...gone]
}
