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
import { Page } from '~/components/page/page'
import { Row, Stack } from '~/components/page/section'
import { isolated, Quiet, TextLink } from '~/components/page/text'
import { endpointForm, mostHeaders } from '~/domain/contracts/forms.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import {
  registerExerciseEndpoint,
  tryExerciseEndpoint,
} from '~/domain/learning/attempts/exercise-endpoint.server'
import { exercisePage } from '~/domain/learning/attempts/exercise-queries.server'
import { endpointKinds, isAsked } from '~/domain/outcomes/endpoints/endpoint'
import { labelKindFor } from '~/domain/outcomes/endpoints/endpoint-draft'
import { endpointFieldOf } from '~/domain/outcomes/endpoints/endpoint-field'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { isMessageKey } from '~/platform/languages/translator'

export const loader = serve('person', async ({ viewer, params, url, db, t }) => {
  const page = await exercisePage(db, viewer, params.attemptId ?? '')
  const { endpoint, waysIn, may, dataset, criterion } = page
  const kinds = endpointKinds.filter((kind) => waysIn.includes(isAsked(kind) ? 'endpoint' : 'file'))
  const wanted = url.searchParams.get('as')
  const open = endpoint !== null && isAsked(endpoint.kind) && may.register
  const chosen = isEndpointKind(wanted) ? wanted : endpoint?.kind
  return {
    title: t('milestone.endpoint'),
    attempt: page.attempt,
    item: page.item,
    track: page.track,
    endpoint,
    kinds,
    kind: chosen && kinds.includes(chosen) ? chosen : (kinds[0] ?? 'single'),
    mayRegister: may.register,
    columns: dataset.columns,
    labels: criterion.labels,
    labelKind: labelKindFor([criterion]),
    mostHeaders,
    trial:
      url.searchParams.get('try') === '1' && open
        ? await tryExerciseEndpoint(db, viewer, page.attempt.id)
        : null,
  }
})

export const action = act('person', async ({ viewer, form, params, at }) => {
  const attemptId = params.attemptId ?? ''
  const parsed = parseForm(endpointForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  try {
    await inTransaction((tx) =>
      registerExerciseEndpoint(tx, { attemptId, ...parsed.value, by: viewer.personId, at }),
    )
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'endpoint_refused') throw error
    const reason = String(error.facts.reason ?? '')
    if (reason === 'file_not_allowed') return invalid({ handOut: 'grading.way_file_closed' })
    if (reason === 'only_file_allowed') return invalid({ url: 'grading.way_endpoint_closed' })
    const key = `outcome.endpoint_${reason}`
    if (!isMessageKey(key)) throw error
    return invalid({ [endpointFieldOf(reason)]: key })
  }
  return isAsked(parsed.value.kind)
    ? redirectWith(`/attempts/${attemptId}/endpoint?try=1`, 'milestone.toast_endpoint')
    : redirectWith(`/attempts/${attemptId}`, 'asking.toast_file')
})

/** Where the learner's system answers, and a trial of it on the published rows. */
export default function ExerciseEndpoint() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { attempt, endpoint, item, track } = data
  const here = `/attempts/${attempt.id}`
  const kind = sentKind(state) ?? data.kind
  const number = t('grading.attempt_number', { number: attempt.number })
  const { columns, labels, labelKind } = data
  return (
    <Page
      title={t('milestone.endpoint')}
      lead={isAsked(kind) ? t('grading.endpoint_lead') : undefined}
      width="reading"
      crumbs={[
        { href: `/tracks/${track.slug}/${item.key}`, label: item.title },
        { href: here, label: number },
        { label: t('milestone.endpoint') },
      ]}
    >
      <Stack gap={7}>
        {data.trial ? (
          <>
            <EndpointTrial trial={data.trial} />
            <Row gap={3}>
              <LinkButton href={here} tone="primary">
                {t('grading.back_to_attempt')}
              </LinkButton>
              <LinkButton href={`${here}/endpoint?try=1`}>{t('milestone.endpoint_try')}</LinkButton>
            </Row>
          </>
        ) : null}
        {data.mayRegister ? (
          <>
            <EndpointWays
              here={`${here}/endpoint`}
              kinds={data.kinds}
              kind={kind}
              lead={t(`asking.way_${kind}_lead`)}
            />
            {isAsked(kind) ? (
              <EndpointRegistration
                kind={kind}
                inner={endpoint?.inner ?? null}
                source={{ columns, labels, labelKind }}
                mostHeaders={data.mostHeaders}
                urlHelp={t('grading.url_help')}
                state={state}
              />
            ) : (
              <EndpointByFile chosen={endpoint?.kind === 'file'} state={state} />
            )}
          </>
        ) : (
          <EndpointFixed why={t('grading.endpoint_fixed')} inner={endpoint?.inner ?? null} />
        )}
        {endpoint ? (
          <Quiet>
            {endpoint.host === null
              ? t('asking.registered_file')
              : t('milestone.endpoint_now', { host: isolated(endpoint.host) })}
          </Quiet>
        ) : null}
        <Quiet>
          <TextLink href="/measuring">{t('measuring.link')}</TextLink>
        </Quiet>
      </Stack>
    </Page>
  )
}
