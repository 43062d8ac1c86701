import { track, trackVersion } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import type { IssueInput } from '~/domain/credentials/credential'
import { chainOf } from '~/domain/credentials/credential-rows.server'
import type { Issued } from '~/domain/credentials/issue-credential.server'
import { reissueCredential } from '~/domain/credentials/reissue-credential.server'
import { invariant, Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { translator } from '~/platform/languages/translator'
import { readingStatuses } from './enrolment'
import { enrolmentReference, studiedReference } from './enrolment-money'
import { type Enrolment, lockOwnEnrolment } from './learner-rows.server'
import { itemsOf, type OutlineItem, outlineOf } from './outline.server'

/**
 * Issues the certificate of what is done so far: a credential of level 1, signed by the partner. It
 * names the items that are done and examines nothing. When more is done, another takes its place.
 * @throws Refused not_found for somebody else's enrolment, not_enrolled once the place was left,
 * nothing_studied, track_credential_held once the credential of the track was issued,
 * credential_withdrawn.
 */
export async function issueStudiedCredential(
  tx: Tx,
  input: { enrolmentId: string; by: string; at: Date },
): Promise<Issued> {
  const row = await lockOwnEnrolment(tx, input)
  if (!readingStatuses.includes(row.status)) throw new Refused('not_enrolled')
  const whole = await chainOf(tx, enrolmentReference(row.id))
  if (whole.length > 0) throw new Refused('track_credential_held')
  const items = itemsOf(await outlineOf(tx, row.versionId, row.id))
  if (items.every(({ doneAt }) => doneAt === null)) throw new Refused('nothing_studied')
  return reissueCredential(tx, await studiedCredential(tx, row, items, input.at))
}

/** Every item is described, so that all learners of a version share one achievement; results name those done. */
async function studiedCredential(
  db: Reader,
  row: Enrolment,
  items: readonly OutlineItem[],
  at: Date,
): Promise<IssueInput> {
  const [found] = await db
    .select({ partnerId: track.partnerId, version: trackVersion })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(eq(trackVersion.id, row.versionId))
  invariant(found, 'an enrolment has its version')
  const { version, partnerId } = found
  const t = translator(version.language)
  const about = { track: version.title, version: version.number }
  const lessons = items.filter(({ kind }) => kind === 'lesson')
  const passing = items.filter(({ kind }) => kind !== 'lesson')
  const counts = [
    { key: 'lessons', name: t('credential.studied_lessons'), of: lessons },
    { key: 'passed', name: t('credential.studied_passed'), of: passing },
  ].filter(({ of }) => of.length > 0)
  const done = (all: readonly OutlineItem[]) => all.filter(({ doneAt }) => doneAt !== null)
  return {
    organisationId: partnerId,
    reference: studiedReference(row),
    personId: row.personId,
    achievement: {
      key: `studied:${version.trackId}`,
      name: t('credential.studied_name', about),
      description: version.summary,
      criteria: t('credential.studied_criteria', about),
      level: 1,
      skills: [...version.skills],
      language: version.language,
      results: [
        ...counts.map(({ key, name, of }) => ({
          ...{ key, name, type: 'RawScore' as const },
          ...{ min: '0', max: `${of.length}` },
        })),
        ...items.map(({ key, title }) => ({
          ...{ key: `item-${key}`, name: title, type: 'Status' as const },
        })),
      ],
    },
    results: [
      ...counts.map(({ key, of }) => ({ key, value: `${done(of).length}` })),
      ...done(items).map(({ key }) => ({ key: `item-${key}`, value: 'Completed' })),
    ],
    validFrom: at,
    validUntil: null,
    by: row.personId,
    at,
  }
}
