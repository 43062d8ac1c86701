import { useActionData, useLoaderData } from '@remix-run/react'
import { RulesChecklist } from '~/components/contracts/rules-checklist'
import { SeatChangeTable } from '~/components/contracts/seat-table'
import { TermsDifferences } from '~/components/contracts/terms-differences'
import { TermsText } from '~/components/contracts/terms-text'
import { CheckboxField, HiddenField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { LinkButton, SubmitButton } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { ErrorNotice } from '~/components/page/error-notice'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Row, Section, Stack } from '~/components/page/section'
import { Code, CodeBlock, Name, Quiet, TextLink, UserText } from '~/components/page/text'
import { signingStatuses } from '~/domain/contracts/contract'
import { signForm } from '~/domain/contracts/forms.server'
import { termsPage } from '~/domain/contracts/queries.server'
import { laterChanges } from '~/domain/contracts/seats/hand-over'
import { everyMember } from '~/domain/contracts/seats/seats'
import { criterionPreviews } from '~/domain/contracts/terms/criterion-previews.server'
import { signTerms } from '~/domain/contracts/terms/sign-terms.server'
import { termsDifferences } from '~/domain/contracts/terms/terms-changes'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import { brokenRuleSentence, evaluateRules, rulesBefore } from '~/domain/stewardship/rules'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const loader = serve('person', async ({ viewer, params, url, db, t }) => {
  const wanted = Number(url.searchParams.get('version'))
  const version = Number.isInteger(wanted) && wanted > 0 ? wanted : null
  const page = await termsPage(db, viewer, params.contractId ?? '', version)
  const { shown, before, contract, signs } = page
  const current = shown.version === contract.termsVersion
  const signatures = page.versions.find((row) => row.version === shown.version)?.signatures ?? []
  const open = current && signingStatuses.includes(contract.status)
  const { manifest, data, workloadClass, rulesVersion } = shown.body
  const facts = { manifest: [...manifest], data }
  return {
    title: t('terms.of', { title: contract.title }),
    page,
    sealed: shown.body.dataset
      ? await datasetFacts(db, shown.body.dataset.id, page.side === 'client' ? 'client' : 'party')
      : null,
    name: viewer.name,
    profiles: await openProfiles(
      db,
      viewer,
      [...everyMember(shown.body), ...(before ? everyMember(before.body) : [])].map(
        ({ personId }) => personId,
      ),
    ),
    current,
    signatures,
    maySign: open && signs !== null && !signatures.some(({ side }) => side === signs),
    mayPropose: open && signs !== null,
    open,
    rules: open ? evaluateRules('sign', workloadClass, facts, rulesVersion) : [],
    // No address is registered yet: the hosts that are named stand for it.
    later: open
      ? rulesBefore(
          ['submit', 'evaluate'],
          workloadClass,
          { ...facts, endpointHost: manifest.find(({ host }) => host !== '')?.host ?? null },
          rulesVersion,
        )
      : [],
    previews: open ? await criterionPreviews(db, shown.body, shown.body.criteria) : [],
    differences: before ? termsDifferences(before.body, shown.body) : [],
    seats: before ? laterChanges({ before: before.body, after: shown.body }) : [],
  }
})

