import type { Context } from '../core/context'
import { moveClock, takeDue } from '../core/due'
import { accountDeadlineIsDue } from './account-state'
import { tellAvailable } from './balance'
import { payOutBySchedule } from './balance-settings'
import { debitIsDue } from './debits'
import { deadlineIsDue, decisionIsDue } from './dispute-answers'
import { settlePayout } from './payouts'
import { refundIsDue } from './refund-outcomes'
import { expireOldSessions } from './session-state'

/** Lets everything happen that time alone brings about; the caller runs it now and then. */
export function letTimePass(context: Context): void {
  expireOldSessions(context)
  endSilences(context)
  let cleared = false
  for (const { kind, object } of takeDue(context)) {
    if (kind === 'funds') cleared = true
    else if (kind === 'bank_debit') debitIsDue(context, object)
    else if (kind === 'refund') refundIsDue(context, object)
    else if (kind === 'dispute_deadline') deadlineIsDue(context, object)
    else if (kind === 'dispute_decision') decisionIsDue(context, object)
    else if (kind === 'account_deadline') accountDeadlineIsDue(context, object)
    else if (context.unit.get('payout', object)?.status === 'pending') {
      settlePayout(context, object, true)
    }
  }
  if (!cleared) return
  tellAvailable(context)
  payOutBySchedule(context)
}

function endSilences(context: Context): void {
  for (const fault of context.unit.all('fault')) {
    const until = fault.until ?? Number.POSITIVE_INFINITY
    if (fault.kind === 'silence' && until <= context.clock * 1_000) {
      context.unit.remove('fault', fault.id)
    }
  }
}

/** Moves the simulator's clock a day at a time, so that what follows from what follows too. */
export function passTime(context: Context, seconds: number): void {
  let left = seconds
  while (left > 0) {
    const step = Math.min(left, 86_400)
    moveClock(context, step)
    letTimePass(context)
    left -= step
  }
}
