export const dataset = {
  rows_left: '{left, number} of {of, number} not used yet',
  answers: 'Right answers',
  answers_number:
    '{count, plural, one {One number} other {# numbers}}: mean {mean}, standard deviation {deviation}, from {least} to {most}, median {median}',
  answers_text:
    '{count, plural, one {One text} other {# texts}}, {different, number} of them different, the longest of {longest, number} characters',
  labels_more: 'and {count, plural, one {one more} other {# more}}',
  always_mean: 'Answering always the mean',
  always_median: 'Answering always the median',
  constant_error: 'mean absolute error {mae}, root mean squared error {rmse}',
  text_baseline: '“\u2068{answer}\u2069” alone would be an exact match in {share}',
  text_baseline_none: 'No answer comes twice, so one answer alone would match one row.',
  groups: 'Groups',
  groups_value: '{count, plural, one {one group} other {# groups}}',
  noise: 'Same row, different labels',
  noise_none: 'None: no two rows ask the same and want different answers.',
  noise_value:
    '{count, plural, one {One row} other {# rows}} ({share}): nobody can answer all of them right.',
  missing: 'Empty values',
  missing_none: 'None',
  canaries: 'Marked as wrong on purpose',
  canaries_value:
    '{count, plural, one {One row} other {# rows}}; they are never counted, only watched. Teams do not see this line.',

  label_kind: 'Kind of answer',
  label_kind_class: 'One of a few labels',
  label_kind_class_help: 'Spam or not, one of eight departments. At most 200 labels.',
  label_kind_number: 'A number',
  label_kind_number_help:
    'A price, a duration. Written as 1234.5; Urdu and Arabic digits are read.',
  label_kind_text: 'A text',
  label_kind_text_help: 'An answer to a question, a summary. At most 8,000 characters.',
  group_column: 'Column that groups rows',
  group_column_help:
    'Name it when several rows belong to one patient, farm or customer. It is sealed and never sent to a team.',
  canary_column: 'Column that marks wrong labels',
  canary_column_help:
    'If you put in rows with a label that is wrong on purpose, this column says yes for them. A system that gives those labels has seen your file.',

  sealing_title: 'Your file is being sealed',
  waiting_title: 'Your file waits to be sealed',
  sealing_body:
    '\u2068{file}\u2069: {rows, number} rows so far. You can leave this page; the brief shows the data when all rows are sealed. If a row is wrong, nothing is kept and you find its number here.',
  replace: 'Send another file instead',
  sealed_title: 'The data are sealed',
  sealed_body: '\u2068{file}\u2069: {rows, number} rows. The criteria come next.',
  sealed_next: 'Set the criteria',
  upload_refused: '\u2068{file}\u2069 was not sealed, and the file has been deleted.',
  upload_failed:
    'A fault of ours stopped the sealing, and the file has been deleted. Send it once more.',

  spent_title: 'Sealed rows',
  spent_lead:
    '{left, plural, one {One row} other {# rows}} of {of, number} can still be drawn. A row that a system has seen is never drawn again.',
  spent_needs:
    '{rows, plural, =0 {no more rows} one {one row} other {# rows}} for {attempts, plural, =0 {no further attempt} one {one more attempt} other {# more attempts}}',
  destroyed: 'The rows were destroyed on {date}. Only this report is left of them.',
  deleted_title: 'The sealed data have been destroyed',
  deleted_proof:
    'On {date} the key of {rows, plural, one {one sealed row} other {# sealed rows}} was destroyed, so that nobody can read them again. The destroyed key had the SHA-256 \u2068{key}\u2069; the root \u2068{root}\u2069 stays, so that the verdicts still say what they measured.',
}

export const sealing = {
  title: 'How data are sealed',
  description:
    'How Samar computes the root that commits a client to its data, byte by byte, with an example that you can check.',
  lead: 'Before a brief is published its data are encrypted and committed to by one number, the root. This page says how the root is computed, so that nobody has to take our word for it.',
  why_title: 'What the root is for',
  why_1: 'The client cannot change a row or a label afterwards: another value gives another root.',
  why_2: 'The team cannot learn a row from the root: each row is hashed with secret random bytes.',
  why_3:
    'Anybody can check that a row in the evidence is one of the rows that were sealed: its proof leads to the root.',
  recipe_title: 'The recipe',
  recipe_lead:
    '‖ joins bytes, HMAC and SHA-256 give 32 bytes, and JSON is in the canonical form of RFC 8785, as UTF-8.',
  step_salt: 'Each row gets two salts from the key of the dataset. The row number counts from 1.',
  step_features:
    'The features, all columns that are sent to the team’s system, are hashed with the first salt.',
  step_label:
    'The label is hashed with the second, together with the mark for rows that are wrong on purpose, and the group if there is one.',
  step_leaf: 'Both hashes make the leaf of the row.',
  step_node:
    'Leaves are joined in pairs, and the results again, as in RFC 6962. A last one without a partner moves up as it is. What is left is the root.',
  example_title: 'An example of three rows',
  example_lead:
    'With the key of bytes 00, 01, 02 to 1f, and these three rows, you get these numbers. A real key is random and never shown.',
  example_row: 'Row {row, number}',
  features_salt: 'Salt of the features',
  features_json: 'Features',
  features_hash: 'Hash of the features',
  label_salt: 'Salt of the label',
  label_json: 'Label',
  label_hash: 'Hash of the label',
  leaf: 'Leaf',
  node: 'Leaves 1 and 2 joined',
  root: 'Root',
  check_title: 'What you can check',
  check_team:
    'Both sides: once attempts have ended, the evidence file opens the label of every row that was asked, with its salt. Put it through the recipe and you get the leaf; the proof beside it leads to the root in the signed terms.',
  check_client:
    'The client: compare those labels with your own file, row by row. The row numbers are those of your file.',
  check_public:
    'Everybody: the public evidence has the leaf and the proof of every row that was asked. A row that was put in later has no proof.',
  check_not:
    'Nobody can compute the root from the file alone, because the salts are secret. They are not handed out: the day the key is destroyed, what is left of the rows must not be guessable.',
}
