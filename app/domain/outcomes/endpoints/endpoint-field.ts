/** The field of the form that a reason of a refused registration belongs to. */
const fields: Readonly<Record<string, string>> = {
  pointer: 'answerPointer',
  list_pointer: 'listPointer',
  header: 'headers.0.name',
  rule_without_labels: 'answerRule',
  rule_labels_alike: 'answerRule',
  rows_per_request: 'rowsPerRequest',
  concurrency: 'concurrency',
  file_not_allowed: 'handOut',
  file_with_service: 'handOut',
}

export function endpointFieldOf(reason: string): string {
  return reason.startsWith('template') ? 'requestTemplate' : (fields[reason] ?? 'url')
}
