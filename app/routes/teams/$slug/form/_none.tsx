import { LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Section } from '~/components/page/section'
import { isolated } from '~/components/page/text'
import { skillById } from '~/domain/skills/taxonomy'
import type { TeamsAnswer } from '~/domain/teams/matching/form-teams'
import type { Relaxation } from '~/domain/teams/matching/relaxations'
import type { StoredRequest } from '~/domain/teams/matching/stored-request'
import type { Currency } from '~/kernel/money'
import type { Names } from './_options'

type Shown = { request: StoredRequest; currency: Currency; names: Names }

/** Why there is no team, and which change, or which two, would make one possible. */
export function NoTeam(
  props: Shown & { answer: Extract<TeamsAnswer, { outcome: 'none' }>; changeHref: string },
) {
  const { t } = useLanguage()
  const { answer, request } = props
  const sentenceOf = useRelaxation(props)
  const changes = [...answer.relaxations.map((one) => [one]), ...answer.pairs]
  const unfilled = answer.unfilled.flatMap((at) => request.roles[at]?.role ?? [])
  return (
    <>
      <Notice title={t('matching.none_title')}>
        {unfilled.map((role) => (
          <p key={role}>{t('matching.none_unfilled', { role: t(`role.${role}`) })}</p>
        ))}
      </Notice>
      <Section
        title={t('matching.change')}
        lead={t(
          answer.relaxations.length > 0
            ? 'matching.none_certain'
            : answer.pairs.length > 0
              ? 'matching.none_pairs'
              : 'matching.none_many',
        )}
      >
        {changes.length > 0 ? (
          <ul className="m-0 grid list-disc gap-2 ps-5">
            {changes.map((together) => {
              const sentence = together.map(sentenceOf).join(' ')
              return <li key={sentence}>{sentence}</li>
            })}
          </ul>
        ) : null}
        <LinkButton href={props.changeHref} tone="primary">
          {t('matching.change')}
        </LinkButton>
      </Section>
    </>
  )
}

function useRelaxation({ request, currency, names }: Shown) {
  const { t, locale, money } = useLanguage()
  return (one: Relaxation): string => {
    switch (one.kind) {
      case 'budget':
        return t('matching.relax_budget', {
          amount: money({ currency, amountMinor: one.leastMinor }),
        })
      case 'common_hours':
        return t('matching.relax_common_hours', { hours: one.hours })
      case 'members':
        return t('matching.relax_members', { members: one.members })
      case 'weeks':
        return t('matching.relax_weeks', { weeks: one.weeks })
      case 'skill_level':
        return t('matching.relax_skill_level', {
          role: t(`role.${request.roles[one.role]?.role ?? 'outcome_lead'}`),
          level: t(`skill.level_${one.level}`),
          skill: skillById(one.skillId)?.name[locale] ?? one.skillId,
        })
      case 'skill':
        return t('matching.relax_skill', {
          role: t(`role.${request.roles[one.role]?.role ?? 'outcome_lead'}`),
          skill: skillById(one.skillId)?.name[locale] ?? one.skillId,
        })
      case 'fixed':
        return t('matching.relax_fixed', {
          name: isolated(names.get(one.personId)?.name ?? ''),
        })
      default:
        return t(`matching.relax_${one.kind}`)
    }
  }
}
