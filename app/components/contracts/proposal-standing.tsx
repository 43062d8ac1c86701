import { clientStanding, type ProposalStatus } from '~/domain/market/proposals/proposal'
import { Countdown } from '../page/countdown'
import { useLanguage } from '../page/language'

/** Whose answer a proposal waits for, told to its client; the time runs only where it is theirs. */
export function ProposalStanding(props: {
  status: ProposalStatus
  outdated: boolean
  deadlineAt: Date | null
}) {
  const { t } = useLanguage()
  const standing = clientStanding(props)
  return (
    <div className="grid gap-1">
      <span>{t(`proposal.standing_${standing}`)}</span>
      {standing === 'answer' && props.deadlineAt ? (
        <Countdown until={props.deadlineAt} label={t('proposal.answer_by')} />
      ) : null}
    </div>
  )
}
