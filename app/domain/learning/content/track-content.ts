import type { Averaging, Metric } from '~/domain/outcomes/criteria/metric'
import type { Role } from '~/domain/skills/roles'
import type { Locale } from '~/platform/languages/locales'

/**
 * What a track holds, as it is written, exported and imported. `docs/guides/track-format.md`
 * describes the folder that it is read from; nothing in here is rendered or checked yet.
 */
export const trackFormat = 'samar-track/1'

export type TrackContent = {
  readonly slug: string
  readonly language: Locale
  readonly title: string
  /** One or two sentences, plain text. */
  readonly summary: string
  /** Markdown: for whom, and what they can do afterwards. */
  readonly description: string
  readonly licence: string
  readonly hours: number
  /** What the credential of the whole track attests: skill ids of the taxonomy, at level 2. */
  readonly skills: readonly string[]
  readonly roles: readonly Role[]
  /** O*NET-SOC codes of the occupations that it leads on from. */
  readonly leadsFrom: readonly string[]
  readonly prerequisites: readonly Prerequisite[]
  /** The slug of the track that this one says in another language. */
  readonly translationOf: string | null
  /** What enrolling costs; null is free. `amountMinor` is a decimal string. */
  readonly price: { readonly currency: string; readonly amountMinor: string } | null
  readonly courses: readonly Course[]
}

export type Prerequisite =
  | { readonly kind: 'skill'; readonly skillId: string; readonly level: 1 | 2 | 3 | 4 }
  | { readonly kind: 'track'; readonly slug: string }

export type Course = {
  readonly key: string
  readonly title: string
  readonly summary: string
  readonly items: readonly Item[]
}

export const itemKinds = ['lesson', 'quiz', 'exercise', 'capstone'] as const
export type ItemKind = (typeof itemKinds)[number]

/** Keys are kebab-case and unique in the track: progress follows them from version to version. */
export type ItemHead = {
  readonly key: string
  readonly title: string
  readonly minutes: number
}
export type Item = ItemHead & ItemContent

export type ItemContent =
  | { readonly kind: 'lesson'; readonly body: string; readonly package?: LessonPackage }
  | { readonly kind: 'quiz'; readonly quiz: Quiz }
  | { readonly kind: 'exercise'; readonly exercise: Exercise }
  | { readonly kind: 'capstone'; readonly capstone: Capstone }

export const packageStandards = ['scorm_1_2', 'scorm_2004'] as const
export type PackageStandard = (typeof packageStandards)[number]

/** Pages with scripts of their own that a lesson plays; their files lie in `packages/<folder>/`. */
export type LessonPackage = {
  /** A key, mostly the item's. */
  readonly folder: string
  readonly standard: PackageStandard
  /** The file that it begins with, as an address within the folder: with its query, if it has one. */
  readonly launch: string
}

export type Quiz = {
  /** Markdown. */
  readonly intro: string
  /** The share of the points that passes, 0 to 1. */
  readonly passMark: number
  /** null: no limit. */
  readonly limitMinutes: number | null
  /** How many of the questions an attempt is asked, drawn anew each time; left out, all of them. */
  readonly draw?: number
  readonly questions: readonly Question[]
}

export const questionKinds = ['single', 'multiple', 'numeric', 'ordering', 'short_text'] as const
export type QuestionKind = (typeof questionKinds)[number]

type QuestionHead = {
  readonly key: string
  /** Markdown. */
  readonly prompt: string
  /** Markdown, shown after the attempt: why the right answer is right. */
  readonly explanation: string
  readonly points: number
  /** Names the same question in another bank or track, when it came from there. */
  readonly source?: string
}
export type Option = { readonly key: string; readonly text: string; readonly correct: boolean }
export type Question = QuestionHead &
  (
    | { readonly kind: 'single' | 'multiple'; readonly options: readonly Option[] }
    /** Decimal strings: the answer counts when |given − answer| ≤ tolerance. */
    | {
        readonly kind: 'numeric'
        readonly answer: string
        readonly tolerance: string
        readonly unit: string
      }
    /** The parts in their right order; they are shown shuffled. */
    | {
        readonly kind: 'ordering'
        readonly parts: readonly { readonly key: string; readonly text: string }[]
      }
    /** Any of `accept`, compared without case, accents of typing and surrounding space. */
    | { readonly kind: 'short_text'; readonly accept: readonly string[] }
  )

/** Measured by the evaluation engine on a sealed dataset that lies in `data/`. */
export type Exercise = {
  /** Markdown. */
  readonly brief: string
  readonly criterion: {
    readonly metric: Metric
    readonly averaging: Averaging | null
    readonly positiveClass: string | null
    readonly labels: readonly string[]
    readonly target: number
    readonly sampleSize: number
    /** Regression: the absolute error that a row without a number counts as. */
    readonly missingError?: number
  }
  readonly dataset: {
    /** A name in `data/`. */
    readonly file: string
    readonly labelColumn: string
    /** The first rows, published with their labels to try things on; never drawn. */
    readonly sampleRows: number
  }
  readonly waysIn: readonly ('endpoint' | 'file')[]
}

export type Capstone = {
  /** Markdown. */
  readonly brief: string
  /** What is handed in, one sentence each. */
  readonly deliverables: readonly string[]
  readonly rubric: readonly RubricLine[]
  /** The share of the points that passes, 0 to 1. */
  readonly passMark: number
}
export type RubricLine = {
  readonly key: string
  readonly title: string
  /** From least to most; a reviewer chooses one. */
  readonly levels: readonly { readonly points: number; readonly text: string }[]
}
