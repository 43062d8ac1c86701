import type { ReactNode } from 'react'
import { useLanguage } from '~/components/page/language'
import { Section } from '~/components/page/section'

/** One figure: what it is in a sentence, its picture and table, the rows as a file. */
export function Figure(props: {
  id: string
  title: string
  definition: string
  csv: string
  /** What is left out, and why. */
  rule?: string
  children: ReactNode
}) {
  const { t } = useLanguage()
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
      {props.rule ? (
        <p className="copy max-w-[75ch] border-t border-hairline pt-3 text-xs text-quiet">
          {props.rule}
        </p>
      ) : null}
    </Section>
  )
}
