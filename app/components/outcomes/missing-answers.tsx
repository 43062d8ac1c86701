import type { VerdictBody } from '~/domain/outcomes/evidence/verdict'
import { useLanguage } from '../page/language'

/** Says of each attempt in which answers were missing how many came: a bad score then has a cause. */
export function MissingAnswers(props: {
  attempts: readonly { attempt: number; body: Pick<VerdictBody, 'rows'> | null }[]
}) {
  const { t } = useLanguage()
  const missing = props.attempts.filter(({ body }) => body && body.rows.answered < body.rows.asked)
  return missing.map(({ attempt, body }) => (
    <p key={attempt} className="text-sm">
      {t('milestone.missing_answers', {
        n: attempt,
        answered: body?.rows.answered ?? 0,
        asked: body?.rows.asked ?? 0,
      })}
    </p>
  ))
}
