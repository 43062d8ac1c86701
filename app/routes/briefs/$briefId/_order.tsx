import type { useLoaderData } from '@remix-run/react'
import { RulesChecklist } from '~/components/contracts/rules-checklist'
import { criterionName } from '~/components/outcomes/criterion-figure'
import { ActionForm, ConfirmStep, LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Row, Section } from '~/components/page/section'
import { isolated, Quiet, TextLink } from '~/components/page/text'
import { draftBriefStatuses } from '~/domain/market/briefs/brief'
import { criteriaByMilestone } from '~/domain/market/offers/offer'
import { rowsNeeded, rowsPerRun } from '~/domain/outcomes/criteria/criterion'
import type { loader } from './index'

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type Ordered = NonNullable<Data['ordered']>

/** What an order still lacks before it can be placed, in order, with the way to each. */
export function OrderSteps(data: Data & { ordered: Ordered }) {
  const { t } = useLanguage()
  const { brief, ordered, mayEdit, contractId } = data
  const draft = draftBriefStatuses.includes(brief.status)
  return (
    <Section
      title={t(draft ? 'offer.order_steps' : 'offer.ordered')}
      lead={t('offer.ordered_from', {
        offer: isolated(ordered.title),
        team: isolated(ordered.teamName),
        tier: isolated(ordered.tier.name),
        number: ordered.number,
      })}
      actions={<TextLink href={`/offers/${ordered.offerId}`}>{t('offer.read')}</TextLink>}
    >
      {contractId ? (
        <Row>
          <LinkButton href={`/contracts/${contractId}`} tone="primary" icon="arrow">
            {t('offer.to_contract')}
          </LinkButton>
        </Row>
      ) : null}
      {draft && mayEdit ? <Steps {...data} /> : null}
    </Section>
  )
}

function Steps({ brief, dataset, ordered, unfilled, rules }: Data & { ordered: Ordered }) {
  const language = useLanguage()
  const { t } = language
  const needed = rowsNeeded(criteriaByMilestone(brief.criteria, ordered.tier))
  const needless = rowsPerRun(brief.criteria) === 0
  const enough = needless || (dataset !== null && needed <= dataset.drawableRows)
  const open = brief.criteria.filter(({ id }) => unfilled.includes(id))
  const declared = rules.every(({ holds }) => holds)
  const mark = (done: boolean) => <Quiet>{t(done ? 'brief.step_done' : 'brief.step_open')}</Quiet>
  return (
    <>
      {ordered.orderable ? null : (
        <Notice tone="lost">
          <p>{t('refusal.offer_closed')}</p>
        </Notice>
      )}
      <ol className="grid list-decimal gap-3 ps-5">
        <li>
          <Row gap={3}>
            <TextLink href={`/briefs/${brief.id}/edit`}>{t('offer.step_data')}</TextLink>
            {mark(declared)}
          </Row>
        </li>
        {needless ? null : (
          <li>
            <Row gap={3}>
              <TextLink href={`/briefs/${brief.id}/dataset`}>{t('brief.step_dataset')}</TextLink>
              {mark(enough)}
            </Row>
            <Quiet>
              {t('offer.rows_needed', {
                needed,
                rows: dataset?.drawableRows ?? 0,
                kind: ordered.rows?.labelKind ?? 'class',
                labels: (ordered.rows?.labels ?? []).map(isolated).join(', '),
              })}
            </Quiet>
          </li>
        )}
        {open.map((criterion) => (
          <li key={criterion.id}>
            <Row gap={3}>
              <TextLink href={`/briefs/${brief.id}/criteria/${criterion.id}`}>
                {t('offer.step_fill', { criterion: criterionName(language, criterion) })}
              </TextLink>
              {mark(false)}
            </Row>
          </li>
        ))}
        <li>
          {enough && declared && open.length === 0 && ordered.orderable ? (
            <ConfirmStep
              label={t('offer.place')}
              tone="primary"
              sentence={t('offer.place_sentence')}
            >
              <ActionForm intent="order" label={t('offer.place_yes')} tone="primary" />
            </ConfirmStep>
          ) : (
            <Quiet>{t('offer.place_later')}</Quiet>
          )}
        </li>
      </ol>
      <Section title={t('stewardship.checklist_title')} level={3}>
        <RulesChecklist results={rules} />
      </Section>
    </>
  )
}
