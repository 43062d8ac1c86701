import { criteriaOfTier, type OfferContent, opensFor, weeksOf } from '~/domain/market/offers/offer'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import type { Currency } from '~/kernel/money'
import { criterionFigure, criterionName } from '../outcomes/criterion-figure'
import { CriterionSentence } from '../outcomes/criterion-sentence'
import { DataTable } from '../page/data-table'
import { useLanguage } from '../page/language'
import { MoneyText } from '../page/money'
import { Notice } from '../page/notice'
import { Section, Stack } from '../page/section'
import { isolated, Name, Quiet, UserText } from '../page/text'

type ShownOffer = {
  readonly currency: Currency
  readonly classes: readonly WorkloadClass[]
  readonly content: Omit<OfferContent, 'manifest'>
}

/** What is sold, as client and team read it: promise, tiers, criteria, inputs. */
export function OfferView({ currency, classes, content }: ShownOffer) {
  const { t, list } = useLanguage()
  const open = opensFor(classes)
  const closed = classes.filter((one) => !open.includes(one))
  return (
    <Stack gap={7}>
      {closed.length > 0 ? (
        <Notice title={t('offer.class_not_open_title')}>
          <p>
            {t('offer.class_not_open', {
              classes: list(closed.map((one) => t(`stewardship.class_${one}`))),
            })}
          </p>
        </Notice>
      ) : null}
      <Section title={t('offer.statement')}>
        <UserText text={content.statement} />
      </Section>
      <Tiers currency={currency} content={content} />
      <Section title={t('brief.measured_by')} lead={t('brief.measured_lead')}>
        <ol className="grid list-decimal gap-3 ps-5">
          {content.criteria.map((criterion) => (
            <li key={criterion.id}>
              <CriterionSentence criterion={criterion} />
              <OpenFacts criterion={criterion} />
            </li>
          ))}
        </ol>
      </Section>
      <Inputs content={content} />
    </Stack>
  )
}

/** What the client puts in: its own figures and people. */
function OpenFacts({ criterion }: { criterion: OfferContent['criteria'][number] }) {
  const language = useLanguage()
  const { t } = language
  const { process, rubric } = criterion
  if (process) {
    const value = criterionFigure(language, criterion, process.baseline.value)
    return <Quiet>{t('offer.process_open', { value, days: process.windowDays })}</Quiet>
  }
  return rubric ? <Quiet>{t('offer.raters_open')}</Quiet> : null
}

function Tiers({ currency, content }: Pick<ShownOffer, 'currency' | 'content'>) {
  const language = useLanguage()
  const { t } = language
  return (
    <Section title={t('offer.tiers')} lead={t('offer.tiers_lead')}>
      <DataTable
        caption={t('offer.tiers')}
        hideCaption
        rows={content.tiers}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            label: t('offer.tier'),
            primary: true,
            cell: (tier) => (
              <>
                <Name>{tier.name}</Name>
                <p
                  dir="auto"
                  className="max-w-[44ch] text-sm font-normal whitespace-pre-line text-quiet"
                >
                  {tier.includes}
                </p>
              </>
            ),
          },
          {
            key: 'milestones',
            label: t('proposal.milestones'),
            long: true,
            cell: (tier) => (
              <ol className="grid list-decimal gap-1 ps-5">
                {tier.milestones.map((milestone) => (
                  <li key={milestone.title}>
                    <Name>{milestone.title}</Name>{' '}
                    <Quiet as="span">
                      {t('offer.milestone_facts', {
                        weeks: milestone.weeks,
                        amount: language.money({
                          currency,
                          amountMinor: BigInt(milestone.amountMinor),
                        }),
                      })}
                    </Quiet>
                  </li>
                ))}
              </ol>
            ),
          },
          {
            key: 'criteria',
            label: t('brief.criteria'),
            long: true,
            cell: (tier) => (
              <ul className="grid list-disc gap-1 ps-5">
                {criteriaOfTier(content, tier).map((criterion) => (
                  <li key={criterion.id}>
                    {criterionName(language, criterion)}:{' '}
                    {t(`common.${criterion.direction}`, {
                      target: criterionFigure(language, criterion, criterion.target),
                    })}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            key: 'weeks',
            label: t('brief.weeks'),
            numeric: true,
            cell: (tier) => t('brief.weeks_count', { count: weeksOf(tier) }),
          },
          {
            key: 'price',
            label: t('offer.price'),
            numeric: true,
            cell: (tier) => (
              <MoneyText value={{ currency, amountMinor: BigInt(tier.priceMinor) }} strong />
            ),
          },
        ]}
      />
    </Section>
  )
}

function Inputs({ content }: Pick<ShownOffer, 'content'>) {
  const { t } = useLanguage()
  return (
    <Section title={t('offer.inputs')} lead={t('offer.inputs_lead')}>
      {content.inputs.length === 0 ? (
        <Quiet>{t('offer.inputs_none')}</Quiet>
      ) : (
        <ul className="m-0 grid list-none border-t border-hairline p-0">
          {content.inputs.map((input) => (
            <li key={input.id} className="grid gap-1 border-b border-hairline py-3">
              <p>
                <span className="font-semibold">
                  <Name>{input.title}</Name>
                </span>{' '}
                <Quiet as="span">{t(`offer.kind_${input.kind}`)}</Quiet>
              </p>
              <p dir="auto" className="max-w-[68ch] text-sm text-quiet">
                {input.why}
              </p>
            </li>
          ))}
        </ul>
      )}
      {content.rows ? (
        <Quiet>
          {t('offer.rows_sentence', {
            kind: content.rows.labelKind,
            labels: content.rows.labels.map(isolated).join(', '),
          })}
        </Quiet>
      ) : null}
    </Section>
  )
}

/** What happens once somebody orders, step by step. */
export function AfterOrder({
  reviewDays,
  holdback,
}: {
  reviewDays: number
  holdback: string | null
}) {
  const { t } = useLanguage()
  const steps = ['complete', 'sign', 'fund', 'inputs', 'measure', 'accept'] as const
  return (
    <Section title={t('offer.after')} lead={t('offer.after_lead')}>
      <ol className="grid list-decimal gap-2 ps-5">
        {steps.map((step) => (
          <li key={step}>{t(`offer.after_${step}`, { days: reviewDays })}</li>
        ))}
        {holdback ? <li>{t('offer.after_holdback', { share: holdback })}</li> : null}
      </ol>
    </Section>
  )
}
