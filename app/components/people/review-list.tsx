import { isEnough } from '~/domain/reputation/rate'
import {
  type PublicReview,
  type Ratings,
  type ReviewAspect,
  reviewAspects,
  type ShownReview,
} from '~/domain/reputation/review'
import { Figures } from '../page/figures'
import { useLanguage } from '../page/language'
import { DescriptionList } from '../page/list'
import { Notice } from '../page/notice'
import { Stack } from '../page/section'
import { isolated, Quiet, UserText } from '../page/text'

/** What a review says: marks with their sentences, then words; or why it is not to be read. */
export function ReviewText({ review }: { review: ShownReview }) {
  const { t, date } = useLanguage()
  if (review.hiddenWhy !== null) {
    return (
      <Notice title={t('review.hidden_title')}>
        <p>{t('review.hidden_why', { reason: isolated(review.hiddenWhy) })}</p>
      </Notice>
    )
  }
  return (
    <Stack gap={3}>
      <DescriptionList
        items={review.marks.map(({ aspect, value, words }) => ({
          term: t(`review.${aspect}`),
          value: (
            <>
              <span className="font-semibold">{t('review.rating', { value })}</span>
              {words ? <UserText text={words} /> : null}
            </>
          ),
        }))}
      />
      {review.words ? <UserText text={review.words} /> : null}
      <Quiet>{t('review.written_on', { date: date(review.writtenAt) })}</Quiet>
    </Stack>
  )
}

/** The averages by aspect, with how many reviews they come from; of fewer than a mean needs, the marks. */
function Averages({ ratings, reviews }: { ratings: Ratings; reviews: readonly ShownReview[] }) {
  const { t, number, list } = useLanguage()
  const { reviews: count } = ratings
  const enough = isEnough({ of: count })
  const marksOf = (aspect: ReviewAspect) =>
    reviews.flatMap(({ marks }) =>
      marks.filter((mark) => mark.aspect === aspect).map(({ value }) => number(value)),
    )
  return (
    <Figures
      items={reviewAspects.map((aspect) => ({
        label: t(`review.${aspect}`),
        value: enough
          ? t('reputation.average', {
              average: number(ratings[aspect], { digits: 1, leastDigits: 1 }),
            })
          : t('reputation.marks', { marks: list(marksOf(aspect)) }),
        note: t(enough ? 'reputation.averages_count' : 'reputation.marks_count', { count }),
      }))}
    />
  )
}

/** Revealed reviews of one side, the newest first; the other side is named in each. */
export function ReviewList(props: {
  reviews: readonly PublicReview[]
  ratings?: Ratings | null
  /** The heading of each under that of the section. */
  by: 'client' | 'team'
}) {
  const { t } = useLanguage()
  if (props.reviews.length === 0) return <Quiet>{t('reputation.reviews_none')}</Quiet>
  return (
    <Stack gap={6}>
      {props.ratings ? <Averages ratings={props.ratings} reviews={props.reviews} /> : null}
      {props.reviews.map((review) => {
        const names = { client: isolated(review.client), team: isolated(review.team) }
        const href =
          props.by === 'client' ? `/clients/${review.clientSlug}` : `/teams/${review.teamSlug}`
        return (
          <article key={review.id} className="grid min-w-0 gap-3">
            <h3 className="text-base">
              <a href={href}>{t(`review.by_${review.side}`, names)}</a>
            </h3>
            <ReviewText review={review} />
          </article>
        )
      })}
    </Stack>
  )
}
