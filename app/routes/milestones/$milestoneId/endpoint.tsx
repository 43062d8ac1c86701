import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkButton, SubmitButton } from '~/components/button'
import { CheckboxField, HiddenField, SelectField, TextArea, TextField } from '~/components/fields'
import { Form, FormActions, RepeatRows } from '~/components/form'
import { useLanguage } from '~/components/language'
import { DescriptionList } from '~/components/list'
import { Notice } from '~/components/notice'
import { Page } from '~/components/page'
import { Row, Section, Stack } from '~/components/section'
import { CodeBlock, Name, Num, Quiet, TextLink } from '~/components/text'
import { endpointForm, mostHeaders } from '~/domain/contracts/forms.server'
import { milestonePage } from '~/domain/contracts/milestone-queries.server'
import { registerContractEndpoint } from '~/domain/contracts/register-contract-endpoint.server'
import { tryEndpoint } from '~/domain/contracts/try-endpoint.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import {
  answerRules,
  type EndpointKind,
  endpointKinds,
  isAsked,
  mostConcurrency,
  mostRowsPerRequest,
  usualConcurrency,
} from '~/domain/outcomes/endpoints/endpoint'
import { labelKindFor, presetOf } from '~/domain/outcomes/endpoints/endpoint-draft'
import { expectedOf } from '~/domain/outcomes/endpoints/read-answer'
import { fileWaitHours } from '~/domain/outcomes/runs/evaluation'
import { mayHandOut } from '~/domain/stewardship/facts'
import { brokenRuleSentence } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { isMessageKey } from '~/platform/languages/translator'

const isKind = (text: string | null): text is EndpointKind =>
  endpointKinds.some((kind) => kind === text)

export const loader = serve('person', async ({ viewer, params, url, db, at, t }) => {
  const page = await milestonePage(db, viewer, params.milestoneId ?? '', at)
  const { endpoint, milestone, contract, endpointFixed, criteria } = page
  if (!page.actors.includes('team')) throw new Refused('not_found')
  const open = endpoint !== null && isAsked(endpoint.kind) && endpointFixed === null
  const wanted = url.searchParams.get('try') === '1' && open
  const as = url.searchParams.get('as')
  return {
    title: t('milestone.endpoint'),
    milestone: { id: milestone.id, position: milestone.position },
    contract: { id: contract.id, title: contract.title },
    endpoint,
    endpointFixed,
    kind: isKind(as) ? as : (endpoint?.kind ?? 'single'),
    mayHandOut: mayHandOut(contract.terms.workloadClass, contract.terms.data),
    columns: page.columns,
    labels: expectedOf(criteria).labels,
    labelKind: labelKindFor(criteria),
    mostHeaders,
    hosts: contract.terms.manifest.map(({ host }) => host).filter((host) => host !== ''),
    trial: wanted ? await tryEndpoint(db, viewer, milestone.id) : null,
  }
})

/** The field that a reason of a refused registration belongs to. */
const fields: Readonly<Record<string, string>> = {
  pointer: 'answerPointer',
  list_pointer: 'listPointer',
  header: 'headers.0.name',
  rule_without_labels: 'answerRule',
  rule_labels_alike: 'answerRule',
  rows_per_request: 'rowsPerRequest',
  concurrency: 'concurrency',
  file_not_allowed: 'handOut',
  file_with_service: 'handOut',
}

function fieldOf(reason: string): string {
  return reason.startsWith('template') ? 'requestTemplate' : (fields[reason] ?? 'url')
}

