import type { ReactNode } from 'react'
import { useLanguage } from '~/components/page/language'
import { Section } from '~/components/page/section'

/** One figure: what it is in a sentence, its picture and table, the rows as a file, as of when. */
export function Figure(props: {
  id: string
  title: string
  definition: string
  csv: string
  /** What is left out, and why. */
  rule?: string
  asOf: Date
  children: ReactNode
}) {
  const { t, dateTime } = useLanguage()
  return (
    <Section
      id={props.id}
      title={props.title}
      lead={props.definition}
      actions={
        <a href={props.csv} className="inline-flex min-h-11 items-center">
          {t('figures.csv')}
        </a>
      }
    >
      {props.children}
      <div className="grid max-w-[75ch] gap-1 border-t border-hairline pt-3 text-xs text-quiet">
        {props.rule ? <p className="copy">{props.rule}</p> : null}
        <p>
          <time dateTime={props.asOf.toISOString()}>
            {t('figures.as_of', { when: dateTime(props.asOf) })}
          </time>
        </p>
      </div>
    </Section>
  )
}
