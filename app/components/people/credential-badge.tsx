import { badgeSvg } from '~/domain/credentials/badge-image'
import type { CredentialItem, Standing } from '~/domain/credentials/credential'
import type { Outcome } from '~/domain/credentials/verification'
import { type SkillLevel, skillLevels } from '~/domain/skills/claim'
import { Icon } from '../page/icon'
import { useLanguage } from '../page/language'
import { StatusChip, type StatusKind } from '../page/status-chip'

/** What a credential says of its level; a word of one's own needs none, so level 1 is called otherwise. */
const levelKey = (level: SkillLevel) =>
  level === 1 ? 'credential.level_studied' : (`skill.level_${level}` as const)

/** The picture of a level. */
export function CredentialBadge({ level, size = 64 }: { level: SkillLevel; size?: number }) {
  const { t } = useLanguage()
  return (
    <img
      src={`data:image/svg+xml,${encodeURIComponent(badgeSvg(level))}`}
      width={size}
      height={size}
      alt={t('credential.badge_alt', { level: t(levelKey(level)) })}
      className="flex-none"
    />
  )
}

const kinds: Record<Standing, StatusKind> = {
  active: 'met',
  suspended: 'inconclusive',
  revoked: 'lost',
  expired: 'lost',
  future: 'waiting',
}

/** How a credential stands, in one word; with a sentence where there is room. */
export function StandingChip({ standing, says }: { standing: Standing; says?: boolean }) {
  const { t } = useLanguage()
  return (
    <StatusChip
      kind={kinds[standing]}
      label={t(`credential.standing_${standing}`)}
      sentence={says ? t(`credential.standing_${standing}_means`) : undefined}
    />
  )
}

/** Where the checks say otherwise than the issuer, the checks are right. */
export function CheckedChip({ standing, outcome }: { standing: Standing; outcome: Outcome }) {
  const { t } = useLanguage()
  if (standing !== 'active' || outcome === 'passed')
    return <StandingChip standing={standing} says />
  return (
    <StatusChip
      kind={outcome === 'failed' ? 'not_met' : 'inconclusive'}
      label={t(`credential.overall_${outcome}`)}
      sentence={t(`credential.overall_${outcome}_means`)}
    />
  )
}

/** A level in four bars: of a credential, so it is proved whatever the level. */
export function CredentialLevel({ level }: { level: SkillLevel }) {
  const { t } = useLanguage()
  return (
    <span className="inline-flex items-center gap-2 text-sm">
      <span aria-hidden="true" className="inline-flex gap-0.5">
        {skillLevels.map((step) => (
          <span
            key={step}
            className={`h-3 w-1.5 rounded-xs ${step > level ? 'bg-hairline' : 'bg-met'}`}
          />
        ))}
      </span>
      {t(levelKey(level))}
    </span>
  )
}

/** Credentials as rows with their pictures; each leads to its page. */
export function CredentialList({
  items,
  withVisibility = false,
}: {
  items: readonly CredentialItem[]
  withVisibility?: boolean
}) {
  const { t, date } = useLanguage()
  return (
    <ul className="m-0 grid list-none border-t border-hairline p-0">
      {items.map((item) => (
        <li
          key={item.credentialId}
          className="relative flex gap-4 border-b border-hairline py-4 hover:bg-sunken sm:px-3"
        >
          <CredentialBadge level={item.level} />
          <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-6 gap-y-2">
            <div className="grid min-w-0 flex-1 basis-60 gap-1">
              <a
                href={`/credentials/${item.credentialId}`}
                className="text-base leading-snug font-semibold after:absolute after:inset-0"
              >
                <bdi>{item.name}</bdi>
              </a>
              <span className="text-sm text-quiet">
                <bdi>{item.issuer}</bdi> · {date(item.issuedAt)}
              </span>
              <CredentialLevel level={item.level} />
            </div>
            <div className="grid justify-items-start gap-1 sm:justify-items-end">
              <StandingChip standing={item.standing} />
              {withVisibility ? (
                <span className="inline-flex items-center gap-1 text-xs text-quiet">
                  <Icon name={item.visibility === 'private' ? 'lock' : 'globe'} size={14} />
                  {t(`credential.visibility_${item.visibility}`)}
                </span>
              ) : null}
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}
