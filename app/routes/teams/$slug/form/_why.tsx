import { useLanguage } from '~/components/page/language'
import { isolated, Name } from '~/components/page/text'
import { sectors } from '~/domain/market/briefs/brief'
import { skillById } from '~/domain/skills/taxonomy'
import type { FitTerm, TeamMember } from '~/domain/teams/matching/formed-team'
import type { Names } from './_options'
import { usePoints } from './_points'

/** Every term of everybody's score, in a sentence each. */
export function Why({ members, names }: { members: readonly TeamMember[]; names: Names }) {
  const { t } = useLanguage()
  const points = usePoints()
  const nameOf = (id: string) => isolated(names.get(id)?.name ?? '')
  return (
    <div className="grid gap-6">
      {members.map(({ personId, fit, domains, collaborations }) => (
        <div key={personId} className="grid gap-2">
          <p className="font-semibold">
            <Name>{names.get(personId)?.name ?? ''}</Name>
          </p>
          {fit.map((term) => (
            <Fit key={term.at} term={term} />
          ))}
          {domains.length + collaborations.length > 0 ? (
            <ul className="m-0 grid list-disc gap-1 ps-5 text-sm">
              {domains.map(({ domain, score }) => {
                const known = sectors.find((sector) => sector === domain)
                const field = known ? t(`sector.${known}`) : domain
                return (
                  <li key={domain}>{t('matching.why_field', { field, points: points(score) })}</li>
                )
              })}
              {collaborations.map(({ personId: other, score }) => (
                <li key={other}>
                  {t(score < 0 ? 'matching.why_past_minus' : 'matching.why_past', {
                    name: nameOf(other),
                    points: points(score),
                  })}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ))}
    </div>
  )
}

function Fit({ term }: { term: FitTerm }) {
  const { t, locale, percent } = useLanguage()
  const points = usePoints()
  return (
    <div className="grid gap-1 text-sm">
      <p>{t('matching.why_role', { role: t(`role.${term.role}`), fit: percent(term.fit, 0) })}</p>
      <ul className="m-0 grid list-disc gap-1 ps-5">
        {term.skills.map(({ skillId, level, leastLevel, evidence, score }) => (
          <li key={skillId}>
            {t('matching.why_skill', {
              skill: skillById(skillId)?.name[locale] ?? skillId,
              level: t(`skill.level_${level}`),
              least: t(`skill.level_${leastLevel}`),
              evidence: t(`matching.evidence_${evidence}`),
              points: points(score),
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}
