import { useLanguage } from '../page/language'
import { FieldError, useField } from './form'

/**
 * One thing to judge in one answer: its name, what it means, and a row of points. The numbers are
 * wide enough for a thumb; the ends say which is which.
 */
export function RubricRow(props: {
  name: string
  item: string
  means: string
  scale: number
  chosen: number | null
}) {
  const { t } = useLanguage()
  const field = useField(props.name, props.item)
  const saved = props.chosen === null ? undefined : String(props.chosen)
  const chosen = field.sent ? field.typed : saved
  const points = Array.from({ length: props.scale }, (_, at) => at + 1)
  const ends = (value: number) =>
    value === 1 ? t('judging.rate_least') : value === props.scale ? t('judging.rate_most') : null
  return (
    <fieldset
      id={field.id}
      tabIndex={-1}
      className="field"
      aria-describedby={field.error ? `${field.id}-help ${field.id}-error` : `${field.id}-help`}
    >
      <legend className="field-label p-0 pb-1">
        <bdi>{props.item}</bdi>
      </legend>
      <p id={`${field.id}-help`} className="field-help">
        <bdi>{props.means}</bdi>
      </p>
      <div
        className="grid max-w-[34rem] gap-1.5 pt-1"
        style={{ gridTemplateColumns: `repeat(${props.scale}, minmax(2.5rem, 1fr))` }}
      >
        {points.map((value) => (
          <label
            key={value}
            className="choice grid min-w-0 justify-items-center gap-1 px-1 text-center"
          >
            <input
              type="radio"
              name={props.name}
              value={value}
              aria-label={t('judging.rate_points', { points: value })}
              defaultChecked={chosen === String(value)}
            />
            <span aria-hidden="true" className="tabular-nums">
              {value}
            </span>
          </label>
        ))}
      </div>
      <p aria-hidden="true" className="flex max-w-[34rem] justify-between text-xs text-quiet">
        <span>{ends(1)}</span>
        <span>{ends(props.scale)}</span>
      </p>
      <FieldError id={field.id} text={field.error} />
    </fieldset>
  )
}
