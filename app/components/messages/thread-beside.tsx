import type { ThreadBeside as Beside } from '~/domain/messages/thread-view'
import { LinkButton } from '../page/button'
import { useLanguage } from '../page/language'
import { Row, Section, Stack } from '../page/section'
import { Quiet, TextLink } from '../page/text'
import { MessageList } from './message-list'

/** The last messages about a thing on its own page; they are written in the thread's own. */
export function ThreadBeside(props: {
  beside: Beside | null
  signedIn?: boolean
  /** Where earlier messages are read on the same page; the thread's own page otherwise. */
  earlierHref?: (messageId: string) => string
}) {
  const { beside } = props
  const { t } = useLanguage()
  if (!beside) return null
  const { standing, threadId, earlier } = beside
  const { kind, id } = standing.subject
  const isBrief = kind === 'brief'
  const thread = threadId ? `/messages/${threadId}` : `/messages/about/${id}`
  return (
    <Section
      id="messages"
      title={t(isBrief ? 'message.beside_brief' : 'message.beside')}
      lead={t(`message.about_${kind}`)}
    >
      <Stack gap={3}>
        {earlier ? (
          <p>
            <TextLink href={props.earlierHref?.(earlier) ?? `${thread}?before=${earlier}`}>
              {t('message.earlier')}
            </TextLink>
          </p>
        ) : null}
        {beside.messages.length > 0 ? (
          <MessageList of={{ kind, threadId }} messages={beside.messages} />
        ) : (
          <Quiet>{t(isBrief ? 'message.none_brief' : 'message.none')}</Quiet>
        )}
        {props.signedIn === false ? (
          standing.closed ? (
            <Quiet>{t('message.closed_brief')}</Quiet>
          ) : (
            <LinkButton href={`/sign-in?next=/messages/about/${id}`}>
              {t('message.sign_in_to_ask')}
            </LinkButton>
          )
        ) : (
          <Row gap={4}>
            {standing.mayWrite ? (
              <LinkButton href={`${thread}#write`}>{t(writeKey(standing))}</LinkButton>
            ) : null}
            {beside.count > 0 ? (
              <TextLink href={thread}>
                {t('message.open')} ({t('message.count', { count: beside.count })})
              </TextLink>
            ) : null}
          </Row>
        )}
      </Stack>
    </Section>
  )
}

function writeKey({ subject, side }: Beside['standing']) {
  if (subject.kind !== 'brief') return 'message.write_one'
  return side === 'client' ? 'message.answer_one' : 'message.ask'
}
