import { LinkButton } from './button'
import { useLanguage } from './language'
import { Page } from './page'
import { useShell } from './shell'
import { Code, Quiet } from './text'

/** Which sentences a status is told with; any other is a fault of ours, or something not to be had. */
const kinds = [
  [404, 'not_found'],
  [405, 'not_taken'],
  [409, 'settled'],
  [413, 'too_large'],
  [503, 'unavailable'],
] as const

/** The page in place of a page: what happened, that nothing was half done, and where to go. */
export function FailurePage(props: { status: number; sentence?: string; id?: string }) {
  const { t } = useLanguage()
  const { viewer, path } = useShell()
  const kind =
    kinds.find(([status]) => status === props.status)?.[1] ??
    (props.status >= 500 ? 'fault' : 'not_allowed')
  const plain = props.status === 401 || props.status === 403
  const body =
    props.sentence && kind !== 'not_found' && kind !== 'not_taken' && kind !== 'unavailable'
      ? props.sentence
      : t(`common.${kind}_body`)
  return (
    <Page title={t(`common.${kind}_title`)} width="reading" kicker={String(props.status)}>
      <div className="grid gap-6">
        <p className="prose">{body}</p>
        {props.id ? (
          <Quiet>
            {t('common.fault_id', { id: '' })}
            <Code>{props.id}</Code>
          </Quiet>
        ) : null}
        <div className="flex flex-wrap gap-3">
          {kind === 'unavailable' || kind === 'fault' ? (
            <LinkButton href={path} tone="primary">
              {t('common.try_again')}
            </LinkButton>
          ) : null}
          {!viewer && (plain || kind === 'not_found') ? (
            <LinkButton href={`/sign-in?next=${encodeURIComponent(path)}`} tone="primary">
              {t('common.sign_in_again')}
            </LinkButton>
          ) : null}
          {viewer ? <LinkButton href="/dashboard">{t('common.go_turn')}</LinkButton> : null}
          <LinkButton href="/">{t('common.go_home')}</LinkButton>
        </div>
      </div>
    </Page>
  )
}
