import type { IssueInput } from '~/domain/credentials/credential'
import type { Issued } from '~/domain/credentials/issue-credential.server'
import { reissueCredential } from '~/domain/credentials/reissue-credential.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { languageFor } from '~/platform/languages/language'
import { isEnough, leastForRate, type Rate } from './rate'
import type { WorkRecord } from './rates'
import { recordOfPerson } from './work-queries.server'

/** The language of what the platform itself issues: verifiers everywhere read it. */
const { t, percent } = languageFor('en', 'UTC')

/**
 * Signs what is counted of a person's contracts, as a credential of the platform. Asked again while
 * nothing has changed it gives the one that there is; otherwise another takes its place.
 * @throws Refused record_empty before anything has ended, credential_withdrawn
 */
export async function issueRecord(tx: Tx, input: { personId: string; at: Date }): Promise<Issued> {
  const record = await recordOfPerson(tx, input.personId)
  if (record.onTime.of === 0) throw new Refused('record_empty')
  return reissueCredential(tx, recordCredential(record, input))
}

function rateText(rate: Rate): string {
  if (!isEnough(rate)) return t('reputation.too_few')
  return t('reputation.record_rate_value', {
    percent: percent(rate.hits / rate.of, 0),
    low: percent(rate.lower, 0),
    high: percent(rate.upper, 0),
  })
}

function recordCredential(
  { verified, onTime }: WorkRecord,
  { personId, at }: { personId: string; at: Date },
): IssueInput {
  const counts = [
    ['verified', verified.hits],
    ['measured', verified.of],
    ['on_time', onTime.hits],
    ['delivered', onTime.of],
  ] as const
  return {
    organisationId: null,
    reference: `record:${personId}`,
    personId,
    achievement: {
      key: 'outcomes-record',
      name: t('reputation.record_name'),
      description: t('reputation.record_description'),
      criteria: t('reputation.record_criteria'),
      level: 3,
      skills: [],
      results: [
        ...counts.map(([key]) => ({
          key,
          name: t(`reputation.record_${key}`),
          type: 'RawScore' as const,
        })),
        { key: 'rate', name: t('reputation.record_rate'), type: 'Result' as const },
      ],
    },
    results: [
      ...counts.map(([key, value]) => ({ key, value: String(value) })),
      { key: 'rate', value: rateText(verified) },
    ],
    evidence: [
      {
        url: `${env().APP_ORIGIN}/people/${personId}`,
        name: t('reputation.title'),
        narrative: t('reputation.how_interval', { least: leastForRate }),
      },
    ],
    validFrom: at,
    validUntil: null,
    by: personId,
    at,
  }
}
