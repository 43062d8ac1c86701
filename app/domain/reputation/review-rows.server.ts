import { review } from 'db/schema/reputation'

/** What may leave the module of a review. */
export const reviewColumns = {
  id: review.id,
  contractId: review.contractId,
  side: review.side,
  clarity: review.clarity,
  reliability: review.reliability,
  communication: review.communication,
  clarityWords: review.clarityWords,
  reliabilityWords: review.reliabilityWords,
  communicationWords: review.communicationWords,
  words: review.words,
  writtenAt: review.writtenAt,
  revealedAt: review.revealedAt,
  hiddenAt: review.hiddenAt,
  hiddenWhy: review.hiddenWhy,
}
