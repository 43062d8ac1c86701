import type { GuardProblem } from '~/domain/outcomes/endpoints/address-guard'
import type { MessageKey } from '~/platform/languages/keys'
import { useLanguage } from '../page/language'
import { DescriptionList } from '../page/list'
import { Notice } from '../page/notice'
import { Section, Stack } from '../page/section'
import { CodeBlock, Name, Num, Quiet } from '../page/text'

type TrialProblem =
  Extract<MessageKey, `outcome.problem_${string}`> extends `outcome.problem_${infer P}` ? P : never

export type ShownTrial =
  | {
      readonly ok: true
      readonly rows: readonly {
        readonly request: string | null
        readonly response: string | null
        readonly answer: string | null
        readonly expected: string | null
        readonly problem: TrialProblem | null
        readonly latencyMs: number
      }[]
    }
  | { readonly ok: false; readonly problem: GuardProblem | 'name_unknown' }

/** What came back when the published rows were sent to an address. */
export function EndpointTrial({ trial }: { trial: ShownTrial }) {
  const { t } = useLanguage()
  if (!trial.ok) {
    return (
      <Notice tone="lost" title={t('milestone.dry_run')}>
        <p>{t('milestone.dry_run_failed', { problem: t(`outcome.problem_${trial.problem}`) })}</p>
      </Notice>
    )
  }
  return (
    <Section title={t('milestone.dry_run')} lead={t('milestone.dry_run_lead')}>
      <Stack gap={5}>
        {trial.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows keep their places.
          <div key={index} className="grid gap-2 border-t border-hairline pt-4">
            <h3 className="font-semibold">{t('milestone.dry_run_row', { n: index + 1 })}</h3>
            <DescriptionList
              items={[
                {
                  term: t('milestone.dry_run_answer'),
                  value: row.answer ? <Name>{row.answer}</Name> : t('milestone.dry_run_none'),
                },
                ...(row.expected
                  ? [
                      {
                        term: t('milestone.dry_run_expected'),
                        value: <Name>{row.expected}</Name>,
                      },
                    ]
                  : []),
                ...(row.problem
                  ? [
                      {
                        term: t('milestone.dry_run_problem'),
                        value: t(`outcome.problem_${row.problem}`),
                      },
                    ]
                  : []),
                {
                  term: t('milestone.dry_run_time'),
                  value: <Num>{t('outcome.milliseconds', { value: row.latencyMs })}</Num>,
                },
              ]}
            />
            {row.request === null ? <Quiet>{t('asking.with_first')}</Quiet> : null}
            {row.request === null ? null : (
              <CodeBlock label={t('milestone.dry_run_sent')} text={row.request} />
            )}
            {row.response === null ? null : (
              <CodeBlock label={t('milestone.dry_run_received')} text={row.response} />
            )}
          </div>
        ))}
      </Stack>
    </Section>
  )
}
