export const criteria = {
  kinds_title: 'What kind of work is it?',
  kinds_lead:
    'Each leads to a few questions in plain words. Nothing is added before you have seen what would pass.',
  more_title: 'Add another',
  kind_classify: 'Sort into classes',
  kind_classify_body: 'Every row gets one of a few labels: urgent or not, which desk, which fault.',
  kind_rank: 'Put in order',
  kind_rank_body: 'Every row gets a score, and those that matter come first.',
  kind_number: 'Predict a number',
  kind_number_body: 'Days until delivery, units sold, minutes of waiting.',
  kind_answer: 'Answer questions',
  kind_answer_body: 'The right answer is a text: a field read from a form, a reply, a summary.',
  kind_serve: 'Run as a service',
  kind_serve_body:
    'How fast it answers, how often it fails, how much it bears, whether it is there.',
  kind_process: 'Change a process',
  kind_process_body: 'Your own figures before and after: missed appointments, rejected parts.',
  kind_judge: 'Have it judged',
  kind_judge_body: 'Two people mark the answers without seeing each other’s marks.',
  not_available: 'Not with these data',
  upload_other: 'Upload a file',
  obstacle_no_data: 'Needs a sealed file.',
  obstacle_needs_class:
    'Your file has numbers or texts as answers. Upload one whose label column holds one of a few labels.',
  obstacle_needs_number:
    'Your file has no numbers as answers. Upload one whose label column holds the true number of each row.',
  obstacle_needs_text:
    'Your file has no texts as answers. Upload one whose label column holds the right answer of each row.',
  kind_unavailable:
    'This kind of work cannot be measured on your data. Choose another kind, or upload other data.',
  without_data:
    'No file is sealed yet. Availability and figures of your own can be agreed without one; the rest is measured on rows.',
  edit_title: 'Change criterion {id}',
  edited: 'The criterion is changed.',
  remove_ask: 'The criterion leaves the brief. You can set it again.',
  remove_yes: 'Yes, remove it',

  goal_classify: 'Which mistakes cost you most?',
  goal_accuracy: 'All mistakes cost the same',
  goal_accuracy_help:
    'Accuracy: how many of all rows are right. Example: a letter in the wrong tray.',
  goal_recall_class: 'Missing one',
  goal_recall_class_help:
    'Recall: of the rows that truly carry the label, how many are found. Example: an urgent message that lies unread.',
  goal_precision_class: 'A false alarm',
  goal_precision_class_help:
    'Precision: of the rows that were given the label, how many truly carry it. Example: an honest customer blocked as a fraud.',
  goal_f1_class: 'Both, for one label',
  goal_f1_class_help:
    'F1: one number for both. It is near 1 only when little is missed and there are few false alarms.',
  goal_f1_macro: 'Rare labels matter as much as common ones',
  goal_f1_macro_help:
    'F1 weighs misses and false alarms alike; here it is averaged over labels. Example: a fault that comes once in fifty parts but stops the line.',
  goal_weighted_kappa: 'Far off is worse than near',
  goal_weighted_kappa_help:
    'Weighted kappa, for labels that are grades. Example: a 5 for a 1 is worse than a 2 for a 1.',
  goal_number: 'Which errors should be small?',
  goal_mae: 'The usual error',
  goal_mae_help: 'Mean absolute error. Example: off by two days on average.',
  goal_rmse: 'Large errors above all',
  goal_rmse_help: 'Root mean square error: one error of ten weighs as much as a hundred of one.',
  goal_mape: 'Errors as a part of the true number',
  goal_mape_help:
    'Mean relative error: 10 off 100 weighs as much as 1 off 10. Not for numbers near 0.',
  goal_r2: 'What remains unexplained',
  goal_r2_help: 'R²: 0 is no better than always giving the mean, 1 is flawless.',
  goal_answer: 'When is an answer right?',
  goal_exact_match: 'When it is the same',
  goal_exact_match_help:
    'Exact match, whatever its capitals, articles and punctuation. Example: an invoice number.',
  goal_token_f1: 'When it has the same words',
  goal_token_f1_help: 'Word overlap, order aside. Example: a short answer in other words.',
  goal_rouge_l: 'When it says the same in the same order',
  goal_rouge_l_help: 'ROUGE-L, the longest common passage. Example: a summary.',
  goal_bleu: 'When it has the same phrases',
  goal_bleu_help: 'BLEU, the usual measure for translations.',
  goal_serve: 'What matters to those who wait for it?',
  serve_latency: 'Response time',
  serve_error_rate: 'Failures',
  serve_throughput: 'Throughput',
  serve_availability: 'Availability',

  label: 'Which label is it about?',
  label_help:
    'For one label only, the second to fourth choice. The rarest in your file stands here.',
  label_rank: 'Rows with which label come first?',
  label_rank_help: 'Example: the appointments that will be missed, so that somebody can call.',
  grades: 'Order of the grades',
  order: 'From the lowest to the highest',
  order_help: 'One on a line. Only where far off is worse than near.',
  target: 'How good must it be?',
  target_share_help: 'A number between 0 and 1: 0.92 is 92 in 100.',
  target_rank_help:
    '1 puts every row in its place, 0.5 is chance. It is the chance that a row with the label comes before one without.',
  target_number_help:
    'In the unit of your numbers. For a part of the true number 0.1 means a tenth; R² lies between 0 and 1.',
  target_latency: 'Within how many milliseconds?',
  target_latency_help: '1,000 are one second. Write 1000, without a separator.',
  target_error_rate: 'How many answers in 100 may fail at most?',
  target_error_rate_help: 'No answer in time, or one that cannot be read, is a failure.',
  target_throughput: 'How many of them must be answered within a second?',
  target_throughput_help: 'Rows a second, below the rate at which they are sent.',
  target_availability: 'In how many of 100 looks must it answer?',
  target_availability_help: '99 allows it to be away for a quarter of an hour a day.',
  target_judge: 'How many points on average?',
  target_judge_help: 'Between 1 and the highest. An answer that never comes gets 1 point.',
  baseline_class: 'Always answering \u2068{label}\u2069 is right for {share} of your rows.',
  baseline_number:
    'Always giving the mean of your numbers, {mean}, is off by about {mae} on average.',
  baseline_text: 'The most frequent answer is right for {share} of your rows.',
  percentile: 'For how many of the answers?',
  percentile_help: 'The slow ones are what people remember.',
  percentile_latency_p50: 'Half of them',
  percentile_latency_p90: '90 in 100',
  percentile_latency_p95: '95 in 100',
  percentile_latency_p99: '99 in 100',
  percentile_latency_p999: '999 in 1,000',
  rate: 'How many rows a second are sent?',
  rate_help: 'The schedule does not wait for answers, as your users do not.',
  hours: 'For how many hours is it watched?',
  hours_help: 'Nights and Sundays count when they lie within.',
  every: 'One look every how many seconds?',
  every_help: 'More looks make it surer.',
  missing: 'What does a row without a number count as?',
  missing_help: 'An error this large, in the unit of your numbers.',
  sample: 'Rows in one measurement',
  sample_help:
    'Drawn anew for each attempt. Your file has {rows, number} rows for it. More rows decide more narrowly; the next step shows how many it takes.',
  sample_judge: 'Answers to be marked',
  sample_judge_help: 'At most 200; each takes both people a minute or two.',
  sample_process: 'On how many cases at least?',
  sample_process_help:
    'Figures on fewer are not taken: then nothing is decided, no attempt is used up, and the team may submit again.',
  attempts: 'Attempts',
  attempts_help:
    'How often the team may be measured, 1 to 10. The more, the stricter each: luck does not add up.',
  advanced: 'When rows are not independent',
  resampling: 'How rows are drawn again for the interval',
  resampling_none: 'One by one',
  resampling_none_help: 'Right when every row is a case of its own.',
  resampling_class: 'Within each label',
  resampling_class_help: 'Every resample has as many rows of each label as the sample.',
  resampling_group: 'Group by group',
  resampling_group_help:
    'When rows of one patient, farm or customer are alike. The interval grows wider, and truer.',
  definition: 'Exact definition',
  source: 'Source',
  met_rule:
    'Met when the careful end of the interval meets the target. “95 % sure” holds over all attempts together: the one-sided level of 0.05 is shared among them.',

  rubric: 'What is marked',
  rubric_help: 'One to five things. Say what earns full points, so that both mean the same.',
  item_row: 'Item {n}',
  item_add: 'Add an item',
  item_name: 'Name',
  item_name_help: 'Example: Correct',
  item_means: 'What earns full points',
  item_means_help: 'Example: Every statement can be found in the file.',
  scale: 'Points from 1 to',
  raters: 'Who marks',
  raters_help:
    'Two people with an account here. They see the answers and never each other’s marks. Both sides see their names, and nobody else does; nobody of the team and nobody who acts for you can be a rater. If one of them declines or stays silent, no attempt is used up and the operator decides.',
  rater1: 'E-mail address of the first',
  rater2: 'E-mail address of the second',
  person_keep: 'Now \u2068{name}\u2069. Leave empty to keep.',
  range_share: 'Between 0 and 1, and neither of both: for example 0.92.',
  range_ms: 'Above 0 and at most 600,000 milliseconds.',
  range_per_second: 'Above 0 and at most the rate at which rows are sent.',
  range_points: 'Above 1 and below the highest number of points.',
  range_unit: 'Above 0, in the unit of the numbers.',
  range_percent: 'Above 0 and below 100 in 100.',
  person_unknown:
    'Nobody has a confirmed account under this address. Invite them to sign up, then name them again.',
  rater_of_client:
    'This person acts for your organisation. Name somebody who does not, so that neither side marks the answers itself.',
  raters_same: 'The second is the same person as the first. Name somebody else.',
  agreement: 'How well must they agree?',
  agreement_help:
    'Weighted kappa: 0 is chance, 1 is always. When they agree less, their marks decide nothing. 0.6 is usual.',

  measure: 'What is counted?',
  measure_help: 'Example: Missed follow-up appointments.',
  unit: 'What kind of figure is it?',
  unit_share: 'A share of cases',
  unit_share_help: 'Example: 38 % of appointments are missed.',
  unit_number: 'The average of a number',
  unit_number_help: 'Example: 41 minutes of waiting.',
  unit_name: 'Unit',
  unit_name_help: 'Only for a number. Example: minutes.',
  before: 'The figure before',
  before_help: 'It is fixed when both sides sign.',
  value: 'Value',
  value_help: 'A share in percent, without the sign: 38.',
  cases: 'Number of cases',
  from: 'First day',
  to: 'Last day',
  after: 'The figure after',
  direction: 'Which way is better?',
  direction_at_most: 'Lower',
  direction_at_least: 'Higher',
  target_process: 'What must it come to?',
  target_process_help: 'In the same unit; a share in percent.',
  window: 'Over how many days?',
  window_help:
    '1 to 365, from the day after the team hands over. Nobody can choose another period later.',
  figures: 'Where the figures come from',
  figures_help:
    'The system, and which cases count. Example: all appointments in the booking system.',
  measurer: 'E-mail address of who reports them',
  measurer_help:
    'Somebody with an account here. The other side has five business days to object to what they report; then the figures are corrected once, or the operator decides. If they report nothing in time, nothing is used up and the team may submit again.',
  process_before_open: 'Before: {value}. From which cases and days is still to be said.',
  process_before:
    'Before: {value} of {cases, plural, one {one case} other {# cases}}, {from} to {to}.',
  process_after:
    'After: {days, plural, one {one day} other {# days}}, from the day the team hands over.',
  process_source: 'Source of both: {source}',

  preview_go: 'See what would pass',
  preview_note: 'Nothing is saved yet. Next you read the sentence and see examples.',
  preview_title: 'Read what both sides sign',
  preview_lead: 'Nothing is saved yet.',
  add_yes: 'Add this criterion',
  save_yes: 'Save the change',
  add_note: 'It joins the brief. Until you publish you can change or remove it.',
  back: 'Change something',
  pass_title: 'What would pass',
  pass_lead:
    'Made-up results on rows like the sealed ones, measured by the engine that measures the team. “Between” gives the interval: a sample is only a part, and the result on all such rows may lie anywhere in it.',
  pass_lead_approximate:
    'Made-up results. For a sample this large their intervals are computed by formula, not row by row.',
  pass_none: 'No example can be made up for a sample this large.',
  example_met: 'Just enough',
  example_inconclusive: 'In between',
  example_not_met: 'Too little',
  words_right:
    '{hits, number} of {trials, number} rows right: {estimate}, between {low} and {high}.',
  words_found:
    '{hits, number} of {trials, number} rows with \u2068{label}\u2069 found: {estimate}, between {low} and {high}.',
  words_named:
    '{hits, number} of {trials, number} rows called \u2068{label}\u2069 do carry that label: {estimate}, between {low} and {high}.',
  words_within:
    '{hits, number} of {trials, number} answers within {target}: the percentile is {estimate}, between {low} and {high}.',
  words_failed:
    '{hits, number} of {trials, number} answers failed: {estimate}, between {low} and {high}.',
  words_in_time:
    '{hits, number} of {trials, number} rows answered in time: {estimate}, between {low} and {high}.',
  words_seen:
    '{hits, number} of {trials, number} looks answered: {estimate}, between {low} and {high}.',
  words_cases: '{hits, number} of {trials, number} cases: {estimate}, between {low} and {high}.',
  words_score: '{estimate} on {n, number} rows, between {low} and {high}.',
  words_marked: '{estimate} points on {n, number} answers, between {low} and {high}.',
  words_average: '{estimate} over {n, number} cases, between {low} and {high}.',
  why_met: 'Even the careful end, {end}, meets the target {target}.',
  why_inconclusive:
    'The target {target} lies between both ends, so another measurement has to decide. When no rows are left for one, it is not met.',
  why_not_met: 'Even the generous end, {end}, misses the target {target}.',
  assumed_deviation:
    'Cases are taken to differ by as much as the figure before is large. The real spread is known only afterwards.',

  power_title: 'How good must the system be?',
  power_passes:
    'With {n, number} {counts, select, looks {looks} answers {answers} cases {cases} other {rows}} and {attempts, plural, one {one attempt} other {# attempts}}, a system whose true value is {value} is found good enough nine times in ten. The true value is what it would come to if there were no end of them.',
  power_passes_within:
    'With {n, number} rows and {attempts, plural, one {one attempt} other {# attempts}}, a system that truly answers {value} of rows within {target} is found good enough nine times in ten.',
  power_never:
    'With {n, number} {counts, select, looks {looks} answers {answers} cases {cases} other {rows}} not even a flawless system is found good enough nine times in ten.',
  power_at:
    'One that is only just at the target passes about once in {times, number}, all attempts together.',
  power_at_never: 'One that is only just at the target practically never passes.',
  power_wish:
    'For a system whose true value is {truth} to pass nine times in ten you need {needs, number} {counts, select, looks {looks} answers {answers} cases {cases} other {rows}}; the sealed file has {have, number} for an attempt.',
  power_wish_free:
    'For a system whose true value is {truth} to pass nine times in ten you need {needs, number} {counts, select, looks {looks} answers {answers} cases {cases} other {rows}}.',
  power_wish_none:
    'For a system whose true value is {truth} to pass nine times in ten even {limit, number} {counts, select, looks {looks} answers {answers} cases {cases} other {rows}} are too few.',
  power_rows: '{counts, select, looks {Looks} answers {Answers} cases {Cases} other {Rows}}',
  power_column: 'Passes from',
  power_value: 'The true value from which a system is found good enough nine times in ten',
  power_within:
    'The true share of answers within the target from which a system is found good enough nine times in ten',
  power_nothing: 'not even a flawless one',
  power_this: 'this criterion',
  power_most: 'the most an attempt can have',
  power_exact: 'Exact for a share that is counted.',
  power_assumed:
    'Approximate: how much rows differ is assumed, because nobody has measured them yet.',
  power_unknown:
    'How much results of this measure vary cannot be said before rows were measured, so no sample is proposed.',

  warn_baseline_meets:
    'Always giving one and the same answer already comes to {baseline} on these rows. A higher target, or another measure, would ask for more than that.',
  warn_before_meets:
    'The figure before, {before}, already meets the target. Doing nothing would pass.',
  warn_noise:
    '{share} of the rows contradict each other: equal rows with different labels. Whoever answers them is right for about {reachable} at the most, and that may not pass.',
  warn_rows_short:
    'All attempts together need {needed, number} rows; the sealed file has {rows, number}. Like this the brief cannot be published, nor the terms be signed.',
  warn_never_passes:
    'With {n, number} {counts, select, looks {looks} answers {answers} cases {cases} other {rows}} hardly any system can pass, however good. Take more {counts, select, looks {looks} answers {answers} cases {cases} other {rows}}, fewer attempts or a lower target.',
  warn_rare_class:
    'A sample holds only about {rows, number} rows with \u2068{label}\u2069, so the interval is wide.',
  warn_rare_in_average:
    'A sample holds only about {rows, number} rows with \u2068{label}\u2069, and the average counts them as much as every other label. With fewer than 100 the interval is an estimate and can come out too narrow: take more rows, or ask for F1 of the labels that matter, whose interval is exact.',
  warn_groups:
    'Rows of one group are alike, so the examples are on the hopeful side: a real interval is wider.',
  fold: 'What would pass',
  preview_change: 'See what would pass',
  preview_change_title: 'What the change would ask for',
  preview_change_lead: 'Nothing is proposed yet.',
} as const
