import type { Locale } from '~/platform/languages/locales'

/** A part of the work, in our own words, and whether today's language models reach far into it. */
export type OccupationTask = {
  readonly exposed: boolean
  readonly text: Readonly<Record<Locale, string>>
}

/** A service that people sell, matched to the occupation whose scores have been published. */
export type Occupation = {
  readonly id: string
  /** The code of O*NET-SOC under which the scores stand. */
  readonly soc: string
  /** No published occupation is this service; the nearest stands for it, and the page says so. */
  readonly nearest?: true
  readonly name: Readonly<Record<Locale, string>>
  /** What people type, in English, in Urdu and in Urdu with Latin letters; lower case. */
  readonly aliases: readonly string[]
  /** Skills of the taxonomy that such work usually brings along. */
  readonly brings: readonly string[]
  readonly tasks: readonly OccupationTask[]
}

export const more = (en: string, ur: string): OccupationTask => ({
  exposed: true,
  text: { en, ur },
})
export const less = (en: string, ur: string): OccupationTask => ({
  exposed: false,
  text: { en, ur },
})
