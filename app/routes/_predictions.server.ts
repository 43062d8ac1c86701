import type { PredictionsInvalid } from '~/domain/outcomes/runs/take-predictions.server'
import type { Translate } from '~/platform/languages/translator'

/** The bytes of an uploaded file as they are read; null where none was chosen. */
export function sentFile(sent: FormDataEntryValue | null): AsyncIterable<Uint8Array> | null {
  if (sent === null || typeof sent === 'string' || sent.name === '') return null
  return sent.stream() as unknown as AsyncIterable<Uint8Array>
}

const namedFaults = 5

/** The first rows that are wrong, one after another, and how many more there are. */
export function faultSentence(t: Translate, { faults, count }: PredictionsInvalid): string {
  const shown = faults.slice(0, namedFaults).map(({ problem, row, id = '' }) => {
    const sentence = t(`prediction.problem_${problem}`, { id: id.slice(0, 60) })
    return row === undefined ? sentence : t('prediction.problem_row', { row, problem: sentence })
  })
  const more = count - shown.length
  return [...shown, ...(more > 0 ? [t('prediction.problem_more', { count: more })] : [])].join(' ')
}
