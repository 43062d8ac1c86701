import { createHash } from 'node:crypto'
import { slugOf } from '~/domain/identity/slug'
import { isLocale, type Locale } from '~/platform/languages/locales'
import { reservedItemKeys } from '../content/check-track'
import { drawingProblem, pictureKind } from '../content/picture'
import type {
  Course,
  Item,
  ItemContent,
  LessonPackage,
  Question,
  TrackContent,
} from '../content/track-content'
import { lessonCharacters } from '../content/track-shape'
import type { ImportLoss } from '../imports/import-plan'
import { cleanFacts, cleanLine, cleanText } from './clean-text'
import { embedded } from './embedded-picture'
import type { HtmlPlace } from './html-inline'
import { ImportRefused } from './import-refused'
import type { LossReason } from './loss'

/** What an adapter makes of an archive; nothing is written down yet. */
export type Imported = {
  readonly content: TrackContent
  /** Pictures and rows, by their path in the track's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly lost: readonly ImportLoss[]
}

type Facts = Readonly<Record<string, string | number>>
type CourseDraft = { key: string; title: string; summary: string; items: Item[] }
export type Found = { readonly path: string; readonly bytes: Uint8Array }

const limits = { courses: 100, items: 500, losses: 1_000, pictureBytes: 5_000_000, assets: 500 }
const wordsPerMinute = 180

/** Hands out keys that are not taken yet: from a title, or from its kind where no letter is left. */
export function keyMaker(
  reserved: readonly string[] = [],
): (title: string, kind: string) => string {
  const taken = new Set<string>(reserved)
  return (title, kind) => {
    const slug = slugOf(title)
    const base = slug === 'x' && !/x/i.test(title) ? kind : slug
    let key = base
    for (let n = 2; taken.has(key); n++) key = `${base}-${n}`
    taken.add(key)
    return key
  }
}

/** Collects the courses, items, pictures and losses of one import. */
export class ImportDraft {
  private readonly courses: CourseDraft[] = []
  private readonly assets = new Map<string, Uint8Array>()
  private readonly packaged = new Map<string, Uint8Array>()
  private readonly assetOf = new Map<string, string>()
  private readonly lost: ImportLoss[] = []
  private readonly seen = new Set<string>()
  private readonly courseKey = keyMaker()
  private readonly itemKey = keyMaker(reservedItemKeys)
  private readonly assetKey = keyMaker()

  lose(place: string, title: string, reason: LossReason, facts?: Facts): void {
    const loss: ImportLoss = {
      place: cleanLine(place, 300),
      title: cleanLine(title),
      reason,
      ...(facts ? { facts: cleanFacts(facts) } : {}),
    }
    const mark = JSON.stringify(loss)
    if (this.seen.has(mark) || this.lost.length >= limits.losses) return
    this.seen.add(mark)
    this.lost.push(loss)
  }

  course(title: string): CourseDraft {
    if (this.courses.length >= limits.courses) throw new ImportRefused('too_much')
    const words = cleanLine(title)
    const empty = this.courses.find((one) => one.title === words && one.items.length === 0)
    if (empty) return empty
    const course = { key: this.courseKey(words, 'course'), title: words, summary: '', items: [] }
    this.courses.push(course)
    return course
  }

  /** The key that a lesson will have, for those that are linked to before they are made. */
  keyOf(title: string): string {
    return this.itemKey(cleanLine(title), 'lesson')
  }

  /** A lesson of Markdown; one that holds nothing to read is written down as lost. */
  lesson(
    course: CourseDraft,
    place: string,
    title: string,
    body: string,
    key: string | null = null,
  ): void {
    const text = cleanText(body).trim()
    if (text === '') {
      this.lose(place, title, 'empty_page')
      return
    }
    if (text.length > lessonCharacters) this.lose(place, title, 'text_cut')
    const minutes = Math.max(1, Math.round(text.split(/\s+/).length / wordsPerMinute))
    const kept = cleanText(text.slice(0, lessonCharacters - 1))
    this.add(course, title, minutes, { kind: 'lesson', body: `${kept}\n` }, key)
  }

  quiz(
    course: CourseDraft,
    title: string,
    questions: readonly Question[],
    more: { intro?: string; limitMinutes?: number | null } = {},
  ): void {
    if (questions.length === 0) return
    const quiz = {
      intro: cleanText(more.intro ?? ''),
      passMark: 0.7,
      limitMinutes: more.limitMinutes ?? null,
      questions,
    }
    const minutes = Math.max(2, Math.round(questions.length * 1.5))
    this.add(course, title, minutes, { kind: 'quiz', quiz })
  }

  /** A lesson that plays pages with scripts of their own; their files go into its folder. */
  package(
    course: CourseDraft,
    title: string,
    minutes: number,
    { files, ...plays }: Omit<LessonPackage, 'folder'> & { files: ReadonlyMap<string, Uint8Array> },
  ): void {
    const words = cleanLine(title) || course.title
    const folder = this.itemKey(words, 'lesson')
    for (const [path, bytes] of files) this.packaged.set(`packages/${folder}/${path}`, bytes)
    const content = { kind: 'lesson' as const, body: '', package: { folder, ...plays } }
    course.items.push({ key: folder, title: words, minutes, ...content })
  }

  private add(
    course: CourseDraft,
    title: string,
    minutes: number,
    content: ItemContent,
    reserved: string | null = null,
  ): void {
    if (course.items.length >= limits.items) throw new ImportRefused('too_much')
    const words = cleanLine(title) || course.title
    const key = reserved ?? this.itemKey(words, content.kind)
    course.items.push({ key, title: words, minutes, ...content })
  }

  /** A picture's path in the track, or why it does not come along. */
  private asset({ path, bytes }: Found): { url: string } | { reason: LossReason } {
    const kind = pictureKind(bytes)
    if (!kind) return { reason: 'picture_kind' }
    const broken = kind === 'svg' ? drawingProblem(bytes) : null
    if (broken) return { reason: broken }
    if (bytes.length > limits.pictureBytes) return { reason: 'picture_large' }
    const hash = createHash('sha256').update(bytes).digest('hex')
    const known = this.assetOf.get(hash)
    if (known) return { url: known }
    if (this.assets.size >= limits.assets) throw new ImportRefused('too_much')
    const base =
      path
        .split('/')
        .at(-1)
        ?.replace(/\.[^.]*$/, '') ?? ''
    const url = `assets/${this.assetKey(base, 'picture')}.${kind}`
    this.assets.set(url, bytes)
    this.assetOf.set(hash, url)
    return { url }
  }

  /** How the HTML of one place is carried over; `find` looks up what it names in the archive. */
  htmlPlace(place: string, title: string, find: (address: string) => Found | null): HtmlPlace {
    const lose = (reason: LossReason, facts?: Facts) => this.lose(place, title, reason, facts)
    return {
      lose,
      pictureOf: (address) => {
        if (/^(https?:)?\/\//i.test(address)) return address.replace(/^(http:)?\/\//i, 'https://')
        const found = embedded(address) ?? find(address)
        const made = found ? this.asset(found) : { reason: 'picture_missing' as const }
        if ('url' in made) return made.url
        lose(made.reason, { address: address.slice(0, 300) })
        return null
      },
      hrefOf: (address) => {
        if (/^(https:\/\/|mailto:)/i.test(address)) return address
        if (address.startsWith('//')) return `https:${address}`
        if (/^http:\/\//i.test(address)) {
          lose('link_http', { address: address.slice(0, 300) })
          return address.replace(/^http/i, 'https')
        }
        const isScheme = /^[a-z][a-z0-9+.-]*:/i.test(address)
        lose(isScheme ? 'link_scheme' : 'link_inside', { address: address.slice(0, 300) })
        return null
      },
    }
  }

  /** @throws ImportRefused where there is nothing that could be made. */
  finish(head: {
    title: string
    language?: string
    licence?: string
    summary?: string
    place?: string
  }): Imported {
    const courses: Course[] = this.courses.filter(({ items }) => items.length > 0)
    if (courses.length === 0) throw new ImportRefused('nothing')
    const minutes = courses.flatMap(({ items }) => items).reduce((sum, one) => sum + one.minutes, 0)
    const title = cleanLine(head.title) || (courses[0]?.title ?? '')
    return {
      content: {
        slug: keyMaker()(title, 'track'),
        language: this.languageOf(head.language ?? '', head.place ?? '', title),
        title,
        summary: cleanLine(head.summary ?? '', 500),
        description: '',
        licence: cleanLine(head.licence ?? ''),
        hours: Math.max(1, Math.ceil(minutes / 60)),
        skills: [],
        roles: [],
        leadsFrom: [],
        prerequisites: [],
        translationOf: null,
        price: null,
        courses,
      },
      files: new Map([...this.assets, ...this.packaged]),
      lost: this.lost,
    }
  }

  private languageOf(said: string, place: string, title: string): Locale {
    const short = said.toLowerCase().split(/[-_]/)[0] ?? ''
    if (isLocale(short)) return short
    if (short) this.lose(place, title, 'language', { language: said.slice(0, 20) })
    return 'en'
  }
}
