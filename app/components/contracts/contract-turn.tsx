import { isTurnOf, type Turn, type TurnSide } from '~/domain/contracts/whose-turn'
import { Countdown } from '../page/countdown'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { StatusChip, type StatusKind } from '../page/status-chip'
import { isolated } from '../page/text'

export type TurnNames = { client: string; team: string }

/** The sentence of a turn, with the names of both sides and the moment in the reader's zone. */
export function turnSentence(
  { t, dateTime }: Pick<ReaderLanguage, 't' | 'dateTime'>,
  key: Turn['key'],
  names: TurnNames,
  until: Date | null,
): string {
  return t(key, {
    client: isolated(names.client),
    team: isolated(names.team),
    date: until ? dateTime(until) : '',
  })
}

const quietKinds: Partial<Record<Turn['key'], StatusKind>> = {
  'milestone.turn_measuring': 'running',
  'judging.turn_ratings': 'running',
  'judging.turn_report': 'running',
  'judging.turn_correction': 'running',
  'milestone.turn_paid': 'done',
  'milestone.turn_refunded': 'lost',
  'milestone.turn_cancelled': 'lost',
  'contract.turn_completed': 'done',
  'contract.turn_terminated': 'lost',
  'contract.turn_discovery_ended': 'done',
}

export function turnKind(turn: Turn, side: TurnSide | null): StatusKind {
  if (isTurnOf(turn, side)) return 'your_turn'
  return quietKinds[turn.key] ?? 'waiting'
}

/** Status, whose turn it is and by when, in one chip with its sentence. */
export function TurnChip(props: {
  turn: Turn
  names: TurnNames
  side: TurnSide | null
  label: string
}) {
  const language = useLanguage()
  return (
    <StatusChip
      kind={turnKind(props.turn, props.side)}
      label={props.label}
      sentence={turnSentence(language, props.turn.key, props.names, props.turn.until)}
    />
  )
}

/** What comes next: whose turn, the running clock that both sides see, and what happens otherwise. */
export function WhatNext(props: { turn: Turn; names: TurnNames; side: TurnSide | null }) {
  const language = useLanguage()
  const { turn, names } = props
  const yours = isTurnOf(turn, props.side)
  return (
    <Notice
      tone={yours ? 'turn' : 'info'}
      title={yours ? language.t('contract.yours') : language.t('milestone.what_next')}
    >
      <p>{turnSentence(language, turn.key, names, turn.until)}</p>
      {turn.until ? (
        <p>
          <Countdown until={turn.until} />
        </p>
      ) : null}
      {turn.otherwise ? (
        <p className="text-quiet">{turnSentence(language, turn.otherwise, names, turn.until)}</p>
      ) : null}
    </Notice>
  )
}
