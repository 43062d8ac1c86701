import type { FormState } from '~/components/forms/form'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Row, Section, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { Claim } from '~/components/people/claim'
import { operatorClaimEvents } from '~/domain/contracts/holdback/claim'
import type { deskClaims } from '~/domain/contracts/holdback/holdback-queries.server'
import type { Currency } from '~/kernel/money'
import { Decisions } from './_decisions'

type DeskClaim = Awaited<ReturnType<typeof deskClaims>>[number]

/** Claims on parts that are kept back, which wait for the operator's word. */
export function DeskClaims(props: { rows: readonly DeskClaim[]; state: FormState | undefined }) {
  const { t } = useLanguage()
  return (
    <Section title={t('watch.desk_title')}>
      <Stack gap={6}>
        {props.rows.map((row) => (
          <DeskClaim key={row.claim.id} row={row} state={props.state} />
        ))}
      </Stack>
    </Section>
  )
}

function DeskClaim({ row, state }: { row: DeskClaim; state: FormState | undefined }) {
  const { t } = useLanguage()
  const { claim } = row
  return (
    <div className="grid min-w-0 gap-3">
      <h3 className="font-semibold">
        <TextLink href={`/milestones/${claim.milestoneId}#holdback`}>
          <Name>{row.contractTitle}</Name> · <Name>{row.milestoneTitle}</Name>
        </TextLink>
      </h3>
      <Row gap={4}>
        <Quiet as="span">
          <Name>{row.clientName}</Name> · <Name>{row.teamName}</Name>
        </Quiet>
        <span>
          {t('watch.desk_kept')}:{' '}
          <MoneyText value={{ currency: row.currency as Currency, amountMinor: row.amountMinor }} />
        </span>
        <TextLink href={`/contracts/${claim.contractId}/status`}>{t('watch.link')}</TextLink>
        <TextLink href={`/contracts/${claim.contractId}/evidence`}>
          {t('contract.evidence_open')}
        </TextLink>
      </Row>
      <Claim claim={claim} names={{ client: row.clientName, team: row.teamName }} yours>
        <Decisions
          about={{ name: 'claimId', id: claim.id }}
          decisions={operatorClaimEvents}
          words={(decision) => ({
            label: t(`watch.desk_${decision}`),
            sentence: t(`watch.desk_${decision}_sentence`),
          })}
          state={state}
        />
      </Claim>
    </div>
  )
}
