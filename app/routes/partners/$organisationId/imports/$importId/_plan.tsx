import { problemSentence } from '~/components/learning/track-problems'
import { UnknownCodes } from '~/components/learning/unknown-codes'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Section } from '~/components/page/section'
import { studyTime } from '~/components/page/study-time'
import { Quiet } from '~/components/page/text'
import { isLossReason } from '~/domain/learning/adapters/loss'
import type { Item } from '~/domain/learning/content/track-content'
import { unknownOccupations, unknownSkills } from '~/domain/learning/content/unknown-codes'
import type { ImportLoss, ImportPlan } from '~/domain/learning/imports/import-plan'

function ItemLine({ item }: { item: Item }) {
  const language = useLanguage()
  const { t } = language
  const length =
    item.kind === 'quiz'
      ? t('importing.questions', { count: item.quiz.questions.length })
      : studyTime(language, item.minutes)
  return (
    <li className="grid gap-x-6 gap-y-0.5 border-b border-hairline py-2 sm:grid-cols-[7rem_minmax(0,1fr)_auto]">
      <span className="text-sm text-quiet">{t(`importing.kind_${item.kind}`)}</span>
      <bdi className="min-w-0">{item.title}</bdi>
      <span className="text-sm text-quiet">{length}</span>
    </li>
  )
}

/** The courses and items that would be made. */
export function Outline({ plan }: { plan: ImportPlan }) {
  const { t } = useLanguage()
  const { courses } = plan.content
  const { lesson, quiz, exercise, capstone } = plan.made
  const counts = {
    ...{ courses: courses.length, lessons: lesson, quizzes: quiz, exercises: exercise },
    ...{ capstones: capstone, files: plan.files.length },
  }
  const few = courses.length <= 6
  return (
    <Section title={t('importing.will_make')} lead={t('importing.counts', counts)}>
      <div className="grid gap-2">
        {courses.map((course) => (
          <Fold key={course.key} open={few} label={<bdi>{course.title}</bdi>}>
            <ul className="m-0 grid list-none border-t border-hairline p-0">
              {course.items.map((item) => (
                <ItemLine key={item.key} item={item} />
              ))}
            </ul>
          </Fold>
        ))}
      </div>
    </Section>
  )
}

/** What a loss is about beyond its place: an address, a kind, words. */
const detailOf = ({ facts }: ImportLoss) =>
  Object.values(facts ?? {})
    .filter((value) => value !== '')
    .join(' ')

function LossLine({ loss }: { loss: ImportLoss }) {
  const detail = detailOf(loss)
  return (
    <li className="grid gap-0.5 border-b border-hairline py-2">
      <bdi className="font-semibold">{loss.title || loss.place}</bdi>
      {detail ? (
        <bdi dir="ltr" className="text-sm break-all">
          {detail}
        </bdi>
      ) : null}
      <bdi dir="ltr" className="text-xs break-all text-quiet">
        {loss.place}
      </bdi>
    </li>
  )
}

/** Everything that does not come along, item by item, under the reason. */
export function Losses({ lost }: { lost: readonly ImportLoss[] }) {
  const { t } = useLanguage()
  const reasons = [...new Set(lost.map(({ reason }) => reason))].filter(isLossReason)
  return (
    <Section
      title={t('importing.will_lose')}
      lead={lost.length > 0 ? t('importing.lose_count', { count: lost.length }) : undefined}
    >
      {lost.length === 0 ? <Notice tone="met">{t('importing.lose_none')}</Notice> : null}
      <div className="grid gap-2">
        {reasons.map((reason) => {
          const ones = lost.filter((loss) => loss.reason === reason)
          return (
            <Fold
              key={reason}
              open={lost.length <= 40}
              label={`${t(`importing.lost_${reason}`)} (${ones.length})`}
            >
              <ul className="m-0 grid list-none border-t border-hairline p-0">
                {ones.map((loss, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the lines keep their places.
                  <LossLine key={index} loss={loss} />
                ))}
              </ul>
            </Fold>
          )
        })}
      </div>
    </Section>
  )
}

/** What keeps the draft from being published, with where it is; and codes that only lead nowhere. */
export function Mending({ plan: { broken, content } }: { plan: ImportPlan }) {
  const { t } = useLanguage()
  // Its own skills are among what has to be mended.
  const needed = content.prerequisites.flatMap((one) => (one.kind === 'skill' ? one.skillId : []))
  return (
    <Section
      title={t('importing.will_mend')}
      lead={broken.length > 0 ? t('importing.mend_lead') : undefined}
    >
      {broken.length === 0 ? <Notice tone="met">{t('importing.mend_none')}</Notice> : null}
      <ul className="m-0 grid list-none gap-2 p-0">
        {broken.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines keep their places.
          <li key={index}>
            <Quiet>
              <bdi>{one.title || t('importing.mend_track')}</bdi>
            </Quiet>{' '}
            {problemSentence(t, one.reason, String(one.facts?.part ?? ''))}
          </li>
        ))}
      </ul>
      <UnknownCodes codes={[...unknownSkills(needed), ...unknownOccupations(content.leadsFrom)]} />
    </Section>
  )
}
