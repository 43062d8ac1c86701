import type { CSSProperties } from 'react'
import { useLanguage } from '../page/language'

/** What was answered for each true label. The shade is the share of the row; the figure says it too. */
export function ConfusionMatrix(props: {
  labels: readonly string[]
  /** Rows are true labels, columns are answers. */
  counts: readonly (readonly number[])[]
  /** The class that the criterion names, if it names one. */
  positive?: string
  /** Answers outside the label set, for each true label. */
  stray?: readonly number[]
}) {
  const { t, number } = useLanguage()
  const strays = props.stray?.some((count) => count > 0) ?? false
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <div className="table-wrap" tabIndex={0}>
      <table className="matrix border-collapse">
        <caption className="pb-2 text-start font-semibold">{t('common.confusion')}</caption>
        <thead>
          <tr>
            <th scope="col" className="text-quiet">
              {t('common.true_label')}
            </th>
            {props.labels.map((label) => (
              <th key={label} scope="col" className="text-center!">
                <span className="sr-only">{t('common.answered_label')}: </span>
                <bdi>{label}</bdi>
              </th>
            ))}
            {strays ? (
              <th scope="col" className="text-center! text-quiet">
                {t('common.stray_label')}
              </th>
            ) : null}
            <th scope="col" className="text-quiet">
              {t('common.result')}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.labels.map((label, row) => {
            const counts = props.counts[row] ?? []
            const outside = props.stray?.[row] ?? 0
            const total = counts.reduce((sum, count) => sum + count, 0) + outside
            const share = (count: number) =>
              ({ '--share': total === 0 ? 0 : count / total }) as CSSProperties
            return (
              <tr key={label}>
                <th scope="row" className={props.positive === label ? 'font-semibold!' : undefined}>
                  <bdi>{label}</bdi>
                </th>
                {props.labels.map((answer, column) => {
                  const count = counts[column] ?? 0
                  return (
                    <td
                      key={answer}
                      className={row === column ? 'right' : count > 0 ? 'wrong' : undefined}
                      style={share(count)}
                    >
                      {number(count)}
                    </td>
                  )
                })}
                {strays ? (
                  <td className={outside > 0 ? 'wrong' : undefined} style={share(outside)}>
                    {number(outside)}
                  </td>
                ) : null}
                <td className="matrix-result text-quiet">
                  {t('common.right_of', { right: number(counts[row] ?? 0), total: number(total) })}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
