import { useActionData, useLoaderData } from '@remix-run/react'
import {
  EndpointByFile,
  EndpointFixed,
  EndpointRegistration,
  EndpointWays,
  isEndpointKind,
  sentKind,
} from '~/components/outcomes/endpoint-forms'
import { EndpointTrial } from '~/components/outcomes/endpoint-trial'
import { LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Row, Stack } from '~/components/page/section'
import { Quiet, TextLink } from '~/components/page/text'
import { endpointForm, mostHeaders } from '~/domain/contracts/forms.server'
import { registerContractEndpoint } from '~/domain/contracts/measuring/register-contract-endpoint.server'
import { tryEndpoint } from '~/domain/contracts/measuring/try-endpoint.server'
import { milestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { type EndpointKind, endpointKinds, isAsked } from '~/domain/outcomes/endpoints/endpoint'
import { labelKindFor } from '~/domain/outcomes/endpoints/endpoint-draft'
import { endpointFieldOf } from '~/domain/outcomes/endpoints/endpoint-field'
import { expectedOf } from '~/domain/outcomes/endpoints/read-answer'
import { mayHandOut } from '~/domain/stewardship/facts'
import { brokenRuleSentence } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { isMessageKey } from '~/platform/languages/translator'

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
    kind: isEndpointKind(as) ? as : (endpoint?.kind ?? 'single'),
    mayHandOut: mayHandOut(contract.terms.workloadClass, contract.terms.data),
    columns: page.columns,
    labels: expectedOf(criteria).labels,
    labelKind: labelKindFor(criteria),
    mostHeaders,
    hosts: contract.terms.manifest.map(({ host }) => host).filter((host) => host !== ''),
    trial: wanted ? await tryEndpoint(db, viewer, milestone.id) : null,
  }
})

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
      return invalid({ [endpointFieldOf(reason)]: key })
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
type State = ReturnType<typeof useActionData<typeof action>>

function HandOut({ data, state }: { data: Data; state: State }) {
  const { t } = useLanguage()
  if (data.mayHandOut)
    return <EndpointByFile chosen={data.endpoint?.kind === 'file'} state={state} />
  return (
    <Notice tone="info">
      <p>{t('asking.file_not_agreed')}</p>
    </Notice>
  )
}

function Asking({ data, kind, state }: { data: Data; kind: EndpointKind; state: State }) {
  const { t } = useLanguage()
  const { columns, labels, labelKind } = data
  const lead = isAsked(kind) || data.mayHandOut ? t(`asking.way_${kind}_lead`) : undefined
  return (
    <>
      <EndpointWays
        here={`/milestones/${data.milestone.id}/endpoint`}
        kinds={endpointKinds}
        kind={kind}
        lead={lead}
      />
      {isAsked(kind) ? (
        <EndpointRegistration
          kind={kind}
          inner={data.endpoint?.inner ?? null}
          source={{ columns, labels, labelKind }}
          mostHeaders={data.mostHeaders}
          urlHelp={
            <>
              {t('milestone.endpoint_url_help')} <bdi dir="ltr">{data.hosts.join(', ')}</bdi>
            </>
          }
          state={state}
        />
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
        {data.trial ? <EndpointTrial trial={data.trial} /> : null}
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
          <EndpointFixed
            why={t(`milestone.endpoint_fixed_${data.endpointFixed}`)}
            inner={endpoint?.inner ?? null}
          />
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
