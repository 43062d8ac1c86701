/** One service of a check as it is kept: what it was matched to, and its share of the time. */
export type ExposureAnswer = {
  readonly occupationId: string
  /** All answers of a check sum to 10,000. */
  readonly shareBps: number
}
