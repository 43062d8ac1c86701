import type { Check, Outcome } from '~/domain/credentials/verification'
import { Icon, type IconName } from '../page/icon'
import { useLanguage } from '../page/language'

const looks: Record<Outcome, { icon: IconName; ink: string }> = {
  passed: { icon: 'tick', ink: 'text-met' },
  failed: { icon: 'cross', ink: 'text-lost' },
  unknown: { icon: 'tilde', ink: 'text-turn-ink' },
}

/** What was checked, one line each. What the credential says of itself is shown apart, never as ours. */
export function CredentialChecks({ checks }: { checks: readonly Check[] }) {
  const { t, dateTime } = useLanguage()
  // With the zone: the same moment is another day elsewhere.
  const day = (text: string | undefined) => (text ? dateTime(new Date(text)) : '')
  return (
    <ul className="m-0 grid list-none border-t border-hairline p-0">
      {checks.map(({ name, outcome, reason, facts }) => (
        <li key={name} className="flex gap-3 border-b border-hairline py-2.5">
          <span className={`flex-none pt-0.5 ${looks[outcome].ink}`}>
            <Icon name={looks[outcome].icon} />
          </span>
          <span className="grid min-w-0 gap-0.5">
            <span className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-semibold">{t(`credential.check_${name}`)}</span>
              <span className={`text-sm ${looks[outcome].ink}`}>
                {t(`credential.outcome_${outcome}`)}
              </span>
            </span>
            <span className="text-sm text-quiet">
              {t(`credential.reason_${reason}`, { date: day(facts.date), until: day(facts.until) })}
            </span>
            <Quoted facts={facts} reason={reason} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Names out of the credential, each kept to itself. */
function Quoted({ facts, reason }: Pick<Check, 'facts' | 'reason'>) {
  const shown =
    reason === 'issuer_other' ? [facts.key, facts.issuer] : [facts.issuer ?? facts.field]
  const texts = shown.filter((text) => text !== undefined && text !== '')
  if (texts.length === 0) return null
  return (
    <span className="grid">
      {texts.map((text) => (
        <bdi key={text} dir="ltr" className="code text-xs break-all">
          {(text ?? '').slice(0, 300)}
        </bdi>
      ))}
    </span>
  )
}
