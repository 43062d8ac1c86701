import { skillById } from '~/domain/skills/taxonomy'
import type { TrackLead } from '~/domain/skills/track-lead'
import { LinkButton } from '../page/button'
import { Icon } from '../page/icon'
import { useLanguage } from '../page/language'

/** Skills by name, each leading to what it means. */
export function SkillNames(props: { ids: readonly string[]; mark: 'have' | 'missing' }) {
  const { locale } = useLanguage()
  const found = props.ids.flatMap((id) => skillById(id) ?? [])
  return (
    <ul className="m-0 flex list-none flex-wrap gap-x-4 gap-y-1 p-0">
      {found.map(({ id, name }) => (
        <li key={id} className="inline-flex items-center gap-1.5 text-sm">
          <span className={`flex-none ${props.mark === 'have' ? 'text-met' : 'text-turn-ink'}`}>
            <Icon name={props.mark === 'have' ? 'tick' : 'plus'} size={14} />
          </span>
          <a href={`/skills#${id}`} className="py-0.5 text-ink">
            {name[locale]}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** What is there and what is missing, side by side. */
export function SkillGap(props: { have: readonly string[]; missing: readonly string[] }) {
  const { t } = useLanguage()
  return (
    <dl className="m-0 grid gap-x-8 gap-y-3 sm:grid-cols-2">
      {props.have.length > 0 ? (
        <div className="grid content-start gap-1">
          <dt className="text-xs text-quiet">{t('exposure.have')}</dt>
          <dd className="m-0">
            <SkillNames ids={props.have} mark="have" />
          </dd>
        </div>
      ) : null}
      {props.missing.length > 0 ? (
        <div className="grid content-start gap-1">
          <dt className="text-xs text-quiet">
            {t('exposure.missing_count', { count: props.missing.length })}
          </dt>
          <dd className="m-0">
            <SkillNames ids={props.missing} mark="missing" />
          </dd>
        </div>
      ) : null}
    </dl>
  )
}

/** A track with its length and what it does for the reader. */
export function TrackCard(props: {
  track: TrackLead
  note?: string
  have: readonly string[]
  missing: readonly string[]
}) {
  const { t } = useLanguage()
  return (
    <div className="grid gap-3 border-t border-hairline py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="grid min-w-0 gap-0.5">
          <h3 className="text-base">
            <bdi lang={props.track.language}>{props.track.title}</bdi>
          </h3>
          <p className="text-xs text-quiet">
            {t('exposure.track_hours', { hours: props.track.hours })}
            {props.note ? ` · ${props.note}` : ''}
          </p>
        </div>
        <LinkButton href={`/tracks/${props.track.slug}`}>{t('exposure.open_track')}</LinkButton>
      </div>
      <SkillGap have={props.have} missing={props.missing} />
    </div>
  )
}
