import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkButton, SubmitButton } from '~/components/button'
import { TextArea, TextField } from '~/components/fields'
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
import { brokenRule, factSentence } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { isMessageKey } from '~/platform/languages/translator'

export const loader = serve('person', async ({ viewer, params, url, db, at, t }) => {
  const page = await milestonePage(db, viewer, params.milestoneId ?? '', at)
  const { endpoint, milestone, contract, endpointFixed } = page
  if (!page.actors.includes('team')) throw new Refused('not_found')
  const wanted = url.searchParams.get('try') === '1' && endpoint !== null && endpointFixed === null
  return {
    title: t('milestone.endpoint'),
    milestone: { id: milestone.id, position: milestone.position },
    contract: { id: contract.id, title: contract.title },
    endpoint,
    endpointFixed,
    columns: page.columns,
    mostHeaders,
    hosts: contract.terms.manifest.map(({ host }) => host).filter((host) => host !== ''),
    trial: wanted ? await tryEndpoint(db, viewer, milestone.id) : null,
  }
})

/** The field that a reason of a refused registration belongs to. */
function fieldOf(reason: string): string {
  if (reason.startsWith('template')) return 'requestTemplate'
  if (reason === 'pointer') return 'answerPointer'
  return reason === 'header' ? 'headers.0.name' : 'url'
}

export const action = act('person', async ({ viewer, form, params, at, t }) => {
  const milestoneId = params.milestoneId ?? ''
  const parsed = parseForm(endpointForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
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
    const broken = brokenRule(error.facts)
    const sentence = broken ? factSentence(broken) : null
    if (sentence) return invalid({ url: t(sentence.key, sentence.values) })
    throw error
  }
  return redirectWith(`/milestones/${milestoneId}/endpoint?try=1`, 'milestone.toast_endpoint')
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
            <CodeBlock label={t('milestone.dry_run_sent')} text={row.request} />
            {row.response === null ? null : (
              <CodeBlock label={t('milestone.dry_run_received')} text={row.response} />
            )}
          </div>
        ))}
      </Stack>
    </Section>
  )
}

function templateFor(columns: readonly string[]): string {
  return JSON.stringify(
    Object.fromEntries(columns.map((column) => [column, `{{${column}}}`])),
    null,
    2,
  )
}

type State = ReturnType<typeof useActionData<typeof action>>

/** The address as it is registered, where it cannot be changed any more or for the moment. */
function Fixed({ data }: { data: Data }) {
  const { t } = useLanguage()
  const { endpointFixed, endpoint } = data
  const inner = endpoint?.inner
  return (
    <>
      <Notice tone="info" title={t('milestone.endpoint_fixed')}>
        <p>{t(`milestone.endpoint_fixed_${endpointFixed ?? 'ended'}`)}</p>
      </Notice>
      {inner ? (
        <>
          <DescriptionList
            items={[
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
              {
                term: t('milestone.endpoint_pointer'),
                value: <bdi dir="ltr">{inner.answerPointer}</bdi>,
              },
            ]}
          />
          <CodeBlock label={t('milestone.endpoint_template')} text={inner.requestTemplate} />
        </>
      ) : null}
    </>
  )
}

function Registration({ data, state }: { data: Data; state: State }) {
  const { t } = useLanguage()
  const inner = data.endpoint?.inner ?? null
  const headers = inner?.headerNames ?? []
  return (
    <Form intent="endpoint" state={state}>
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
        defaultValue={inner?.url}
        required
      />
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
      <TextArea
        name="requestTemplate"
        label={t('milestone.endpoint_template')}
        help={t('milestone.endpoint_template_help', {
          columns: `\u2068${data.columns.join(', ')}\u2069`,
        })}
        rows={6}
        defaultValue={inner?.requestTemplate ?? templateFor(data.columns)}
        required
      />
      <TextField
        name="answerPointer"
        label={t('milestone.endpoint_pointer')}
        help={t('milestone.endpoint_pointer_help')}
        dir="ltr"
        width="medium"
        defaultValue={inner?.answerPointer ?? '/label'}
      />
      <FormActions>
        <SubmitButton note={t('milestone.endpoint_save_note')}>
          {t('milestone.endpoint_save')}
        </SubmitButton>
      </FormActions>
    </Form>
  )
}

export default function EndpointPage() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { endpoint, milestone, contract } = data
  return (
    <Page
      title={t('milestone.endpoint')}
      lead={t('milestone.endpoint_lead')}
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
        {data.endpointFixed ? <Fixed data={data} /> : <Registration data={data} state={state} />}
        {endpoint ? (
          <Quiet>{t('milestone.endpoint_now', { host: `\u2068${endpoint.host}\u2069` })}</Quiet>
        ) : null}
        <Quiet>
          <TextLink href="/measuring">{t('measuring.link')}</TextLink>
        </Quiet>
      </Stack>
    </Page>
  )
}
