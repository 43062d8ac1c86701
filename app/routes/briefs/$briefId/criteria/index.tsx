import { useLoaderData } from '@remix-run/react'
import { CriterionSentence } from '~/components/outcomes/criterion-sentence'
import { ActionForm, ConfirmStep, LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Row, Section } from '~/components/page/section'
import { TextLink } from '~/components/page/text'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { removeCriterion } from '~/domain/market/briefs/brief.commands.server'
import { criteriaPage } from '~/domain/market/queries.server'
import { obstacleTo, workKinds } from '~/domain/outcomes/criteria/work-kind'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'

export const handle = { title: 'brief.criteria' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { brief, facts } = await criteriaPage(db, viewer, params.briefId ?? '')
  return {
    id: brief.id,
    title: brief.title,
    criteria: brief.criteria,
    sealed: facts !== null,
    ordered: brief.offerVersionId !== null,
    // What these data can show comes first.
    kinds: workKinds
      .map((kind) => ({ kind, obstacle: obstacleTo(kind, facts) }))
      .sort((a, b) => Number(a.obstacle !== null) - Number(b.obstacle !== null)),
  }
})

export const action = act('person', async ({ viewer, form, params }) => {
  const briefId = params.briefId ?? ''
  if (form.get('intent') !== 'remove') throw new Refused('form_invalid')
  const criterionId = String(form.get('criterionId') ?? '')
  await inTransaction((tx) => removeCriterion(tx, { briefId, criterionId, by: viewer.personId }))
  return redirectWith(`/briefs/${briefId}/criteria`, 'brief.criterion_removed')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function SoFar({ id, criteria, ordered }: Pick<Data, 'id' | 'criteria' | 'ordered'>) {
  const { t } = useLanguage()
  return (
    <Section title={t('brief.criteria_so_far', { count: criteria.length })}>
      <ol className="grid list-decimal gap-5 ps-5">
        {criteria.map((criterion) => (
          <li key={criterion.id}>
            <div className="grid gap-2">
              <p>
                <CriterionSentence criterion={criterion} />
              </p>
              <Row gap={3}>
                <LinkButton href={`/briefs/${id}/criteria/${criterion.id}`}>
                  {t('common.edit')}
                </LinkButton>
                {ordered ? null : (
                  <ConfirmStep
                    label={t('common.remove')}
                    tone="quiet"
                    sentence={t('criteria.remove_ask')}
                  >
                    <ActionForm
                      intent="remove"
                      label={t('criteria.remove_yes')}
                      tone="danger"
                      fields={{ criterionId: criterion.id }}
                    />
                  </ConfirmStep>
                )}
              </Row>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** A card for each kind of work; what these data cannot show says why, and what would help. */
function Kinds({ id, kinds, criteria, sealed }: Data) {
  const { t } = useLanguage()
  return (
    <Section
      title={t(criteria.length === 0 ? 'criteria.kinds_title' : 'criteria.more_title')}
      lead={t('criteria.kinds_lead')}
    >
      {sealed ? null : (
        <Notice>
          <p>
            {t('criteria.without_data')}{' '}
            <TextLink href={`/briefs/${id}/dataset`}>{t('brief.dataset_title')}</TextLink>
          </p>
        </Notice>
      )}
      <ul className="m-0 grid list-none gap-3 p-0 sm:grid-cols-2">
        {kinds.map(({ kind, obstacle }) => (
          <li
            key={kind}
            className={`relative grid content-start gap-1 rounded-md border p-4 ${
              obstacle ? 'border-dashed border-edge' : 'border-edge hover:bg-sunken'
            }`}
          >
            {obstacle ? (
              <span className="font-semibold text-quiet">{t(`criteria.kind_${kind}`)}</span>
            ) : (
              <a
                href={`/briefs/${id}/criteria/new?kind=${kind}`}
                className="font-semibold after:absolute after:inset-0"
              >
                {t(`criteria.kind_${kind}`)}
              </a>
            )}
            <span className="text-sm text-quiet">{t(`criteria.kind_${kind}_body`)}</span>
            {obstacle === 'no_data' ? (
              <span className="text-sm">{t('criteria.obstacle_no_data')}</span>
            ) : obstacle ? (
              <span className="text-sm">
                <span className="font-semibold">{t('criteria.not_available')}.</span>{' '}
                {t(`criteria.obstacle_${obstacle}`)}{' '}
                <TextLink href={`/briefs/${id}/dataset`}>{t('criteria.upload_other')}</TextLink>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export default function Criteria() {
  const data = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('brief.criteria')}
      lead={t(data.ordered ? 'offer.criteria_fixed' : 'brief.criteria_lead')}
      width="reading"
      crumbs={[
        { href: '/briefs', label: t('nav.briefs') },
        { href: `/briefs/${data.id}`, label: data.title },
        { label: t('brief.criteria') },
      ]}
      actions={<LinkButton href={`/briefs/${data.id}`}>{t('brief.criteria_done')}</LinkButton>}
    >
      {data.criteria.length > 0 ? <SoFar {...data} /> : null}
      {data.ordered ? null : <Kinds {...data} />}
    </Page>
  )
}
