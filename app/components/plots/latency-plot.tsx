import { useLanguage } from '../page/language'

/** Percentiles of the response time as bars of one scale, with the target as a line. */
export function LatencyPlot(props: {
  points: readonly { label: string; ms: number }[]
  target?: { label: string; ms: number }
}) {
  const { t, number, dir } = useLanguage()
  const most = Math.max(1, ...props.points.map(({ ms }) => ms), props.target?.ms ?? 0) * 1.08
  const at = (ms: number) => (ms / most) * 100
  const x = (ms: number) => (dir === 'rtl' ? 100 - at(ms) : at(ms))
  return (
    <figure className="m-0">
      <table className="w-full border-collapse text-sm">
        <caption className="pb-2 text-start font-semibold">
          {t('common.latency')}
          {props.target ? (
            <span className="ps-3 font-normal text-quiet">
              <span className="num">{props.target.label}</span>{' '}
              {t('common.at_most', {
                target: t('common.milliseconds', { value: number(props.target.ms, { digits: 0 }) }),
              })}
            </span>
          ) : null}
        </caption>
        <tbody>
          {props.points.map((point) => {
            const aimed = props.target?.label === point.label
            const over = aimed && props.target !== undefined && point.ms > props.target.ms
            return (
              <tr key={point.label}>
                <th scope="row" className="w-14 py-1 pe-3 text-start font-normal text-quiet">
                  <span className="num">{point.label}</span>
                </th>
                <td aria-hidden="true" className="py-1">
                  <svg className="block w-full" height="18" aria-hidden="true">
                    <rect
                      x={dir === 'rtl' ? `${100 - at(point.ms)}%` : '0%'}
                      y="5"
                      width={`${at(point.ms)}%`}
                      height="8"
                      rx="2"
                      fill={over ? 'var(--lost)' : 'var(--accent)'}
                      opacity={aimed ? 0.9 : 0.45}
                    />
                    {aimed && props.target ? (
                      <line
                        x1={`${x(props.target.ms)}%`}
                        x2={`${x(props.target.ms)}%`}
                        y1="0"
                        y2="18"
                        stroke="var(--ink)"
                        strokeWidth="2"
                      />
                    ) : null}
                  </svg>
                </td>
                <td
                  className={`w-28 py-1 ps-3 text-end tabular-nums ${aimed ? 'font-semibold' : ''}`}
                >
                  {t('common.milliseconds', { value: number(point.ms, { digits: 0 }) })}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </figure>
  )
}
