import type { ReactNode } from 'react'
import {
  type Claim,
  isProved,
  proofHref,
  type SkillLevel,
  skillLevels,
} from '~/domain/skills/claim'
import { type SkillArea, skillAreas, skillById } from '~/domain/skills/taxonomy'
import { Icon } from '../page/icon'
import { useLanguage } from '../page/language'

/** A level as four bars with its name; what nobody has checked says so. */
export function LevelMark({ level }: { level: SkillLevel }) {
  const { t } = useLanguage()
  const proved = isProved(level)
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 text-xs">
      <span aria-hidden="true" className="inline-flex gap-0.5">
        {skillLevels.map((step) => (
          <span
            key={step}
            className={`h-3 w-1.5 rounded-xs ${
              step > level ? 'bg-hairline' : proved ? 'bg-met' : 'bg-quiet'
            }`}
          />
        ))}
      </span>
      <span className={proved ? 'font-semibold' : ''}>{t(`skill.level_${level}`)}</span>
    </span>
  )
}

/** What backs a claim, one click away. */
function Evidence({ claim, owner }: { claim: Claim; owner: string }) {
  const { t, locale } = useLanguage()
  const href = proofHref(claim, claim.personId ?? owner)
  if (!href) {
    return claim.evidenceKind === 'credential' ? (
      <span className="text-xs text-quiet">{t('skill.evidence_on_request')}</span>
    ) : null
  }
  const about = <span className="sr-only"> ({skillById(claim.skillId)?.name[locale]})</span>
  if (claim.evidenceKind !== 'link' && claim.evidenceKind !== 'claimed') {
    return (
      <a href={href} className="inline-flex min-h-6 items-center text-xs">
        <span>
          {t(`skill.evidence_${claim.evidenceKind}`)}
          {about}
        </span>
      </a>
    )
  }
  return (
    <a
      href={href}
      rel="nofollow noopener noreferrer"
      className="inline-flex min-h-6 items-center gap-1 text-xs"
    >
      <span>
        {t('skill.evidence_link')}
        {about}
      </span>
      <Icon name="external" size={14} />
    </a>
  )
}

/** Claims by area, in the order of the taxonomy. `action` stands at the end of each line. */
export function SkillClaims(props: {
  claims: readonly Claim[]
  /** Whose portfolio a delivered skill leads to, where the claim itself does not say. */
  owner?: string
  level?: 3 | 4
  action?: (claim: Claim) => ReactNode
}) {
  const { t, locale } = useLanguage()
  const Heading = props.level === 4 ? 'h4' : 'h3'
  const inArea = (area: SkillArea) =>
    props.claims.flatMap((claim) => {
      const skill = skillById(claim.skillId)
      return skill?.area === area ? [{ claim, skill }] : []
    })
  return (
    <div className="grid gap-6">
      {skillAreas.map((area) => {
        const found = inArea(area)
        if (found.length === 0) return null
        return (
          <div key={area} className="grid gap-1">
            <Heading className="text-sm text-quiet">{t(`skill.area_${area}`)}</Heading>
            <ul className="m-0 grid list-none border-t border-hairline p-0">
              {found.map(({ claim, skill }) => (
                <li
                  key={claim.skillId}
                  className="grid gap-x-6 gap-y-1 border-b border-hairline py-2.5 sm:grid-cols-[1fr_auto] sm:items-start"
                >
                  <div className="grid min-w-0 gap-0.5">
                    <span className="font-semibold">{skill.name[locale]}</span>
                    <span className="text-xs text-quiet">{skill.sentence[locale]}</span>
                    {claim.note ? (
                      <span className="text-sm">
                        <bdi>
                          <bdi>{claim.note}</bdi>
                        </bdi>
                      </span>
                    ) : null}
                  </div>
                  <div className="flex flex-wrap items-center gap-x-4 gap-y-1 sm:grid sm:justify-items-end">
                    <LevelMark level={claim.level} />
                    <Evidence claim={claim} owner={props.owner ?? ''} />
                    {props.action?.(claim)}
                  </div>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </div>
  )
}

/** The four levels with what each of them takes. */
export function LevelLegend() {
  const { t } = useLanguage()
  return (
    <dl className="m-0 grid gap-2">
      {skillLevels.map((level) => (
        <div key={level} className="grid gap-x-4 sm:grid-cols-[15rem_1fr]">
          <dt>
            <LevelMark level={level} />
          </dt>
          <dd className="m-0 text-xs text-quiet">{t(`skill.level_${level}_why`)}</dd>
        </div>
      ))}
    </dl>
  )
}