export const action = act('person', async ({ viewer, form, params, at, t }) => {
  const milestoneId = params.milestoneId ?? ''
  const parsed = parseForm(endpointForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const asked = isAsked(parsed.value.kind)
  try {
    await inTransaction((tx) =>
      registerContractEndpoint(tx, { milestoneId, ...parsed.value, by: viewer.personId, at }),
    )
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const reason = String(error.facts.reason ?? '')
    const key = `outcome.endpoint_${reason}`
    if (error.code === 'endpoint_refused' && isMessageKey(key)) {
      return invalid({ [fieldOf(reason)]: key })
    }
    const sentence = brokenRuleSentence(error.facts)
    if (sentence) return invalid({ [asked ? 'url' : 'handOut']: t(sentence.key, sentence.values) })
    throw error
  }
  return asked
    ? redirectWith(`/milestones/${milestoneId}/endpoint?try=1`, 'milestone.toast_endpoint')
    : redirectWith(`/milestones/${milestoneId}`, 'asking.toast_file')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Trial({ trial }: { trial: NonNullable<Data['trial']> }) {
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

type State = ReturnType<typeof useActionData<typeof action>>

/** What is registered, where it cannot be changed any more or for the moment. */
function Fixed({ data }: { data: Data }) {
  const { t, number } = useLanguage()
  const { endpointFixed, endpoint } = data
  const inner = endpoint?.inner
  return (
    <>
      <Notice tone="info" title={t('milestone.endpoint_fixed')}>
        <p>{t(`milestone.endpoint_fixed_${endpointFixed ?? 'ended'}`)}</p>
      </Notice>
      {inner && !isAsked(inner.kind) ? <p>{t('asking.registered_file')}</p> : null}
      {inner && isAsked(inner.kind) ? (
        <>
          <DescriptionList
            items={[
              { term: t('asking.ways'), value: t(`asking.way_${inner.kind}`) },
              {
                term: t('milestone.endpoint_url'),
                value: (
                  <bdi dir="ltr" className="break-all">
                    {inner.url}
                  </bdi>
                ),
              },
              {
                term: t('milestone.endpoint_headers_set'),
                value:
                  inner.headerNames.length > 0 ? (
                    <bdi dir="ltr">{inner.headerNames.join(', ')}</bdi>
                  ) : (
                    t('common.none')
                  ),
              },
              ...(inner.kind === 'batch'
                ? [
                    {
                      term: t('asking.list_pointer'),
                      value: <bdi dir="ltr">{inner.listPointer || '/'}</bdi>,
                    },
                    { term: t('asking.rows_per_request'), value: number(inner.rowsPerRequest) },
                  ]
                : []),
              {
                term: t('milestone.endpoint_pointer'),
                value: <bdi dir="ltr">{inner.answerPointer}</bdi>,
              },
              { term: t('asking.rule'), value: t(`asking.rule_${inner.answerRule}`) },
              { term: t('asking.concurrency'), value: number(inner.concurrency) },
            ]}
          />
          <CodeBlock label={t('milestone.endpoint_template')} text={inner.requestTemplate} />
        </>
      ) : null}
    </>
  )
}

/** The ways of asking, each a link that fills in the form. */
function Ways({ data, kind }: { data: Data; kind: EndpointKind }) {
  const { t } = useLanguage()
  const lead = isAsked(kind) || data.mayHandOut ? t(`asking.way_${kind}_lead`) : undefined
  return (
    <Section title={t('asking.ways')} lead={lead}>
      <nav aria-label={t('asking.ways')} className="flex flex-wrap gap-2">
        {endpointKinds.map((way) => (
          <a
            key={way}
            href={`/milestones/${data.milestone.id}/endpoint?as=${way}`}
            aria-current={way === kind ? 'true' : undefined}
            className={`button button-${way === kind ? 'primary' : 'quiet'}`}
          >
            {t(`asking.way_${way}`)}
          </a>
        ))}
      </nav>
    </Section>
  )
}

function HandOut({ data, state }: { data: Data; state: State }) {
  const { t } = useLanguage()
  if (!data.mayHandOut) {
    return (
      <Notice tone="info">
        <p>{t('asking.file_not_agreed')}</p>
      </Notice>
    )
  }
  return (
    <Form intent="endpoint" state={state}>
      <HiddenField name="kind" value="file" />
      <CheckboxField
        name="handOut"
        label={t('asking.hand_out', { hours: fileWaitHours })}
        help={t('asking.hand_out_help')}
        required
        defaultChecked={data.endpoint?.kind === 'file'}
      />
      <FormActions>
        <SubmitButton note={t('asking.save_file_note')}>{t('asking.save_file')}</SubmitButton>
      </FormActions>
    </Form>
  )
}

function Headers({ data }: { data: Data }) {
  const { t } = useLanguage()
  const headers = data.endpoint?.inner?.headerNames ?? []
  return (
    <RepeatRows
      legend={t('milestone.endpoint_headers')}
      help={t('milestone.endpoint_headers_help')}
      count={headers.length}
      min={0}
      max={data.mostHeaders}
      addLabel={t('milestone.endpoint_header_add')}
      rowLabel={(index) => t('milestone.endpoint_header', { n: index + 1 })}
    >
      {(index) => (
        <>
          <TextField
            name={`headers.${index}.name`}
            label={t('milestone.endpoint_header_name')}
            dir="ltr"
            defaultValue={headers[index]}
          />
          <TextField
            name={`headers.${index}.value`}
            label={t('milestone.endpoint_header_value')}
            dir="ltr"
            autoComplete="off"
          />
        </>
      )}
    </RepeatRows>
  )
}

function Registration({ data, kind, state }: { data: Data; kind: EndpointKind; state: State }) {
  const { t } = useLanguage()
  const inner = data.endpoint?.inner ?? null
  const { columns, labels, labelKind } = data
  const preset =
    inner && inner.kind === kind ? inner : presetOf(kind, { columns, labels, labelKind })
  const batch = kind === 'batch'
  const shown = `\u2068${columns.join(', ')}\u2069`
  return (
    <Form intent="endpoint" state={state}>
      <HiddenField name="kind" value={kind} />
      <TextField
        name="url"
        label={t('milestone.endpoint_url')}
        help={
          <>
            {t('milestone.endpoint_url_help')} <bdi dir="ltr">{data.hosts.join(', ')}</bdi>
          </>
        }
        dir="ltr"
        type="url"
        inputMode="url"
        defaultValue={inner?.url || undefined}
        required
      />
      <Headers data={data} />
      <TextArea
        name="requestTemplate"
        label={t('milestone.endpoint_template')}
        help={t(batch ? 'asking.template_rows_help' : 'milestone.endpoint_template_help', {
          columns: shown,
        })}
        rows={kind === 'chat' ? 16 : 6}
        defaultValue={preset.requestTemplate}
        required
      />
      {batch ? (
        <TextField
          name="listPointer"
          label={t('asking.list_pointer')}
          help={t('asking.list_pointer_help')}
          dir="ltr"
          width="medium"
          defaultValue={preset.listPointer}
        />
      ) : null}
      <TextField
        name="answerPointer"
        label={t(batch ? 'asking.item_pointer' : 'milestone.endpoint_pointer')}
        help={t(batch ? 'asking.item_pointer_help' : 'milestone.endpoint_pointer_help')}
        dir="ltr"
        width="medium"
        defaultValue={preset.answerPointer}
      />
      <SelectField
        name="answerRule"
        label={t('asking.rule')}
        help={t('asking.rule_help')}
        required
        width="medium"
        defaultValue={preset.answerRule}
        options={answerRules.map((rule) => ({ value: rule, label: t(`asking.rule_${rule}`) }))}
      />
      {batch ? (
        <TextField
          name="rowsPerRequest"
          label={t('asking.rows_per_request')}
          help={t('asking.rows_per_request_help', { most: mostRowsPerRequest })}
          required
          inputMode="numeric"
          width="short"
          defaultValue={preset.rowsPerRequest}
        />
      ) : null}
      <TextField
        name="concurrency"
        label={t('asking.concurrency')}
        help={t('asking.concurrency_help', { most: mostConcurrency })}
        required
        inputMode="numeric"
        width="short"
        defaultValue={inner?.concurrency ?? usualConcurrency}
      />
      <FormActions>
        <SubmitButton note={t('milestone.endpoint_save_note')}>
          {t('milestone.endpoint_save')}
        </SubmitButton>
      </FormActions>
    </Form>
  )
}

/** The form that was sent, if one was: its errors belong to no other. */
function sentKind(state: State): EndpointKind | null {
  const sent = state?.values?.kind
  return typeof sent === 'string' && isKind(sent) ? sent : null
}

function Asking({ data, kind, state }: { data: Data; kind: EndpointKind; state: State }) {
  return (
    <>
      <Ways data={data} kind={kind} />
      {isAsked(kind) ? (
        <Registration data={data} kind={kind} state={state} />
      ) : (
        <HandOut data={data} state={state} />
      )}
    </>
  )
}

export default function EndpointPage() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { endpoint, milestone, contract } = data
  const shownKind = sentKind(state) ?? data.kind
  return (
    <Page
      title={t('milestone.endpoint')}
      lead={isAsked(shownKind) ? t('milestone.endpoint_lead') : undefined}
      width="reading"
      crumbs={[
        { href: `/contracts/${contract.id}`, label: contract.title },
        {
          href: `/milestones/${milestone.id}`,
          label: t('milestone.kicker', { position: milestone.position }),
        },
        { label: t('milestone.endpoint') },
      ]}
    >
      <Stack gap={7}>
        {data.trial ? <Trial trial={data.trial} /> : null}
        {data.trial ? (
          <Row gap={3}>
            <LinkButton href={`/milestones/${milestone.id}`} tone="primary">
              {t('milestone.kicker', { position: milestone.position })}
            </LinkButton>
            <LinkButton href={`/milestones/${milestone.id}/endpoint?try=1`}>
              {t('milestone.endpoint_try')}
            </LinkButton>
          </Row>
        ) : null}
        {data.endpointFixed ? (
          <Fixed data={data} />
        ) : (
          <Asking data={data} kind={shownKind} state={state} />
        )}
        {endpoint ? (
          <Quiet>
            {endpoint.host === null
              ? t('asking.registered_file')
              : t('milestone.endpoint_now', { host: `\u2068${endpoint.host}\u2069` })}
          </Quiet>
        ) : null}
        <Quiet>
          <TextLink href="/measuring">{t('measuring.link')}</TextLink>
        </Quiet>
      </Stack>
    </Page>
  )
}
