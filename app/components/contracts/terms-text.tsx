import type { Terms } from '~/domain/contracts/terms/terms'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import { countryName } from '~/kernel/countries'
import type { Currency } from '~/kernel/money'
import { type Previewed, WhatWouldPass } from '../outcomes/criterion-preview'
import { CriterionSentence } from '../outcomes/criterion-sentence'
import { DatasetReportList, type ReportedDataset } from '../outcomes/dataset-report'
import { ProcessFacts } from '../outcomes/process-facts'
import { DataTable } from '../page/data-table'
import { useLanguage } from '../page/language'
import { DescriptionList } from '../page/list'
import { MoneyText } from '../page/money'
import { ProofLink } from '../page/proof-link'
import { Section, Stack } from '../page/section'
import { Name, UserText } from '../page/text'
import { DiscoveryNote } from './discovery-note'
import { SeatTable } from './seat-table'

type Shown = {
  terms: Terms
  /** Whose page the reader may open. */
  profiles: readonly string[]
  /** The report on the sealed data that these terms are measured on. */
  sealed?: ReportedDataset | null
  /** What each criterion would ask for, as long as it can still be changed. */
  previews?: readonly Previewed[]
}

/** The whole of one version of the terms, in words. */
export function TermsText({ terms, profiles, sealed, previews = [] }: Shown) {
  const { t } = useLanguage()
  return (
    <Stack gap={7}>
      <Section title={t('terms.statement')}>
        <UserText text={terms.statement} />
      </Section>
      <Parties terms={terms} profiles={profiles} />
      <Milestones terms={terms} />
      <Section title={t('terms.criteria')} lead={t('terms.criteria_lead')}>
        <ol className="grid gap-2 ps-5">
          {terms.criteria.map((criterion) => (
            <li key={criterion.id}>
              <CriterionSentence criterion={criterion} />
              <ProcessFacts criterion={criterion} />
              {previews
                .filter((row) => row.criterion.id === criterion.id)
                .map((row) => (
                  <WhatWouldPass key={criterion.id} {...row} />
                ))}
            </li>
          ))}
        </ol>
      </Section>
      <Inputs terms={terms} />
      <Data terms={terms} />
      {sealed ? (
        <Section title={t('brief.data_title')} lead={t('brief.data_lead')}>
          <DatasetReportList dataset={sealed} />
        </Section>
      ) : null}
      <Manifest terms={terms} />
    </Stack>
  )
}

function Parties({ terms, profiles }: Shown) {
  const { t, locale, shareBps } = useLanguage()
  const currency = terms.currency as Currency
  return (
    <>
      <Section title={t('terms.parties')}>
        <DescriptionList
          items={[
            {
              term: t('terms.client'),
              value: (
                <>
                  <Name>{terms.client.name}</Name>, {countryName(terms.client.country, locale)}
                </>
              ),
            },
            {
              term: t('terms.team'),
              value: (
                <>
                  <Name>{terms.team.name}</Name>, {countryName(terms.team.country, locale)}
                </>
              ),
            },
            {
              term: t('terms.price'),
              value: (
                <MoneyText value={{ currency, amountMinor: BigInt(terms.priceMinor) }} strong />
              ),
            },
            { term: t('terms.fee'), value: shareBps(terms.platformFeeBps) },
            {
              term: t('terms.holdback'),
              value:
                terms.holdbackBps === 0
                  ? t('terms.holdback_none')
                  : t('terms.holdback_value', {
                      share: shareBps(terms.holdbackBps),
                      days: terms.holdbackDays,
                    }),
            },
            { term: t('terms.review_days'), value: t('terms.days', { count: terms.reviewDays }) },
          ]}
        />
      </Section>
      <Section title={t('terms.members')} lead={t('terms.members_lead')}>
        <SeatTable
          title={t('terms.members')}
          seats={terms.members}
          milestones={terms.milestones}
          profiles={profiles}
        />
      </Section>
      {(terms.laterSeats ?? []).map(({ fromPosition, members }) => (
        <Section
          key={fromPosition}
          title={t('terms.later_members', { position: fromPosition })}
          lead={fromPosition > 1 ? t('terms.later_members_lead') : undefined}
        >
          <SeatTable
            title={t('terms.later_members', { position: fromPosition })}
            seats={members}
            milestones={terms.milestones}
            profiles={profiles}
          />
        </Section>
      ))}
    </>
  )
}

