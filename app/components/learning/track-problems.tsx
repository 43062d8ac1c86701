import type { TrackProblem } from '~/domain/learning/content/check-track'
import type { MessageKey } from '~/platform/languages/keys'
import { isMessageKey, type Translate } from '~/platform/languages/translator'
import { useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { isolated, TextLink } from '../page/text'

/** The fields of an exercise by the names that its criterion has for them. */
const fieldLabels: Readonly<Record<string, MessageKey>> = {
  labels: 'authoring.labels',
  positiveClass: 'authoring.positive_class',
  target: 'authoring.target',
  sampleSize: 'authoring.sample_size',
  missingError: 'authoring.missing_error',
}

/** A problem in words, with the names that its author knows. */
export function problemSentence(t: Translate, code: string, part: string): string {
  const key = `track.problem_${code}`
  const label = code === 'criterion_invalid' ? (fieldLabels[part] ?? 'authoring.metric') : null
  return isMessageKey(key) ? t(key, { part: label ? t(label) : isolated(part) }) : code
}

/** What keeps a version from being published, each with the way to where it is mended. */
export function TrackProblems(props: {
  problems: readonly TrackProblem[]
  /** The address of the track's page. */
  track: string
  /** Titles of items, where the list is about more than one. */
  titles?: ReadonlyMap<string, string>
}) {
  const { t } = useLanguage()
  if (props.problems.length === 0) return null
  return (
    <Notice tone="turn" title={t('authoring.problems', { count: props.problems.length })}>
      <ul className="m-0 grid list-disc gap-1 ps-5">
        {props.problems.map(({ code, itemKey, part }) => {
          const sentence = problemSentence(t, code, part)
          const title = itemKey === null ? null : props.titles?.get(itemKey)
          const head = itemKey === null && !/^course|^key/.test(code)
          return (
            <li key={`${itemKey} ${code} ${part}`}>
              {title ? (
                <>
                  <TextLink href={`${props.track}/items/${itemKey}`}>
                    <bdi>{title}</bdi>
                  </TextLink>
                  :{' '}
                </>
              ) : null}
              {head && props.titles ? (
                <TextLink href={`${props.track}/head`}>{sentence}</TextLink>
              ) : (
                sentence
              )}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}
