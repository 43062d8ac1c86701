import { ActionForm, ConfirmStep } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { useLanguage } from '~/components/page/language'
import { Row, Section } from '~/components/page/section'
import { isolated, Quiet, UserText } from '~/components/page/text'
import type { Side } from '~/domain/contracts/contract'
import { otherSide } from '~/domain/contracts/disputes/dispute'
import type { Data } from './dispute'

/** An amount of what is held, as everybody reads it: released, and back. */
export function useSplit(page: Data) {
  const { money } = useLanguage()
  const { currency } = page.milestone
  return (releaseMinor: bigint, ofMinor = page.heldMinor) => ({
    amount: money({ currency, amountMinor: releaseMinor }),
    back: money({
      ...{ currency, amountMinor: ofMinor > releaseMinor ? ofMinor - releaseMinor : 0n },
    }),
  })
}

/** How a side is called: its own name. */
export function useSides({ names }: Pick<Data, 'names'>) {
  return (side: Side) => isolated(names[side])
}

/** Every dispute of the milestone, the one that is live with its step and its time. */
export function Disputes({ page }: { page: Data }) {
  return page.disputes.map((row) => <Dispute key={row.id} page={page} row={row} />)
}

function Dispute({ page, row }: { page: Data; row: Data['disputes'][number] }) {
  const { t, date, money } = useLanguage()
  const sides = useSides(page)
  const split = useSplit(page)
  const live = row.endedAt === null
  const { met, criteria } = page.criteria
  return (
    <Section
      title={t(`dispute.state_${row.state}`)}
      actions={live && row.deadlineAt ? <Countdown until={row.deadlineAt} /> : undefined}
    >
      <Position
        by={t('dispute.opened_by', {
          name: isolated(row.openedByName),
          side: sides(row.side),
          date: date(row.openedAt),
        })}
        says={t('dispute.asks', {
          side: sides(row.side),
          ...split(row.asksMinor, row.ofMinor),
        })}
        words={row.words}
      />
      {row.answeredAt ? (
        <Position
          by={t('dispute.opened_by', {
            name: isolated(row.answeredByName),
            side: sides(otherSide(row.side)),
            date: date(row.answeredAt),
          })}
          says={t('dispute.answers', {
            side: sides(otherSide(row.side)),
            ...split(row.answersMinor ?? 0n, row.ofMinor),
          })}
          words={row.answer}
        />
      ) : live ? (
        <Quiet>{t('dispute.silent')}</Quiet>
      ) : null}
      {row.endedHow ? <p className="font-semibold">{t(`dispute.ended_${row.endedHow}`)}</p> : null}
      {row.releasedMinor === null ? null : (
        <p>
          {t('dispute.released')}:{' '}
          {money({ currency: page.milestone.currency, amountMinor: row.releasedMinor })}
        </p>
      )}
      {row.decision ? (
        <div className="grid gap-1">
          <p className="text-sm text-quiet">{t('dispute.reasons_of')}</p>
          <UserText text={row.decision} />
        </div>
      ) : null}
      {live ? (
        <Quiet>{t('dispute.stop_note', { date: date(row.stopAt), met, of: criteria })}</Quiet>
      ) : null}
      {live && page.may.withdraw ? (
        <Row>
          <ConfirmStep
            tone="quiet"
            label={t('dispute.withdraw')}
            sentence={t('dispute.withdraw_sentence')}
          >
            <ActionForm intent="withdraw" label={t('dispute.withdraw')} tone="danger" />
          </ConfirmStep>
        </Row>
      ) : null}
    </Section>
  )
}

function Position(props: { by: string; says: string; words: string }) {
  return (
    <div className="grid gap-1 border-s-2 border-hairline ps-4">
      <p className="text-sm text-quiet">{props.by}</p>
      <p>{props.says}</p>
      <UserText text={props.words} />
    </div>
  )
}
