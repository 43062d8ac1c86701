import { type Claim, skillLevels } from '~/domain/skills/claim'
import {
  type AreaStanding,
  radar,
  radarLabel,
  radarPoint,
  radarShape,
  standingsOf,
} from '~/domain/skills/radar'
import { DataTable } from '../page/data-table'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'

/**
 * Eight areas of skills on one picture: how high somebody stands in each, dashed in their own word,
 * filled where others have shown it; with a table for those who cannot see it.
 */
export function SkillRadar({ claims }: { claims: readonly Claim[] }) {
  const { t, dir, number, list } = useLanguage()
  const standings = standingsOf(claims)
  const axes = standings.length
  const summary = list(
    standings
      .filter(({ highest }) => highest > 0)
      .map(({ area, highest }) =>
        t('skill.radar_area', {
          area: t(`skill.area_${area}`),
          level: t(`skill.level_${highest as 1 | 2 | 3 | 4}`),
        }),
      ),
  )
  const ends = { start: 'end', middle: 'middle', end: 'start' } as const
  return (
    <figure className="m-0 grid min-w-0 gap-2">
      <svg
        role="img"
        aria-label={t('skill.radar_summary', { areas: summary })}
        viewBox={`0 0 ${radar.width} ${radar.height}`}
        className="block w-full max-w-[30rem]"
      >
        {skillLevels.map((level) => (
          <polygon
            key={level}
            points={radarShape(standings.map(() => level))}
            fill="none"
            stroke="var(--hairline)"
          />
        ))}
        {standings.map(({ area }, axis) => {
          const end = radarPoint(axis, axes, 4)
          return (
            <line
              key={area}
              x1={radar.x}
              y1={radar.y}
              x2={end.x}
              y2={end.y}
              stroke="var(--hairline)"
            />
          )
        })}
        <polygon
          points={radarShape(standings.map(({ highest }) => highest))}
          fill="none"
          stroke="var(--quiet)"
          strokeDasharray="3 3"
          strokeLinejoin="round"
        />
        <polygon
          points={radarShape(standings.map(({ proved }) => proved))}
          fill="var(--accent)"
          fillOpacity="0.22"
          stroke="var(--accent)"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
        {standings.map(({ area, highest, proved }, axis) => (
          <Dot key={area} axis={axis} axes={axes} highest={highest} proved={proved} />
        ))}
        {standings.map(({ area }, axis) => {
          const { x, y, anchor } = radarLabel(axis, axes)
          return (
            <text
              key={area}
              x={x}
              y={y}
              direction={dir}
              // In text that runs from the right, its start is its right end.
              textAnchor={dir === 'rtl' ? ends[anchor] : anchor}
              fontSize="13"
              fill="var(--ink)"
            >
              {t(`skill.area_${area}`)}
            </text>
          )
        })}
      </svg>
      <figcaption className="text-xs text-quiet">{t('skill.radar_key')}</figcaption>
      <Fold label={t('common.table_view')}>
        <DataTable
          caption={t('skill.radar_table')}
          rows={standings}
          rowKey={({ area }) => area}
          columns={[
            {
              key: 'area',
              label: t('skill.field_area'),
              primary: true,
              cell: ({ area }) => t(`skill.area_${area}`),
            },
            ...skillLevels.map((level) => ({
              key: String(level),
              label: t(`skill.level_${level}`),
              numeric: true,
              cell: ({ counts }: AreaStanding) => number(counts[level - 1] ?? 0),
            })),
            {
              key: 'all',
              label: t('skill.radar_all'),
              numeric: true,
              cell: ({ all }) => number(all),
            },
          ]}
        />
      </Fold>
    </figure>
  )
}

function Dot(props: { axis: number; axes: number; highest: number; proved: number }) {
  if (props.highest === 0) return null
  const proved = props.proved === props.highest
  const { x, y } = radarPoint(props.axis, props.axes, props.highest)
  return (
    <circle
      cx={x}
      cy={y}
      r="3.5"
      fill={proved ? 'var(--accent)' : 'var(--paper)'}
      stroke={proved ? 'var(--accent)' : 'var(--quiet)'}
      strokeWidth="1.5"
    />
  )
}