export const action = act('person', async ({ viewer, form, params, at, t }) => {
  const contractId = params.contractId ?? ''
  const parsed = parseForm(signForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'sign')
  const { version, sha256, typedName } = parsed.value
  const input = { contractId, version, sha256, typedName, by: viewer.personId, at }
  try {
    const { complete } = await inTransaction((tx) => signTerms(tx, input))
    return redirectWith(`/contracts/${contractId}`, complete ? 'terms.signed_both' : 'terms.signed')
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.code === 'name_mismatch') return invalid({ typedName: 'refusal.name_mismatch' })
    const sentence = brokenRuleSentence(error.facts)
    if (sentence) return invalid({ form: t(sentence.key, sentence.values) })
    throw error
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function SignHere({ data }: { data: Data }) {
  const state = useActionData<typeof action>()
  const { t, dateTime } = useLanguage()
  const { page, signatures, open, maySign } = data
  const client = `\u2068${page.clientName}\u2069`
  if (!open) return null
  const own = signatures.find(({ side }) => side === page.signs)
  if (own) {
    return (
      <Notice tone="met">
        <p>
          {t('terms.your_side_signed', {
            name: `\u2068${own.name}\u2069`,
            date: dateTime(own.signedAt),
          })}
        </p>
      </Notice>
    )
  }
  if (!maySign) {
    return (
      <Stack gap={3}>
        <ErrorNotice state={state} />
        <Quiet>{t('terms.sign_not_you', { client })}</Quiet>
      </Stack>
    )
  }
  const side = page.signs === 'client' ? page.clientName : page.teamName
  return (
    <Section title={t('terms.sign')} id="sign">
      <Stack gap={4}>
        <p>
          {t('terms.sign_for', { side: `\u2068${side}\u2069` })}{' '}
          {page.contract.deadlineAt ? <Countdown until={page.contract.deadlineAt} /> : null}
        </p>
        <Form intent="sign" state={state}>
          <HiddenField name="version" value={String(page.shown.version)} />
          <HiddenField name="sha256" value={page.shown.sha256} />
          <TextField
            name="typedName"
            label={t('terms.sign_name')}
            help={t('terms.sign_name_help', { name: `\u2068${data.name}\u2069` })}
            autoComplete="name"
            required
          />
          <CheckboxField
            name="agree"
            label={t('terms.sign_agree', { version: page.shown.version })}
            required
          />
          <FormActions>
            <SubmitButton note={t('terms.sign_note', { client })}>
              {t('terms.sign_yes', { version: page.shown.version })}
            </SubmitButton>
          </FormActions>
        </Form>
      </Stack>
    </Section>
  )
}

/** What must hold, before anybody signs or delivers into a rule that fails. */
function Rules({ data }: { data: Data }) {
  const { t } = useLanguage()
  if (!data.open) return null
  return (
    <>
      <Section title={t('terms.rules')}>
        <RulesChecklist results={data.rules} />
      </Section>
      {data.later.length > 0 ? (
        <Section title={t('terms.rules_later')} lead={t('terms.rules_later_lead')}>
          <RulesChecklist results={data.later} />
        </Section>
      ) : null}
    </>
  )
}

function Versions({ page }: Pick<Data, 'page'>) {
  const { t, date } = useLanguage()
  return (
    <Section title={t('terms.versions')}>
      <ol className="grid list-decimal gap-2 ps-5" reversed>
        {page.versions.map((row) => (
          <li key={row.version}>
            <TextLink href={`/contracts/${page.contract.id}/terms?version=${row.version}`}>
              {t('terms.version_by', { version: row.version, date: date(row.createdAt) })}
            </TextLink>
            {row.signatures.length === 2 ? ` · ${t('terms.version_signed')}` : null}
            {row.note ? <UserText text={row.note} /> : null}
          </li>
        ))}
      </ol>
    </Section>
  )
}

export default function TermsPage() {
  const data = useLoaderData<typeof loader>()
  const { page, current, differences } = data
  const { t } = useLanguage()
  const { contract, shown, before } = page
  return (
    <Page
      title={t('terms.title_version', { version: shown.version })}
      kicker={<Name>{contract.title}</Name>}
      lead={t('terms.lead')}
      width="reading"
      crumbs={[
        { href: '/contracts', label: t('contract.list_title') },
        { href: `/contracts/${contract.id}`, label: contract.title },
        { label: t('terms.title') },
      ]}
    >
      <Stack gap={7}>
        {current ? null : (
          <Notice tone="turn" title={t('terms.outdated')}>
            <p>{t('terms.outdated_body', { version: contract.termsVersion })}</p>
            <p>
              <TextLink href={`/contracts/${contract.id}/terms`}>
                {t('contract.terms_version', { version: contract.termsVersion })}
              </TextLink>
            </p>
          </Notice>
        )}
        {before ? (
          <Section title={t('terms.changes', { version: before.version })}>
            <Stack gap={3}>
              {shown.note ? <UserText text={shown.note} /> : null}
              {data.seats.length > 0 ? (
                <SeatChangeTable
                  changes={data.seats}
                  milestones={shown.body.milestones}
                  profiles={data.profiles}
                />
              ) : (
                <TermsDifferences
                  differences={differences}
                  currency={contract.currency}
                  caption={t('terms.changes', { version: before.version })}
                />
              )}
            </Stack>
          </Section>
        ) : null}
        <TermsText
          terms={shown.body}
          profiles={data.profiles}
          sealed={data.sealed}
          previews={data.previews}
        />
        <Section title={t('terms.hash')}>
          <Stack gap={3}>
            <Code>{shown.sha256}</Code>
            <Quiet>{t('terms.hash_note')}</Quiet>
            <Fold label={t('terms.canonical')}>
              <CodeBlock text={shown.canonical} />
            </Fold>
          </Stack>
        </Section>
        <Rules data={data} />
        <SignHere data={data} />
        {data.mayPropose ? (
          <Row gap={3}>
            <LinkButton href={`/contracts/${contract.id}/propose`}>{t('terms.propose')}</LinkButton>
          </Row>
        ) : null}
        <Versions page={page} />
      </Stack>
    </Page>
  )
}
