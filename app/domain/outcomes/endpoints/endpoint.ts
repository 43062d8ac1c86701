/**
 * How a team's system is asked: one row a request, several rows a request, a chat model, or not at
 * all, because rows are handed out once as a file and predictions come back as one.
 */
export const endpointKinds = ['single', 'batch', 'chat', 'file'] as const
export type EndpointKind = (typeof endpointKinds)[number]

/**
 * What of an answer counts: all of it, the only label of the set that occurs in it, or the only
 * number in it. The last two are for models that answer in sentences.
 */
export const answerRules = ['as_it_is', 'label_in_text', 'number_in_text'] as const
export type AnswerRule = (typeof answerRules)[number]

export const mostRowsPerRequest = 500
export const mostConcurrency = 64
export const usualConcurrency = 16

/** Whether rows are sent anywhere; a file is handed out and comes back. */
export function isAsked(kind: EndpointKind): boolean {
  return kind !== 'file'
}

/** The most bytes of a response that are read: room for every answer that may be kept. */
export function responseBytesOf(rowsPerRequest: number, texts: boolean): number {
  const perRow = texts ? 49_152 : 2_048
  return Math.min(8_388_608, 65_536 + (texts ? perRow : 0) + perRow * (rowsPerRequest - 1))
}
