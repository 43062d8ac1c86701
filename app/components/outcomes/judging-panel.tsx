import type { Judging } from '~/domain/contracts/measuring/judging'
import { HiddenField, TextArea } from '../forms/fields'
import { Form, FormActions, type FormState } from '../forms/form'
import { ConfirmStep, SubmitButton } from '../page/button'
import { useLanguage } from '../page/language'
import { DescriptionList } from '../page/list'
import { Section, Stack } from '../page/section'
import { Quiet, UserText } from '../page/text'
import { ReportedFigures, ReportStanding } from './reported-figures'

type Props = { milestoneId: string; judging: Judging | null; state: FormState | undefined }

/** What people bring to a measurement, as far as the two sides may see it. */
export function JudgingPanel({ judging, ...rest }: Props) {
  if (!judging) return null
  return (
    <>
      <Raters judging={judging} />
      <Figures judging={judging} {...rest} />
    </>
  )
}

/** Counts only: no names, and no mark before the verdict. */
function Raters({ judging }: { judging: Judging }) {
  const { t } = useLanguage()
  const { raters } = judging
  if (raters.length === 0) return null
  const done = raters.filter(({ handedInAt }) => handedInAt !== null).length
  const declined = raters.find(({ declinedAt }) => declinedAt !== null)
  return (
    <Section title={t('judging.panel_ratings')} lead={t('judging.panel_ratings_lead')}>
      <Stack gap={3}>
        <p>{t('judging.panel_handed_in', { done, all: raters.length })}</p>
        <DescriptionList
          items={raters.map((row, at) => ({
            term: t('judging.panel_rater', { n: at + 1 }),
            value: t(
              row.declinedAt
                ? 'judging.panel_rater_declined'
                : row.handedInAt
                  ? 'judging.panel_rater_done'
                  : 'judging.panel_rater_open',
            ),
          }))}
        />
        {declined ? (
          <>
            <p>{t('judging.panel_decline_reason')}</p>
            <UserText text={declined.declineReason} />
          </>
        ) : null}
      </Stack>
    </Section>
  )
}

function Figures({ milestoneId, judging, state }: Props & { judging: Judging }) {
  const { t, dateTime } = useLanguage()
  const { reports, evaluationId } = judging
  if (reports.length === 0) return null
  return (
    <Section title={t('judging.panel_reports')} lead={t('judging.panel_reports_lead')}>
      <Stack gap={6}>
        {reports.map((view) => (
          <Stack key={view.criterionId} gap={4}>
            <p className="font-semibold">
              <bdi>{view.criterion.process?.measure}</bdi>
            </p>
            {view.reports.length === 0 && view.runIsOpen ? (
              <Quiet>{t('judging.panel_awaited', { date: dateTime(view.dueAt) })}</Quiet>
            ) : null}
            <ReportedFigures evaluationId={evaluationId} view={view} />
            {view.reports.length > 0 ? <ReportStanding view={view} /> : null}
            {view.mayObject ? (
              <ConfirmStep
                label={t('judging.object')}
                tone="quiet"
                sentence={t('judging.object_sentence')}
                open={state?.intent === 'object'}
              >
                <Form intent="object" state={state} action={`/milestones/${milestoneId}`}>
                  <HiddenField name="criterionId" value={view.criterionId} />
                  <TextArea
                    name="reason"
                    label={t('judging.object_reason')}
                    help={t('judging.object_help')}
                    rows={4}
                    maxLength={4000}
                    required
                  />
                  <FormActions>
                    <SubmitButton>{t('judging.object_yes')}</SubmitButton>
                  </FormActions>
                </Form>
              </ConfirmStep>
            ) : null}
          </Stack>
        ))}
      </Stack>
    </Section>
  )
}
