import type { ExposedService } from '~/domain/skills/exposure/exposure-check'
import {
  isGroupScore,
  rankAgreement,
  raterAgreement,
  raterDifference,
  type ShownScores,
  togetherOf,
} from '~/domain/skills/exposure/exposure-figures'
import type { OccupationTask } from '~/domain/skills/exposure/occupation'
import { highestApplicability } from '~/domain/skills/exposure/published-scores'
import type { LedTrack, NearRole } from '~/domain/skills/track-lead'
import { EmptyState } from '../page/empty-state'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { Section } from '../page/section'
import { isolated, Quiet } from '../page/text'
import { ExposurePlot } from '../plots/exposure-plot'
import { SkillGap, TrackCard } from './skill-gap'

/** Always there, and never small. */
export function NotDisplacement() {
  const { t } = useLanguage()
  return (
    <div className="grid gap-1 rounded-md border-s-3 border-s-accent bg-sunken p-4 sm:p-5">
      <p className="font-prose text-lg font-medium">{t('exposure.sentence')}</p>
      <p className="max-w-[68ch] text-sm text-quiet">{t('exposure.sentence_why')}</p>
    </div>
  )
}

export type ExposureResultData = {
  services: readonly ExposedService[]
  tracks: readonly LedTrack[]
  roles: readonly NearRole[]
}

/** The result of a check: figures, tasks, and where they lead. */
export function ExposureResult({ services, tracks, roles }: ExposureResultData) {
  const { t } = useLanguage()
  const together = services.length > 1 ? togetherOf(services) : null
  return (
    <>
      <NotDisplacement />
      {together ? (
        <Section title={t('exposure.together')} lead={t('exposure.together_note')}>
          <ExposurePlot service={t('exposure.together')} scores={together} />
          <Raters scores={together} />
        </Section>
      ) : null}
      {services.map((service) => (
        <Service key={service.occupation.id} service={service} alone={services.length === 1} />
      ))}
      <Method />
      <WhereTo services={services} tracks={tracks} roles={roles} />
    </>
  )
}

function Raters({ scores }: { scores: ShownScores }) {
  const { t, number } = useLanguage()
  const difference = number(raterDifference(scores), { digits: 2, leastDigits: 2 })
  return (
    <p className="max-w-[68ch]">{t(`exposure.raters_${raterAgreement(scores)}`, { difference })}</p>
  )
}

/** A code keeps together and runs from the left in every language. */
const codeText = (code: string) => `\u2066${code.replaceAll('-', '\u2011')}\u2069`

function Service({ service, alone }: { service: ExposedService; alone: boolean }) {
  const { t, locale, percent } = useLanguage()
  const { occupation, scores } = service
  const name = occupation.name[locale]
  const ranks = rankAgreement(scores)
  const title = isolated(scores.title)
  return (
    <Section
      id={occupation.id}
      title={
        alone
          ? name
          : t('exposure.service_share', {
              service: name,
              share: percent(service.shareBps / 10_000, 0),
            })
      }
    >
      <Quiet>
        {occupation.nearest
          ? t('exposure.nearest', { title })
          : t('exposure.exactly', { title, soc: codeText(occupation.soc) })}
      </Quiet>
      <ExposurePlot service={name} scores={scores} above={scores.above} />
      <div className="grid max-w-[68ch] gap-2">
        <Raters scores={scores} />
        <p>
          {ranks === null
            ? t('exposure.studies_one')
            : t(`exposure.studies_${ranks}`, {
                first: percent((scores.above.people + scores.above.model) / 200, 0),
                second: percent((scores.above.applicability ?? 0) / 100, 0),
              })}{' '}
          {ranks !== null && isGroupScore(occupation.soc) ? t('exposure.group_score') : null}
        </p>
      </div>
      <Tasks service={name} tasks={occupation.tasks} />
    </Section>
  )
}

function Tasks({ service, tasks }: { service: string; tasks: readonly OccupationTask[] }) {
  const { t, locale } = useLanguage()
  const part = (exposed: boolean) => tasks.filter((task) => task.exposed === exposed)
  return (
    <div className="grid gap-3 pt-2">
      <h3 className="text-base">{t('exposure.tasks_of', { service })}</h3>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {[true, false].map((exposed) => (
          <div key={String(exposed)} className="grid content-start gap-1">
            <h4
              className={`border-t-2 pt-2 text-sm ${exposed ? 'border-t-turn text-turn-ink' : 'border-t-met text-met'}`}
            >
              {t(exposed ? 'exposure.tasks_more' : 'exposure.tasks_less')}
            </h4>
            <ul className="m-0 grid list-disc gap-1 ps-5 text-sm">
              {part(exposed).map((task) => (
                <li key={task.text.en}>{task.text[locale]}</li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </div>
  )
}

/** One sentence for what each score measures, and how they differ. */
function Method() {
  const { t, number } = useLanguage()
  return (
    <Section title={t('exposure.method_title')}>
      <div className="grid max-w-[68ch] gap-3 text-sm">
        <p>
          {t('exposure.method_first')} {t('exposure.method_first_range')}
        </p>
        <p>
          {t('exposure.method_second', {
            highest: number(highestApplicability, { digits: 2 }),
          })}
        </p>
        <p>{t('exposure.method_differ')}</p>
        <p>{t('exposure.method_tasks')}</p>
        <ul className="m-0 grid list-none gap-1 p-0 text-xs">
          <li>
            <a href="https://arxiv.org/abs/2303.10130" rel="noopener noreferrer">
              {t('exposure.source_first')}
            </a>
          </li>
          <li>
            <a href="https://arxiv.org/abs/2507.07935" rel="noopener noreferrer">
              {t('exposure.source_second')}
            </a>
          </li>
        </ul>
      </div>
    </Section>
  )
}

function WhereTo({ services, tracks, roles }: ExposureResultData) {
  const { t, locale, list } = useLanguage()
  const nameOf = new Map(services.map(({ occupation }) => [occupation.id, occupation.name[locale]]))
  return (
    <Section id="tracks" title={t('exposure.tracks_title')} lead={t('exposure.tracks_lead')}>
      {tracks.length > 0 ? (
        <div className="grid border-b border-hairline">
          {tracks.map(({ track, reason, from, have, missing, helping }) => (
            <TrackCard
              key={track.slug}
              track={track}
              note={
                reason === 'authors'
                  ? t('exposure.track_from', {
                      services: list(from.flatMap((id) => nameOf.get(id) ?? [])),
                    })
                  : t(`exposure.track_${reason}`, {
                      have: have.length,
                      all: have.length + missing.length,
                      count: helping.length,
                    })
              }
              have={[...have, ...helping]}
              missing={missing}
            />
          ))}
        </div>
      ) : (
        <>
          <EmptyState
            title={t('exposure.tracks_none_title')}
            body={t('exposure.tracks_none_body')}
          />
          <div className="grid">
            {roles.map(({ role, have, missing }) => (
              <div key={role} className="grid gap-3 border-b border-hairline py-4">
                <div className="grid gap-0.5">
                  <h3 className="text-base">{t(`role.${role}`)}</h3>
                  <p className="text-sm text-quiet">{t(`role.${role}_why`)}</p>
                </div>
                <SkillGap have={have} missing={[]} />
                <Fold label={t('exposure.role_more', { count: missing.length })}>
                  <SkillGap have={[]} missing={missing} />
                </Fold>
              </div>
            ))}
          </div>
        </>
      )}
      <Quiet>{t('exposure.brings_note')}</Quiet>
    </Section>
  )
}
