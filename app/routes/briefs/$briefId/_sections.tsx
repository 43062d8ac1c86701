import type { useLoaderData } from '@remix-run/react'
import { RulesChecklist } from '~/components/contracts/rules-checklist'
import { criterionName } from '~/components/outcomes/criterion-figure'
import { WhatWouldPass } from '~/components/outcomes/criterion-preview'
import { CriterionSentence } from '~/components/outcomes/criterion-sentence'
import { DatasetReportList } from '~/components/outcomes/dataset-report'
import { ProcessFacts } from '~/components/outcomes/process-facts'
import { ActionForm, ConfirmStep, LinkButton } from '~/components/page/button'
import { ComparisonTable } from '~/components/page/comparison-table'
import { Countdown } from '~/components/page/countdown'
import { DataTable } from '~/components/page/data-table'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { DescriptionList, LinkList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { PeopleRow, profileHref } from '~/components/page/people'
import { Row, Section, Stack } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { clientLine } from '~/components/people/client-figures'
import { rateLine } from '~/components/people/work-record'
import { leastCriteria, openBriefStatuses } from '~/domain/market/brief'
import {
  attemptsAllowed,
  needsMost,
  rowsNeeded,
  rowsPerRun,
} from '~/domain/outcomes/criteria/criterion'
import { countryName } from '~/kernel/countries'
import type { loader } from './index'

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export function Status({ brief }: Pick<Data, 'brief'>) {
  const { t } = useLanguage()
  const kind = {
    draft: 'draft',
    published: 'running',
    matched: 'done',
    expired: 'lost',
    withdrawn: 'lost',
  } as const
  return (
    <StatusChip
      kind={kind[brief.status]}
      label={t(`brief.status_${brief.status}`)}
      sentence={t(`brief.status_${brief.status}_sentence`)}
    />
  )
}

/**
 * Rows that the criteria need against those that there are, when all stand in one milestone: nobody
 * learns only at the last step that the file is too small.
 */
function RowsStep({ brief, dataset }: Pick<Data, 'brief' | 'dataset'>) {
  const language = useLanguage()
  const { t } = language
  const most = needsMost(brief.criteria)
  if (!most || !dataset) return null
  const needed = rowsNeeded([brief.criteria])
  const rows = dataset.drawableRows
  const attempts = attemptsAllowed(brief.criteria)
  return (
    <li>
      <Row gap={3}>
        <TextLink href={`/briefs/${brief.id}/criteria/${most.id}`}>{t('brief.step_rows')}</TextLink>
        <Quiet>{needed <= rows ? t('brief.step_done') : t('brief.step_open')}</Quiet>
      </Row>
      <Quiet>
        {t('brief.step_rows_count', { needed, rows, attempts, sample: most.sampleSize })}{' '}
        {needed > rows
          ? t('brief.step_rows_short', { criterion: criterionName(language, most) })
          : null}
      </Quiet>
    </li>
  )
}

/** What a draft still lacks, in order, with the way to each. */
export function DraftSteps({
  brief,
  dataset,
  mayEdit,
  rules,
}: Pick<Data, 'brief' | 'dataset' | 'mayEdit' | 'rules'>) {
  const { t } = useLanguage()
  const enough = brief.criteria.length >= leastCriteria
  const needless = brief.criteria.length > 0 && rowsPerRun(brief.criteria) === 0
  const fits =
    needless || (dataset !== null && rowsNeeded([brief.criteria]) <= dataset.drawableRows)
  const steps = [
    {
      key: 'described',
      done: true,
      href: `/briefs/${brief.id}/edit`,
      label: t('brief.step_describe'),
    },
    {
      key: 'dataset',
      done: dataset !== null || needless,
      href: `/briefs/${brief.id}/dataset`,
      label: t(needless ? 'judging.step_no_dataset' : 'brief.step_dataset'),
    },
    {
      key: 'criteria',
      done: enough,
      href: `/briefs/${brief.id}/criteria`,
      label: t('brief.step_criteria', { least: leastCriteria }),
    },
  ]
  if (!mayEdit) return null
  return (
    <Section title={t('brief.steps_title')}>
      <ol className="grid list-decimal gap-3 ps-5">
        {steps.map((step) => (
          <li key={step.key}>
            <Row gap={3}>
              <TextLink href={step.href}>{step.label}</TextLink>
              <Quiet>{step.done ? t('brief.step_done') : t('brief.step_open')}</Quiet>
            </Row>
          </li>
        ))}
        <RowsStep brief={brief} dataset={dataset} />
        <li>
          {fits && enough ? (
            <ConfirmStep
              label={t('brief.publish')}
              tone="primary"
              sentence={t('brief.publish_confirm')}
            >
              <ActionForm intent="publish" label={t('brief.publish_yes')} tone="primary" />
            </ConfirmStep>
          ) : (
            <Quiet>{t('brief.publish_later')}</Quiet>
          )}
        </li>
      </ol>
      <Section title={t('stewardship.checklist_title')} level={3}>
        <RulesChecklist results={rules} />
      </Section>
    </Section>
  )
}

export function MeasuredBy({ previews }: Pick<Data, 'previews'>) {
  const { t } = useLanguage()
  return (
    <Section title={t('brief.measured_by')} lead={t('brief.measured_lead')}>
      {previews.length === 0 ? (
        <Quiet>{t('brief.no_criteria')}</Quiet>
      ) : (
        <ol className="grid list-decimal gap-3 ps-5">
          {previews.map(({ criterion, preview }) => (
            <li key={criterion.id}>
              <CriterionSentence criterion={criterion} />
              <ProcessFacts criterion={criterion} />
              <WhatWouldPass criterion={criterion} preview={preview} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

/** A value of a row in words: texts as they are, others as JSON. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function SealedData({ dataset, brief }: Pick<Data, 'dataset' | 'brief'>) {
  const { t } = useLanguage()
  if (!dataset) {
    return brief.criteria.length > 0 && rowsPerRun(brief.criteria) === 0 ? (
      <Section title={t('judging.brief_no_data_title')}>
        <Quiet>{t('judging.brief_no_data')}</Quiet>
      </Section>
    ) : null
  }
  const columns = dataset.columns
  return (
    <Section title={t('brief.data_title')} lead={t('brief.data_lead')}>
      <DatasetReportList dataset={dataset} />
      {dataset.sample.length > 0 ? (
        <DataTable
          caption={t('brief.sample_caption')}
          columns={[
            ...columns.map((column) => ({
              key: column,
              label: column,
              cell: (row: Data['dataset'] & object extends { sample: (infer S)[] } ? S : never) => (
                <bdi>{valueText(row.features[column])}</bdi>
              ),
            })),
            { key: 'label', label: t('brief.label'), cell: (row) => <bdi>{row.label}</bdi> },
          ]}
          rows={dataset.sample}
          rowKey={(row) => JSON.stringify(row.features)}
        />
      ) : null}
    </Section>
  )
}

export function Facts({
  brief,
  organisation,
  clientRecord,
  liveCount,
}: Pick<Data, 'brief' | 'organisation' | 'clientRecord' | 'liveCount'>) {
  const language = useLanguage()
  const { t, locale, number } = language
  return (
    <DescriptionList
      items={[
        {
          term: t('reputation.client_kicker'),
          value: (
            <>
              <TextLink href={`/clients/${organisation.slug}`}>
                <Name>{organisation.name}</Name>
              </TextLink>
              <Quiet>{clientLine(language, clientRecord)}</Quiet>
            </>
          ),
        },
        {
          term: t('brief.budget'),
          value: (
            <MoneyText
              value={{ currency: brief.currency, amountMinor: brief.budgetMinor }}
              strong
            />
          ),
        },
        { term: t('brief.weeks'), value: t('brief.weeks_count', { count: brief.weeks }) },
        { term: t('brief.sector'), value: t(`sector.${brief.sector}`) },
        { term: t('brief.country'), value: countryName(brief.country, locale) },
        {
          term: t('brief.class'),
          value: t(`brief.class_${brief.workloadClass === 'internal' ? 'internal' : 'open'}`),
        },
        {
          term: t('brief.regions'),
          value:
            brief.data.regions.length === 0
              ? t('brief.regions_any')
              : brief.data.regions.map((code) => countryName(code, locale)).join(', '),
        },
        {
          term: t('brief.personal_data'),
          value: !brief.data.declared ? (
            t('brief.personal_unknown')
          ) : brief.data.personalFields.length === 0 ? (
            t('brief.personal_none')
          ) : (
            <Name>{brief.data.personalFields.join(', ')}</Name>
          ),
        },
        {
          term: t('brief.retention'),
          value: t('brief.days_count', { count: brief.data.retentionDays }),
        },
        {
          term: t('asking.consent'),
          value: t(brief.data.predictionFiles ? 'asking.consent_yes' : 'asking.consent_no'),
        },
        ...(brief.deadlineAt
          ? [{ term: t('brief.open_until'), value: <Countdown until={brief.deadlineAt} /> }]
          : []),
        { term: t('brief.proposals'), value: number(liveCount) },
      ]}
    />
  )
}

export function ClientProposals({
  client,
  brief,
  profiles,
  verified,
}: {
  client: NonNullable<Data['client']>
  brief: Data['brief']
  profiles: Data['profiles']
  verified: Data['verified']
}) {
  const language = useLanguage()
  const { t, shareBps } = language
  if (client.rows.length === 0) {
    return (
      <Section title={t('brief.proposals')}>
        <EmptyState
          title={t('brief.no_proposals_title')}
          body={t(`brief.no_proposals_${brief.status}`)}
        />
      </Section>
    )
  }
  return (
    <Section
      title={t('brief.proposals')}
      lead={t('brief.proposals_lead', { queued: client.queued })}
    >
      <ComparisonTable
        caption={t('brief.proposals')}
        hideCaption
        heads={client.rows.map((row) => (
          <TextLink key={row.id} href={`/proposals/${row.id}`}>
            <Name>{row.teamName}</Name>
          </TextLink>
        ))}
        rows={[
          {
            label: t('proposal.price'),
            cells: client.rows.map((row) => (
              <MoneyText
                key={row.id}
                value={{ currency: row.currency, amountMinor: row.priceMinor }}
                strong
              />
            )),
          },
          {
            label: t('proposal.weeks'),
            cells: client.rows.map((row) => t('brief.weeks_count', { count: row.weeks })),
          },
          {
            label: t('proposal.milestones'),
            cells: client.rows.map((row) => row.milestones.length),
          },
          {
            label: t('proposal.holdback'),
            cells: client.rows.map((row) =>
              row.holdbackBps ? shareBps(row.holdbackBps) : t('common.none'),
            ),
          },
          {
            label: t('reputation.verified'),
            cells: client.rows.map(({ teamId }) => {
              const rate = verified[teamId]
              return rate ? rateLine(language, rate) : null
            }),
          },
          {
            label: t('proposal.people'),
            cells: client.rows.map((row) => (
              <PeopleRow
                key={row.id}
                people={row.seats.map(({ name, role, personId }) => ({
                  name,
                  role: t(`role.${role}`),
                  href: profileHref(profiles, personId),
                }))}
              />
            )),
          },
          {
            label: t('proposal.answer_by'),
            cells: client.rows.map((row) =>
              row.deadlineAt ? <Countdown key={row.id} until={row.deadlineAt} /> : null,
            ),
          },
          {
            label: t('proposal.title'),
            cells: client.rows.map((row) => (
              <LinkButton key={row.id} href={`/proposals/${row.id}`} tone="primary">
                {t('proposal.read')}
              </LinkButton>
            )),
          },
        ]}
      />
      <TextLink href={`/briefs/${brief.id}/compare`}>{t('compare.link')}</TextLink>
    </Section>
  )
}

export function TeamSide({ own, teams, brief, signedIn, shownCount, queuedCount }: Data) {
  const { t } = useLanguage()
  return (
    <Section title={t('brief.answer_title')}>
      <Stack gap={3}>
        <Quiet>{t('brief.queue_state', { shown: shownCount, queued: queuedCount })}</Quiet>
        {own.length > 0 ? (
          <LinkList
            items={own.map((row) => ({
              id: row.id,
              href: `/proposals/${row.id}`,
              title: <Name>{row.teamName}</Name>,
              meta: t(`proposal.status_${row.status}`),
              aside: <MoneyText value={{ currency: row.currency, amountMinor: row.priceMinor }} />,
            }))}
          />
        ) : null}
        {!openBriefStatuses.includes(brief.status) ? null : teams.length > 0 ? (
          <>
            <Row gap={3}>
              {teams.map((team) => (
                <LinkButton
                  key={team.id}
                  href={`/briefs/${brief.id}/propose?team=${team.id}`}
                  tone="primary"
                >
                  {t('brief.propose_as', { team: team.name })}
                </LinkButton>
              ))}
            </Row>
            <Row gap={3}>
              {teams.map((team) => (
                <LinkButton key={team.id} href={`/teams/${team.slug}/form?brief=${brief.id}`}>
                  {t('matching.brief_link', { team: team.name })}
                </LinkButton>
              ))}
            </Row>
          </>
        ) : (
          <>
            <p>{t(signedIn ? 'brief.need_team' : 'brief.need_account')}</p>
            <LinkButton href={signedIn ? '/teams/new' : `/sign-in?next=/briefs/${brief.id}`}>
              {t(signedIn ? 'brief.make_team' : 'nav.sign_in')}
            </LinkButton>
          </>
        )}
        {signedIn ? (
          <LinkButton href={`/settings/skills/gap?brief=${brief.id}`} tone="bare">
            {t('skill.gap_brief_link')}
          </LinkButton>
        ) : null}
      </Stack>
    </Section>
  )
}
