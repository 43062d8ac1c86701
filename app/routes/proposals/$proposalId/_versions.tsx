import { TermsDifferences } from '~/components/contracts/terms-differences'
import { HiddenField } from '~/components/forms/fields'
import { Form } from '~/components/forms/form'
import { ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Notice } from '~/components/page/notice'
import { Row, Section, Stack } from '~/components/page/section'
import { isolated, UserText } from '~/components/page/text'
import type { Data } from './index'

/** The brief is not what the proposal answers any more: what is different, and what the lead does. */
export function BriefChanged(data: Data) {
  const { t } = useLanguage()
  const { proposal, brief, team, outdated } = data
  if (!outdated) return null
  const versions = { before: proposal.briefVersion, now: brief.version }
  return (
    <Notice tone={data.leads ? 'turn' : 'info'} title={t('proposal.brief_changed_title')}>
      <p>
        {data.inside
          ? t('proposal.brief_changed_team', versions)
          : t('proposal.brief_changed_client')}
      </p>
      <TermsDifferences
        differences={data.briefChanges}
        currency={data.currency}
        caption={t('proposal.brief_changed_title')}
      />
      <Row gap={3}>
        {data.mayConfirm ? (
          <ConfirmStep
            label={t('proposal.confirm')}
            tone="primary"
            sentence={t('proposal.confirm_sentence')}
          >
            <Form intent="confirm" bare>
              <HiddenField name="version" value={String(brief.version)} />
              <SubmitButton>{t('proposal.confirm')}</SubmitButton>
            </Form>
          </ConfirmStep>
        ) : null}
        {data.leadEvents.includes('revise') || data.leadEvents.includes('send') ? (
          <LinkButton href={`/briefs/${brief.id}/propose?team=${team.id}`}>
            {t('proposal.revise')}
          </LinkButton>
        ) : null}
      </Row>
    </Notice>
  )
}

/** The client's own numbers beside the team's, while they wait for its answer. */
export function CounterOffer(data: Data) {
  const { t, money } = useLanguage()
  const { brief, team, leadEvents } = data
  const counter = data.versions.at(-1)
  if (data.counterChanges.length === 0 || !counter) return null
  const title = t(data.isClient ? 'proposal.counter_yours' : 'proposal.counter_asks')
  return (
    <Section title={title}>
      <Stack gap={4}>
        <TermsDifferences
          differences={data.counterChanges}
          currency={data.currency}
          criteria={brief.criteria}
          caption={title}
        />
        <Notice
          tone="info"
          title={t(data.isClient ? 'proposal.counter_from_you' : 'proposal.counter_from')}
        >
          <UserText text={counter.note} />
        </Notice>
        <Row gap={3}>
          {leadEvents.includes('take') ? (
            <ConfirmStep
              label={t('proposal.take')}
              tone="primary"
              sentence={t('proposal.take_sentence', {
                price: money({
                  currency: data.currency,
                  amountMinor: BigInt(counter.body.priceMinor),
                }),
              })}
            >
              <Form intent="take" bare>
                <HiddenField name="version" value={String(counter.version)} />
                <SubmitButton>{t('proposal.take')}</SubmitButton>
              </Form>
            </ConfirmStep>
          ) : null}
          {leadEvents.includes('revise') ? (
            <LinkButton href={`/briefs/${brief.id}/propose?team=${team.id}`}>
              {t('proposal.answer_counter')}
            </LinkButton>
          ) : null}
        </Row>
      </Stack>
    </Section>
  )
}

/** Everything the two sides laid before each other, with the way to what is different. */
export function Versions({ versions, proposal, currency }: Data) {
  const { t, date } = useLanguage()
  if (versions.length < 2) return null
  return (
    <Section title={t('proposal.versions')} lead={t('proposal.versions_lead')}>
      <LinkList
        items={[...versions].reverse().map((row) => ({
          id: String(row.version),
          href: `/proposals/${proposal.id}/versions?from=${Math.max(1, row.version - 1)}&to=${row.version}`,
          title: t(`proposal.version_of_${row.side}`, { version: row.version }),
          meta: t('proposal.version_by', { name: isolated(row.name), date: date(row.createdAt) }),
          aside: <MoneyText value={{ currency, amountMinor: BigInt(row.body.priceMinor) }} />,
        }))}
      />
    </Section>
  )
}
