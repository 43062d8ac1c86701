import { criterionName } from '~/components/outcomes/criterion-figure'
import { CriterionResults } from '~/components/outcomes/criterion-results'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { PeopleRow, profileHref } from '~/components/page/people'
import { Section, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import type { offerPage } from '~/domain/market/offers/offer-queries.server'
import type { OfferProof } from '~/domain/reputation/offer-proof-queries.server'
import { countryName } from '~/kernel/countries'

type OfferPage = Awaited<ReturnType<typeof offerPage>>

/** The team's met verdicts on the same kind of measure and, apart from them, those in the same field. */
export function Proof({ proof }: { proof: readonly OfferProof[] }) {
  const { t } = useLanguage()
  const ofMeasure = proof.filter(({ sameMeasure }) => sameMeasure)
  const ofField = proof.filter(({ sameMeasure }) => !sameMeasure)
  return (
    <>
      <Section title={t('offer.proof')} lead={t('offer.proof_lead')}>
        {ofMeasure.length === 0 ? (
          <Quiet>{t('offer.proof_none')}</Quiet>
        ) : (
          <ProofRows rows={ofMeasure} />
        )}
      </Section>
      {ofField.length > 0 ? (
        <Section title={t('offer.proof_field')} lead={t('offer.proof_field_lead')}>
          <ProofRows rows={ofField} />
        </Section>
      ) : null}
    </>
  )
}

function ProofRows({ rows }: { rows: readonly OfferProof[] }) {
  const language = useLanguage()
  const { t, date } = language
  return (
    <Stack gap={6}>
      {rows.map((row) => (
        <div key={row.milestoneId} className="grid gap-3">
          <p>
            <span className="font-semibold">
              <Name>{row.title}</Name>
            </span>{' '}
            <Quiet as="span">
              <Name>{row.client}</Name> · {date(row.deliveredAt)}
            </Quiet>{' '}
            <TextLink href={`/verdicts/${row.verdictId}`}>{t('person.see_verdict')}</TextLink>
          </p>
          {row.results.map((result) => (
            <CriterionResults
              key={result.criterion.id}
              criterion={result.criterion}
              label={criterionName(language, result.criterion)}
              attempts={[{ attempt: 1, verdictId: row.verdictId, body: { results: [result] } }]}
            />
          ))}
        </div>
      ))}
    </Stack>
  )
}

/** Who does it; shares are told to the team alone. */
export function People({
  seats,
  team,
  profiles,
}: Pick<OfferPage, 'seats' | 'team'> & { profiles: readonly string[] }) {
  const { t } = useLanguage()
  return (
    <Section
      title={t('offer.people')}
      lead={t('offer.people_lead')}
      actions={
        <TextLink href={`/teams/${team.slug}`}>
          <Name>{team.name}</Name>
        </TextLink>
      }
    >
      <PeopleRow
        people={seats.map((seat) => ({
          name: seat.name,
          href: profileHref(profiles, seat.personId),
          role: t(`role.${seat.role}`),
          note: seat.headline ? <bdi>{seat.headline}</bdi> : null,
          shareBps: seat.shareBps ?? undefined,
        }))}
      />
    </Section>
  )
}

export function Facts({ version, team }: Pick<OfferPage, 'version' | 'team'>) {
  const { t, locale, list, shareBps, date } = useLanguage()
  const { holdbackBps, reviewDays } = version.content
  return (
    <DescriptionList
      items={[
        { term: t('offer.sectors'), value: list(version.sectors.map((one) => t(`sector.${one}`))) },
        {
          term: t('offer.classes'),
          value: list(version.classes.map((one) => t(`stewardship.class_${one}`))),
        },
        { term: t('offer.team_country'), value: countryName(team.country, locale) },
        { term: t('offer.currency'), value: version.currency },
        {
          term: t('proposal.holdback'),
          value: holdbackBps ? shareBps(holdbackBps) : t('common.none'),
        },
        { term: t('proposal.review_days'), value: t('brief.days_count', { count: reviewDays }) },
        {
          term: t('offer.version'),
          value: version.publishedAt
            ? t('offer.version_of', { number: version.number, date: date(version.publishedAt) })
            : t('offer.version_draft', { number: version.number }),
        },
      ]}
    />
  )
}
