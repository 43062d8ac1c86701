import { useActionData, useLoaderData } from '@remix-run/react'
import { FileField, TextArea, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { LinkButton, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Row, Section } from '~/components/page/section'
import { StatusChip, type StatusKind } from '~/components/page/status-chip'
import { isolated, Quiet } from '~/components/page/text'
import { CredentialChecks } from '~/components/people/credential-checks'
import { verifyForm } from '~/domain/credentials/forms.server'
import { checkNames, type Outcome, provedBy, type Report } from '~/domain/credentials/verification'
import { verifyHandedIn } from '~/domain/credentials/verify-input.server'
import { act, invalid, serve } from '~/domain/identity/access.server'
import { parseForm } from '~/platform/forms.server'

export const handle = { script: false, indexed: true }

export const loader = serve('anyone', ({ t, url }) => ({
  title: t('credential.verify_title'),
  description: t('credential.verify_lead'),
  // A link may bring an address along; only pressing the button asks it.
  given: (url.searchParams.get('url') ?? '').slice(0, 2_000),
}))

export const action = act('anyone', async ({ viewer, form, db, at, address }) => {
  const parsed = parseForm(verifyForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const file = form.get('file')
  const handedIn = { ...parsed.value, file: file instanceof File && file.size > 0 ? file : null }
  const verified = await verifyHandedIn(db, viewer, handedIn, { at, address })
  if (verified.ok) return { report: verified.report }
  return invalid({ [verified.field]: `credential.read_${verified.problem}` })
})

const kinds: Record<Outcome, StatusKind> = {
  passed: 'met',
  failed: 'not_met',
  unknown: 'inconclusive',
}

export default function Verify() {
  const { given } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { t } = useLanguage()
  if (answer && 'report' in answer) return <Result report={answer.report} />
  return (
    <Page title={t('credential.verify_title')} lead={t('credential.verify_lead')} width="reading">
      <Form state={answer} action="/verify" upload>
        <p className="font-semibold">{t('credential.verify_hand_in')}</p>
        <FileField
          name="file"
          label={t('credential.verify_file')}
          help={t('credential.verify_file_help')}
          accept=".json,.jsonld,.jwt,.txt,.png,.svg,application/json,image/png,image/svg+xml"
        />
        <TextArea
          name="text"
          label={t('credential.verify_text')}
          help={t('credential.verify_text_help')}
          rows={5}
        />
        <TextField
          name="url"
          type="url"
          label={t('credential.verify_url')}
          help={t('credential.verify_url_help')}
          maxLength={2000}
          defaultValue={given}
        />
        <FormActions>
          <SubmitButton note={t('credential.verify_note')}>
            {t('credential.verify_submit')}
          </SubmitButton>
        </FormActions>
      </Form>
      <Section title={t('credential.verify_how')}>
        <DescriptionList
          items={checkNames.map((name) => ({
            term: t(`credential.check_${name}`),
            value: t(`credential.verify_how_${name}`),
          }))}
        />
      </Section>
    </Page>
  )
}

function Result({ report }: { report: Report }) {
  const { t } = useLanguage()
  const proved = report.outcome === 'passed' ? provedBy(report.claimed.issuerId) : null
  return (
    <Page
      title={t('credential.verify_result')}
      kicker={t('credential.verify_title')}
      width="reading"
      status={
        <StatusChip
          kind={kinds[report.outcome]}
          label={t(
            proved?.kind === 'key'
              ? 'credential.proved_key'
              : `credential.overall_${report.outcome}`,
          )}
          sentence={
            proved
              ? t(`credential.proved_${proved.kind}_means`, { name: isolated(proved.name) })
              : t(`credential.overall_${report.outcome}_means`)
          }
        />
      }
    >
      <CredentialChecks checks={report.checks} />
      <Claims report={report} />
      <Row>
        <LinkButton href="/verify">{t('credential.verify_another')}</LinkButton>
      </Row>
    </Page>
  )
}

/** The words of whoever wrote it, each kept to itself. */
function Claims({ report }: { report: Report }) {
  const { t, dateTime } = useLanguage()
  const moment = (text: string) =>
    Number.isNaN(Date.parse(text)) ? text : dateTime(new Date(text))
  const { name, description, issuer, issuerId, holder, validFrom, validUntil } = report.claimed
  const lines = [
    ['achievement_kicker', name],
    ['page_about', description],
    ['holder', holder],
    ['issuer', issuer],
    ['issuer_did', issuerId],
    ['valid_from', moment(validFrom)],
    ['valid_until', moment(validUntil)],
  ] as const
  const said = lines.filter(([, text]) => text !== '')
  return (
    <Section title={t('credential.verify_says')}>
      <Quiet>{t('credential.verify_says_lead')}</Quiet>
      <DescriptionList
        items={said.map(([key, text]) => ({
          term: t(`credential.${key}`),
          value: (
            <bdi dir="auto" className="break-words">
              {text}
            </bdi>
          ),
        }))}
      />
    </Section>
  )
}
