export const prediction = {
  title: 'Predictions in a file',
  turn: '{team} takes the rows and uploads predictions by {date}.',
  else: 'Otherwise the measurement goes on by itself then: rows without a prediction count as wrong.',
  step_take: 'Take the rows',
  step_take_body:
    '{rows, plural, one {One row} other {# rows}} as JSON lines: an id and the features, no labels. This file is handed out once. Its hash goes into the evidence.',
  take: 'Download the rows, once',
  take_sentence:
    'The rows can be downloaded one single time, and count as seen from then on. Have the room and the connection for it.',
  taken: 'Handed out on {date} to {name}. They are not handed out again.',
  step_upload: 'Upload predictions',
  step_upload_body:
    'A table with the columns id and prediction (CSV), or JSON lines with both. Until it is taken it may be uploaded again.',
  step_upload_later: 'Comes after the rows have been taken.',
  file: 'File of predictions',
  upload: 'Upload',
  upload_note:
    'A file that answers every row is measured at once. Otherwise you are told first what is missing.',
  step_confirm: 'What is missing',
  ready: 'A file with {predictions, number} of {rows, number} predictions lies ready.',
  missing:
    '{count, plural, one {One row has} other {# rows have}} no prediction and {count, plural, one {counts} other {count}} as wrong.',
  outside:
    '{count, plural, one {One prediction is} other {# predictions are}} no label of the set and {count, plural, one {counts} other {count}} as wrong.',
  confirm_or:
    'Upload another file, or have this one measured as it is. If nothing happens it is measured as it is when the time is over.',
  confirm: 'Measure it as it is',
  confirm_sentence: 'The file is taken as it is and measured. It can then no longer be replaced.',
  client_waits:
    'The team takes the drawn rows as a file, once, and uploads predictions. You have nothing to do.',
  problem_row: 'Row {row, number}: {problem}',
  problem_more: '{count, plural, one {One more row is} other {# more rows are}} wrong.',
  problem_empty: 'The file holds no predictions.',
  problem_not_utf8: 'The file is not UTF-8 text. Save it as "CSV UTF-8" and upload it again.',
  problem_columns: 'The first line must name two columns, id and prediction, and no others.',
  problem_quotes: 'a quotation mark stands in the wrong place, or is never closed.',
  problem_row_too_long: 'it is longer than 64 KB.',
  problem_row_ragged: 'it does not have exactly two values.',
  problem_row_not_json: 'it is no JSON object with id and prediction.',
  problem_id_missing: 'it has no id.',
  problem_id_unknown: '\u2068{id}\u2069 is no id of the rows handed out.',
  problem_id_repeated: '\u2068{id}\u2069 stands in the file a second time.',
  problem_answer_too_long: 'the prediction for \u2068{id}\u2069 is too long.',
  file_missing: 'Choose the file first.',
  toast_taken: 'Every row has a prediction. The measurement goes on.',
  toast_ready: 'The file lies ready. Look at what is missing.',
  toast_confirmed: 'Taken as it is. The measurement goes on.',
  toast_served: 'The rows of this attempt have been handed out already. They are handed out once.',
  toast_not_waiting: 'This measurement does not wait for a file any more.',
  submit_sentence:
    'The rows are drawn at once and this uses one of the attempts. You then have {hours, number} hours to take them and upload predictions. {left, plural, one {One attempt is} other {# attempts are}} left.',
} as const
