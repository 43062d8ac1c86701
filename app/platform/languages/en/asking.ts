export const asking = {
  ways: 'How is your system asked?',
  way_single: 'One row a request',
  way_batch: 'Several rows a request',
  way_chat: 'A chat model',
  way_file: 'A file, without an address',
  way_single_lead:
    'Each sealed row goes out as a request of its own, and the answer is read from the response.',
  way_batch_lead:
    'Several rows go out together, each with an id. Answers are matched by that id, or by their place where none says its id.',
  way_chat_lead:
    'For services that speak like /v1/chat/completions. The form is filled in; put in the name of your model, and the key as a header.',
  way_file_lead:
    'Nothing is sent anywhere. After you submit, you download the rows once, without labels, and upload a file of predictions.',
  template_rows_help:
    'JSON that is sent for several rows. Where their list stands, write the word rows in double braces, as a value of its own: each row is an object with its id and its columns ({columns}).',
  list_pointer: 'Where the list of answers stands',
  list_pointer_help:
    'A JSON pointer into the response, like /answers. Empty when the response itself is the list.',
  item_pointer: 'Where the answer stands in one of them',
  item_pointer_help:
    'A JSON pointer within one answer, like /label. Empty when each answer is a plain text. An answer that carries the id of its row, under "id", is matched by it.',
  rule: 'What of the answer counts',
  rule_as_it_is: 'All of it, as it is',
  rule_label_in_text: 'The only label that occurs in it',
  rule_number_in_text: 'The only number that occurs in it',
  rule_help:
    'For models that answer in sentences. Where no label or number occurs, or more than one, the row has no valid answer and counts as wrong.',
  rows_per_request: 'Rows in a request',
  rows_per_request_help:
    'At most {most, number}. A request is due when its first row is due, and its time counts for each of its rows.',
  concurrency: 'Requests at a time',
  concurrency_help:
    'At most so many are under way at once, 1 to {most, number}. Samar keeps its own rate all the same.',
  hand_out:
    'I know: the rows can be downloaded once, and predictions are due within {hours, number} hours of submitting.',
  hand_out_help:
    'Rows without a prediction count as wrong. Each submission is an attempt, as with an address.',
  save_file: 'Save',
  save_file_note: 'Nothing is handed out before you submit.',
  file_not_agreed: 'The client has not agreed to this in the signed terms, so it cannot be chosen.',
  registered_file: 'Predictions come as a file.',
  toast_file: 'Saved. The rows are handed out after you submit.',
  with_first: 'Sent together with row 1, which shows the request and the response.',
  consent: 'The team may get rows as a file',
  consent_label: 'If a team has no address that can be asked, it may get the rows as a file.',
  consent_help:
    'The team then receives the features of the drawn rows once per attempt, never the labels. Samar cannot see what happens to that file. Without this, rows only ever go to the declared address, one request at a time.',
  consent_yes: 'Yes: the features of drawn rows, once per attempt, never labels',
  consent_no: 'No: rows only go to the declared address',
} as const
