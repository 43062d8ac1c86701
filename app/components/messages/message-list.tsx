import type { ReactNode } from 'react'
import type { MessageView } from '~/domain/messages/message-view'
import { ActionForm } from '../page/button'
import { Fold } from '../page/fold'
import { Icon } from '../page/icon'
import { useLanguage } from '../page/language'
import { isolated, Name, Quiet, TextLink, UserText } from '../page/text'

type Of = { kind: string; threadId: string | null }

/** Messages in the order of time. Acts are offered on the thread's own page. */
export function MessageList(props: {
  of: Of
  messages: readonly MessageView[]
  freshId?: string | null
  /** Where a reader reports a message or blocks its author; left out where nothing is offered. */
  actHref?: (messageId: string) => string
}) {
  const { t } = useLanguage()
  return (
    <ol className="m-0 grid list-none p-0">
      {props.messages.map((message) => (
        <li
          key={message.id}
          id={props.of.threadId ? message.id : undefined}
          className="grid gap-2 border-t border-hairline py-4"
        >
          {message.id === props.freshId ? (
            <p className="text-sm font-semibold text-turn-ink">{t('message.unread_from_here')}</p>
          ) : null}
          {message.folded && message.body !== null ? (
            <Fold label={t('message.folded', { name: isolated(message.author ?? '') })}>
              <Written message={message} {...props} />
            </Fold>
          ) : (
            <Written message={message} {...props} />
          )}
        </li>
      ))}
    </ol>
  )
}

function Written(props: { of: Of; message: MessageView; actHref?: (messageId: string) => string }) {
  const { message, of } = props
  const { t, dateTime, list, size } = useLanguage()
  return (
    <article className="grid min-w-0 gap-2">
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Author message={message} kind={of.kind} />
        </p>
        <time className="text-xs text-quiet" dateTime={message.at.toISOString()}>
          {dateTime(message.at)}
        </time>
      </header>
      {message.answers ? (
        <p className="max-w-[68ch] border-s-2 border-hairline ps-3 text-sm text-quiet">
          <TextLink href={`${of.threadId ? `/messages/${of.threadId}` : ''}#${message.answers.id}`}>
            {t('message.answers')}
          </TextLink>{' '}
          {message.answers.body === null ? (
            t('message.withdrawn')
          ) : (
            <bdi className="line-clamp-2">{message.answers.body}</bdi>
          )}
        </p>
      ) : null}
      {message.body === null ? (
        <Quiet>{t('message.withdrawn')}</Quiet>
      ) : (
        <UserText text={message.body} />
      )}
      {message.outside ? (
        <p className="flex max-w-[68ch] gap-2 text-sm text-turn-ink">
          <span className="flex-none pt-0.5">
            <Icon name="info" size={16} />
          </span>
          {t('message.outside')}
        </p>
      ) : null}
      {message.files.length > 0 ? (
        <ul aria-label={t('message.files')} className="m-0 grid list-none gap-1 p-0 text-sm">
          {message.files.map((file) => (
            <li key={file.id} className="flex flex-wrap items-baseline gap-x-2">
              <TextLink href={`/messages/${of.threadId}/files/${file.id}`}>
                <Name>{file.name}</Name>
              </TextLink>
              <Quiet as="span">{size(file.sizeBytes)}</Quiet>
            </li>
          ))}
        </ul>
      ) : null}
      {message.mentions.length > 0 ? (
        <Quiet>
          {t('message.mentions', {
            names: list(message.mentions.map(isolated)),
          })}
        </Quiet>
      ) : null}
      {props.actHref ? <Acts message={message} href={props.actHref(message.id)} /> : null}
    </article>
  )
}

function Acts({ message, href }: { message: MessageView; href: string }) {
  const { t } = useLanguage()
  if (message.mayWithdraw) {
    return (
      <div>
        <ActionForm
          intent="withdraw"
          label={t('message.withdraw')}
          tone="bare"
          fields={{ messageId: message.id }}
          confirm={t('message.withdraw_confirm')}
        />
      </div>
    )
  }
  const { mayReport, mayBlock, reported } = message
  if (!mayReport && !mayBlock && !reported) return null
  const act = mayReport ? (mayBlock ? 'message.act' : 'message.report') : 'message.act_block'
  return (
    <p className="flex flex-wrap gap-x-4 text-xs">
      {reported ? <span className="text-quiet">{t('message.reported')}</span> : null}
      {mayReport || mayBlock ? <TextLink href={href}>{t(act)}</TextLink> : null}
    </p>
  )
}

/** Who speaks, as far as the reader is told. */
export function Author({ message, kind }: { message: MessageView; kind: string }) {
  const { t } = useLanguage()
  const party: ReactNode = message.party ? (
    <Name>{message.party}</Name>
  ) : message.side === 'operator' ? (
    t('message.operator')
  ) : (
    t('message.a_team')
  )
  return (
    <>
      {message.author ? (
        <span className="font-semibold">
          <Name>{message.author}</Name>
          {message.mine ? (
            <span className="font-normal text-quiet"> ({t('message.you')})</span>
          ) : null}
        </span>
      ) : null}
      <span className={message.author ? 'text-sm text-quiet' : 'font-semibold'}>{party}</span>
      {kind === 'brief' ? (
        <span className="text-xs text-quiet">
          {t(message.side === 'client' ? 'message.answer' : 'message.question')}
        </span>
      ) : null}
    </>
  )
}
