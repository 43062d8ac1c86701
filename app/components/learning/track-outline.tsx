import type { ReactNode } from 'react'
import type { Locale } from '~/platform/languages/locales'
import { Icon } from '../page/icon'
import { useLanguage } from '../page/language'
import { studyTime } from '../page/study-time'
import { TrackWords } from './lesson-text'

export type OutlineItemProps = {
  key: string
  kind: 'lesson' | 'quiz' | 'exercise' | 'capstone'
  title: string
  minutes: number
  doneAt: Date | null
}

/** The courses of a track with their items: what each is, how long it takes, whether it is done. */
export function TrackOutline(props: {
  slug: string
  language: Locale
  courses: readonly {
    key: string
    title: string
    summary: string
    items: readonly OutlineItemProps[]
  }[]
  /** Which items are links. */
  opens: (key: string) => boolean
  current?: string
  /** What is said below an item. */
  note?: (key: string) => ReactNode
  brief?: boolean
}) {
  const language = useLanguage()
  const { t } = language
  return (
    <ol className="m-0 grid list-none gap-6 p-0">
      {props.courses.map((course) => (
        <li key={course.key} className="grid gap-2">
          <h3 className="text-base font-semibold">
            <TrackWords text={course.title} language={props.language} />
          </h3>
          {course.summary && !props.brief ? (
            <p className="max-w-[68ch] text-sm text-quiet">
              <TrackWords text={course.summary} language={props.language} />
            </p>
          ) : null}
          <ol className="m-0 grid list-none border-t border-hairline p-0">
            {course.items.map((item) => (
              <li
                key={item.key}
                className="flex min-h-11 items-center gap-3 border-b border-hairline py-2"
              >
                <span className="w-5 flex-none text-met">
                  {item.doneAt ? (
                    <>
                      <Icon name="tick" size={18} />
                      <span className="sr-only">{t('learning.done')}</span>
                    </>
                  ) : null}
                </span>
                <span className="min-w-0 flex-1">
                  {props.opens(item.key) ? (
                    <a
                      href={`/tracks/${props.slug}/${item.key}`}
                      aria-current={item.key === props.current ? 'page' : undefined}
                    >
                      <TrackWords text={item.title} language={props.language} />
                    </a>
                  ) : (
                    <TrackWords text={item.title} language={props.language} />
                  )}
                  {props.note?.(item.key)}
                </span>
                <span className="flex-none text-xs text-quiet">
                  {item.kind === 'lesson' ? '' : `${t(`learning.kind_${item.kind}`)} · `}
                  {studyTime(language, item.minutes)}
                </span>
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  )
}
