import { Icon } from './icon'
import { useLanguage } from './language'

/** A hash in short; it opens what it proves. The whole of it is in the title and for copying. */
export function ProofLink(props: { hash: string; href?: string; label?: string }) {
  const { t } = useLanguage()
  const bare = props.hash.replace(/^sha256:/, '')
  const short = `${bare.slice(0, 4)}…${bare.slice(-4)}`
  const inside = (
    <>
      <Icon name="hash" size={14} />
      {props.label ? (
        <span>{props.label}</span>
      ) : (
        <span className="sr-only">{t('common.proof')}</span>
      )}
      <span className="code">{short}</span>
    </>
  )
  const look = 'inline-flex items-center gap-1 text-xs'
  return props.href ? (
    <a href={props.href} title={props.hash} className={look}>
      {inside}
    </a>
  ) : (
    <span title={props.hash} className={`${look} text-quiet`}>
      {inside}
    </span>
  )
}