function Milestones({ terms }: { terms: Terms }) {
  const { t } = useLanguage()
  const currency = terms.currency as Currency
  return (
    <Section
      title={t('terms.milestones')}
      lead={terms.milestones.some(isDiscovery) ? t('terms.discovery_lead') : undefined}
    >
      <DataTable
        caption={t('terms.milestones')}
        hideCaption
        rows={terms.milestones}
        rowKey={(row) => String(row.position)}
        columns={[
          {
            key: 'title',
            label: t('common.what'),
            primary: true,
            cell: (row) => (
              <>
                {row.position}. <Name>{row.title}</Name>
                {row.description ? <UserText text={row.description} /> : null}
              </>
            ),
          },
          {
            key: 'criteria',
            label: t('terms.criteria'),
            cell: (row) =>
              isDiscovery(row) ? (
                <DiscoveryNote />
              ) : (
                <ul className="grid gap-1 ps-5">
                  {terms.criteria
                    .filter(({ id }) => row.criterionIds.includes(id))
                    .map((criterion) => (
                      <li key={criterion.id}>
                        <CriterionSentence criterion={criterion} />
                      </li>
                    ))}
                </ul>
              ),
          },
          {
            key: 'weeks',
            label: t('common.when'),
            cell: (row) => t('milestone.weeks', { count: row.weeks }),
          },
          {
            key: 'amount',
            label: t('common.amount'),
            numeric: true,
            cell: (row) => <MoneyText value={{ currency, amountMinor: BigInt(row.amountMinor) }} />,
          },
        ]}
      />
    </Section>
  )
}

/** What the client hands over first; older terms name nothing. */
function Inputs({ terms }: { terms: Terms }) {
  const { t } = useLanguage()
  const { inputs = [] } = terms
  if (inputs.length === 0) return null
  return (
    <Section title={t('input.title')} lead={t('offer.inputs_lead')}>
      <DescriptionList
        items={inputs.map(({ title, why }) => ({
          term: <Name>{title}</Name>,
          value: <Name>{why}</Name>,
        }))}
      />
    </Section>
  )
}

function Data({ terms }: { terms: Terms }) {
  const { t, locale, list, number } = useLanguage()
  const { data } = terms
  return (
    <Section title={t('terms.data')}>
      <DescriptionList
        items={[
          { term: t('terms.class'), value: t(`stewardship.class_${terms.workloadClass}`) },
          { term: t('terms.rules_version'), value: number(terms.rulesVersion) },
          {
            term: t('terms.regions'),
            value:
              data.regions.length === 0
                ? t('terms.regions_any')
                : list(data.regions.map((region) => countryName(region, locale))),
          },
          {
            term: t('terms.personal_fields'),
            value:
              data.personalFields.length === 0 ? (
                t('terms.personal_none')
              ) : (
                <Name>{data.personalFields.join(', ')}</Name>
              ),
          },
          {
            term: t('terms.lawful_basis'),
            value: data.lawfulBasis ? t(`stewardship.basis_${data.lawfulBasis}`) : t('common.none'),
          },
          {
            term: t('terms.law_overlay'),
            value: data.lawOverlay ? t(`stewardship.overlay_${data.lawOverlay}`) : t('common.none'),
          },
          { term: t('terms.retention'), value: t('terms.days', { count: data.retentionDays }) },
          {
            term: t('asking.consent'),
            value: t(data.predictionFiles ? 'asking.consent_yes' : 'asking.consent_no'),
          },
          {
            term: t('terms.dataset'),
            value: terms.dataset ? (
              <>
                {t('terms.dataset_value', { rows: terms.dataset.rows })}{' '}
                <ProofLink hash={terms.dataset.merkleRoot} href="/sealing" />
              </>
            ) : (
              t('judging.no_dataset')
            ),
          },
        ]}
      />
    </Section>
  )
}

function Manifest({ terms }: { terms: Terms }) {
  const { t, locale } = useLanguage()
  if (terms.manifest.length === 0) return null
  return (
    <Section title={t('terms.manifest')} lead={t('terms.manifest_lead')}>
      <DataTable
        caption={t('terms.manifest')}
        hideCaption
        rows={terms.manifest}
        rowKey={(row) => `${row.kind} ${row.provider} ${row.host}`}
        columns={[
          {
            key: 'provider',
            label: t('terms.provider'),
            primary: true,
            cell: (row) => <Name>{row.provider}</Name>,
          },
          {
            key: 'kind',
            label: t('common.what'),
            cell: (row) => t(`stewardship.kind_${row.kind}`),
          },
          { key: 'purpose', label: t('terms.purpose'), cell: (row) => <Name>{row.purpose}</Name> },
          {
            key: 'region',
            label: t('terms.region'),
            cell: (row) => countryName(row.region, locale),
          },
          {
            key: 'host',
            label: t('terms.host'),
            cell: (row) => <bdi dir="ltr">{row.host}</bdi>,
          },
        ]}
      />
    </Section>
  )
}
