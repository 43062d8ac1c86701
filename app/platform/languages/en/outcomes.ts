export const outcome = {
  metric_accuracy: 'Accuracy',
  metric_precision: 'Precision',
  metric_recall: 'Recall',
  metric_f1: 'F1',
  metric_roc_auc: 'Ranking (ROC-AUC)',
  metric_weighted_kappa: 'Agreement (quadratic weighted kappa)',
  metric_mae: 'Mean absolute error',
  metric_rmse: 'Root mean square error',
  metric_mape: 'Mean absolute error, relative',
  metric_r2: 'Explained variance (R²)',
  metric_exact_match: 'Exact match',
  metric_token_f1: 'Word overlap (token F1)',
  metric_rouge_l: 'Longest common passage (ROUGE-L)',
  metric_bleu: 'Phrase overlap (BLEU)',
  metric_latency_p50: 'Response time, median',
  metric_latency_p90: 'Response time, 90th percentile',
  metric_latency_p95: 'Response time, 95th percentile',
  metric_latency_p99: 'Response time, 99th percentile',
  metric_latency_p999: 'Response time, 99.9th percentile',
  metric_error_rate: 'Share of failed answers',
  metric_throughput: 'Answers a second in time',
  metric_availability: 'Availability',
  metric_rubric_score: 'Points by two raters',
  metric_process_value: 'Your own figures, before and after',
  averaging_class: 'For one class',
  averaging_macro: 'Average over classes',
  averaging_micro: 'Over all rows together',

  sentence_overall:
    '{metric, select, accuracy {Accuracy} weighted_kappa {Quadratic weighted kappa} r2 {Explained variance (R²)} exact_match {Exact match} token_f1 {Token F1} rouge_l {ROUGE-L} bleu {BLEU} other {{metric}}} of at least {target, number, ::.00##}, 95 % sure,{missing, plural, =0 {} other { a row without an answer counted as an error of {missing, number, ::.######},}} on {rows, number} sealed rows{resampling, select, group { whose groups are counted as wholes} class { counted class by class} other {}}, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_class:
    '{metric, select, precision {Precision} recall {Recall} f1 {F1} roc_auc {ROC-AUC} other {{metric}}} for \u2068{label}\u2069 of at least {target, number, ::.00##}, 95 % sure, on {rows, number} sealed rows{resampling, select, group { whose groups are counted as wholes} class { counted class by class} other {}}, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_average:
    '{metric, select, precision {Precision} recall {Recall} f1 {F1} other {{metric}}}, {averaging, select, macro {averaged over all classes (macro)} other {over all rows together (micro)}}, of at least {target, number, ::.00##}, 95 % sure, on {rows, number} sealed rows{resampling, select, group { whose groups are counted as wholes} class { counted class by class} other {}}, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_latency:
    '{metric, select, latency_p50 {Half} latency_p90 {90 in 100} latency_p95 {95 in 100} latency_p99 {99 in 100} other {999 in 1,000}} of all answers within {target, number, ::.##} ms, 95 % sure, on {rows, number} sealed rows, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_error_rate:
    'At most {target, number, ::percent .##} of answers failed, 95 % sure, on {rows, number} sealed rows, at most {attempts, plural, one {one attempt} other {# attempts}}.',

  sentence_error:
    '{metric, select, mae {Mean absolute error} rmse {Root mean square error} mape {Mean relative error} other {{metric}}} of at most {target, number, ::.######}, 95 % sure, a row without an answer counted as {missing, number, ::.######}, on {rows, number} sealed rows{resampling, select, group { whose groups are counted as wholes} class { counted class by class} other {}}, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_throughput:
    'At {rate, number} rows a second, at least {target, number, ::.##} a second answered within one second, 95 % sure, on {rows, number} sealed rows, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_availability:
    'Answers at least {target, number, ::percent .##} of {rows, number} looks, one every {every, plural, one {second} other {# seconds}} over {hours, number, ::.####} hours, 95 % sure, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_rubric:
    'At least {target, number, ::.##} of {scale, number} points on average, 95 % sure, on {rows, number} answers marked blind by \u2068{first}\u2069 and \u2068{second}\u2069, whose marks agree with a weighted kappa of at least {agreement, number, ::.####}, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_rubric_unnamed:
    'At least {target, number, ::.##} of {scale, number} points on average, 95 % sure, on {rows, number} answers marked blind by two raters whom both sides know, whose marks agree with a weighted kappa of at least {agreement, number, ::.####}, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_process_share:
    '\u2068{measure}\u2069: {direction, select, at_most {at most} other {at least}} {target, number, ::percent .##} of at least {rows, number} cases over {days, plural, one {one day} other {# days}}, from {before, number, ::percent .##} before, 95 % sure, reported by \u2068{measurer}\u2069, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_process_share_unnamed:
    '\u2068{measure}\u2069: {direction, select, at_most {at most} other {at least}} {target, number, ::percent .##} of at least {rows, number} cases over {days, plural, one {one day} other {# days}}, from {before, number, ::percent .##} before, 95 % sure, reported by a measurer whom both sides know, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_process_number:
    '\u2068{measure}\u2069: {direction, select, at_most {at most} other {at least}} {target, number, ::.####} \u2068{unitName}\u2069 on average over at least {rows, number} cases in {days, plural, one {one day} other {# days}}, from {before, number, ::.####} before, 95 % sure, reported by \u2068{measurer}\u2069, at most {attempts, plural, one {one attempt} other {# attempts}}.',
  sentence_process_number_unnamed:
    '\u2068{measure}\u2069: {direction, select, at_most {at most} other {at least}} {target, number, ::.####} \u2068{unitName}\u2069 on average over at least {rows, number} cases in {days, plural, one {one day} other {# days}}, from {before, number, ::.####} before, 95 % sure, reported by a measurer whom both sides know, at most {attempts, plural, one {one attempt} other {# attempts}}.',

  verdict_met_means: 'Even the careful end of the interval meets the target.',
  verdict_not_met_means: 'The target was missed on at least one criterion.',
  verdict_inconclusive_means:
    'The interval lies on both sides of the target. More rows could decide.',
  reason_pessimistic_end_meets: 'Even the careful end of the interval meets the target.',
  reason_optimistic_end_misses: 'Even the generous end of the interval misses the target.',
  reason_interval_straddles:
    'The interval lies on both sides of the target. More rows could decide.',
  reason_straddles_no_rows_left:
    'The interval lies on both sides of the target, and no unused rows are left to decide.',
  reason_raters_disagree:
    'The two raters agree too little with each other for their marks to decide.',
  reason_too_few_rows: 'Too few rows for this measure.',
  method_clopper_pearson: 'Clopper–Pearson interval',
  method_bootstrap: 'Bootstrap interval, 2,000 resamples',
  method_order_statistics: 'Interval from order statistics',
  method_student_t: 'Interval from Student’s t',

  asked: 'Asked for',
  measured: 'Measured',
  interval: 'Interval',
  target: 'Target',
  baseline: 'Always the most frequent label',
  at_least: 'at least',
  at_most: 'at most',
  unbounded: 'no bound',
  milliseconds: '{value, number, ::.##} ms',
  consistency: 'Rows asked twice: {same, number} of {pairs, number} got the same answer.',
  canaries:
    'Rows with a label that is wrong on purpose: {agreed, number} of {asked, number} answers agreed with the wrong label.',
  canaries_flagged:
    'Every answer agreed with a label that is wrong on purpose. The labels may have been seen before.',
  outside_labels:
    '{count, plural, one {One answer was} other {# answers were}} outside the label set and counted as wrong.',

  state_queued: 'Waiting to start',
  state_running: 'Measuring',
  state_waiting: 'Waiting',
  state_finished: 'Measured',
  state_failed: 'Could not be measured',
  state_cancelled: 'Called off',
  progress: '{done, number} of {total, number} rows',
  progress_failed:
    '{count, plural, =0 {no failed answers} one {one failed answer} other {# failed answers}}',
  failure_endpoint_unreachable:
    'Nobody answered at the registered address. No attempt was used up.',
  failure_endpoint_address_refused:
    'The registered address is not a public one, so nothing was sent. No attempt was used up.',
  failure_dataset_unreadable: 'The sealed rows could not be read. No attempt was used up.',
  failure_rule_broken:
    'A rule of the workload class did not hold when the run was to start, so nothing was sent. No attempt was used up.',
  failure_raters_silent:
    'The marks of both raters were not in when their time was over. No attempt was used up.',
  failure_rater_declined: 'A rater declined to mark the answers. No attempt was used up.',
  failure_measurer_silent:
    'No figures were reported when the time for it was over. No attempt was used up.',
  failure_report_disputed:
    'The reported figures were objected to and do not count. No attempt was used up.',
  failure_platform_fault: 'A fault of ours stopped the measurement. No attempt was used up.',

  criterion_metric_unknown: 'Choose one of the metrics.',
  criterion_label_kind_differs:
    'This metric does not fit the labels of your data: classes, numbers and texts are measured differently.',
  criterion_averaging_needed: 'Say for which class, or how classes are averaged.',
  criterion_class_unknown: 'Choose one of the labels in your data.',
  criterion_labels_too_few: 'This metric needs data with at least two labels.',
  criterion_labels_differ: 'The labels differ from those in the sealed data.',
  criterion_target_out_of_range:
    'A share or an agreement lies between 0 and 1, for example 0.92. A response time is in milliseconds, at most 600,000. Points lie within the scale, answers a second within the rate, and an error is above 0.',
  criterion_too_fine: 'At most {least, plural, one {one digit} other {# digits}} after the point.',
  criterion_sample_not_whole: 'Write the number of rows as a whole number.',
  criterion_sample_too_small:
    'Too few rows to be sure with this metric and this many attempts. Take at least {least, number}.',
  criterion_sample_too_large: 'At most {least, number} in one run.',
  criterion_attempts_out_of_range: 'Between 1 and 10 attempts.',
  criterion_missing_error_needed:
    'Say how large an error a row without an answer counts as. It is above 0, in the unit of the label.',
  criterion_rate_out_of_range: 'Between 1 and 1,000 rows a second.',
  criterion_window_out_of_range:
    'Look every 1 to 3,600 seconds, for at most 90 days, at least 30 times in all.',
  criterion_rubric_incomplete:
    'A rubric has 3 to 7 points and one to five things to mark, each with a name and what it means.',
  criterion_raters_needed: 'Name two different people who have an account here.',
  criterion_agreement_out_of_range: 'Agreement lies between 0 and 1, for example 0.6.',
  criterion_process_incomplete:
    'Say what is counted, where the figures come from, for how many days, and in what unit.',
  criterion_baseline_incomplete:
    'The figure before needs its value, the number of cases, and the first and last day.',
  criterion_measurer_needed: 'Name the person who reports the figures. They need an account here.',

  dataset_not_text:
    'This is not a text file. Save the data as CSV, or as JSON lines, and upload that file.',
  dataset_not_utf8: 'The file is not plain UTF-8 text. Save it as "CSV UTF-8" and upload it again.',
  dataset_not_separated:
    'The columns are not set apart by commas, tabs or semicolons. Save the file as CSV and upload it again.',
  dataset_json_list:
    'The file is one JSON list. Write each row as a JSON object on a line of its own.',
  dataset_json_broken: 'Row {row, number} is not a JSON object on one line.',
  dataset_json_value:
    'Row {row, number} holds a value that cannot be kept: a number that is too large, a broken sign, or lists more than 32 levels deep.',
  dataset_header_missing: 'The file is empty. Its first line must name the columns.',
  dataset_column_repeated: 'The column \u2068{column}\u2069 appears twice.',
  dataset_column_unnamed: 'One column has no name in the first line.',
  dataset_column_reserved: 'No column can be called \u2068{column}\u2069.',
  dataset_column_two_roles:
    'The column \u2068{column}\u2069 is named twice below. Label, group and mark each need a column of their own.',
  dataset_column_missing: 'Row {row, number} has no \u2068{column}\u2069, which the first row has.',
  dataset_column_unknown:
    'Row {row, number} has \u2068{column}\u2069, which the first row does not have.',
  dataset_label_column_missing:
    'There is no column named \u2068{column}\u2069.{listed, plural, =0 {} other { The file has {found}{more, plural, =0 {.} one { and one more.} other { and # more.}}}}',
  dataset_canary_column_missing:
    'There is no column named \u2068{column}\u2069.{listed, plural, =0 {} other { The file has {found}{more, plural, =0 {.} one { and one more.} other { and # more.}}}}',
  dataset_group_column_missing:
    'There is no column named \u2068{column}\u2069.{listed, plural, =0 {} other { The file has {found}{more, plural, =0 {.} one { and one more.} other { and # more.}}}}',
  dataset_no_feature:
    'The file holds labels only. It needs at least one column to send to the system.',
  dataset_no_rows: 'The file has a first line but no rows.',
  dataset_ragged_row: 'Row {row, number} has more or fewer values than the first line has columns.',
  dataset_row_too_long: '{row, plural, =0 {The first line} other {Row #}} is larger than 64 KB.',
  dataset_quote_open:
    '{row, plural, =0 {The first line} other {Row #}} has a quotation mark in the wrong place, or one that is never closed.',
  dataset_label_missing: 'Row {row, number} has no label.',
  dataset_label_not_number:
    'Row {row, number} has a label that is not a number. Write it as 1234.5, without separators of thousands.',
  dataset_labels_too_few: 'All rows carry the same label. At least two are needed.',
  dataset_labels_too_many:
    'More than 200 different labels. Is \u2068{column}\u2069 the label column? If its answers are numbers or texts, say so below.',
  dataset_label_too_long: 'Row {row, number} has a label longer than 200 characters.',
  dataset_text_label_too_long: 'Row {row, number} has an answer longer than 8,000 characters.',
  dataset_group_missing: 'Row {row, number} has no group.',
  dataset_group_too_long: 'Row {row, number} has a group longer than 200 characters.',
  dataset_too_many_rows: 'The file has more than 1,000,000 rows.',
  dataset_too_many_columns: 'The file has more than 200 columns.',
  dataset_too_large: 'The file is larger than 512 MB.',

  endpoint_url: 'This is not a full address. It begins with https.',
  endpoint_address:
    'Samar sends nothing to this address: it must be public, over https, on a usual port.',
  endpoint_header: 'One of the headers cannot be set, or has signs that a header cannot hold.',
  endpoint_template_not_json: 'The request is not valid JSON.',
  endpoint_template_no_placeholder:
    "The request has no place for a row. Write '{{'features'}}' or the name of a column in double braces.",
  endpoint_template_column_unknown: 'The request names a column that the data do not have.',
  endpoint_template_too_large: 'The request is longer than 10,000 characters.',
  endpoint_pointer: 'The place of the answer is a JSON pointer, for example /label.',

  problem_not_a_url: 'The address cannot be read.',
  problem_scheme_refused: 'Only https is used.',
  problem_credentials_in_url: 'A name or password does not belong in the address. Use a header.',
  problem_host_refused: 'This name is not a public one.',
  problem_port_refused: 'This port is not used for such services.',
  problem_address_refused: 'The name leads to an address that is not public.',
  problem_name_unknown: 'The name cannot be resolved.',
  problem_connection_refused: 'Nobody answers there.',
  problem_connection_failed: 'The connection broke.',
  problem_address_changed: 'The connection led to another address than the one that was checked.',
  problem_deadline_passed: 'No complete answer in time.',
  problem_redirected: 'The answer leads elsewhere. Redirects are not followed.',
  problem_status_not_ok: 'The answer reports an error.',
  problem_too_large: 'The answer is too large.',
  problem_encoding_unknown: 'The answer is packed in a way that is not read.',
  problem_not_utf8: 'The answer is not UTF-8 text.',
  problem_response_broken: 'The answer broke off or is not valid HTTP.',
  problem_not_json: 'The answer is not JSON.',
  problem_answer_missing: 'The answer has nothing at the place you named.',
  problem_answer_not_text: 'At that place there is a list or an object instead of a label.',
  problem_answer_too_long:
    'The answer is longer than is kept: 200 characters, or 8,000 where texts are asked for.',
  problem_outside_labels: 'This label is not in the label set and would count as wrong.',
  problem_total_deadline: 'Not asked in time: the run had reached its deadline.',
  endpoint_template_rows_missing:
    "A request for several rows holds '{{'rows'}}' as a value of its own, and no other places.",
  endpoint_template_id_column:
    'Your data have a column named id, which each row of a list needs for itself. Ask for one row a request.',
  endpoint_list_pointer: 'The place of the list is a JSON pointer, for example /answers, or empty.',
  endpoint_rule_without_labels: 'The criteria of this milestone have no labels to look for.',
  endpoint_rule_labels_alike:
    'Two labels differ only in capitals or spaces, so a text cannot tell which one is meant. Let the model answer with the label alone.',
  endpoint_rows_per_request: 'Between 1 and 500 rows in a request.',
  endpoint_concurrency: 'Between 1 and 64 requests at a time.',
  endpoint_file_not_allowed:
    'The client has not agreed in the signed terms that rows are handed out as a file. Register an address, or agree on other terms before signing.',
  endpoint_file_with_service:
    'This milestone is also measured on response time, errors, throughput or availability. A file says nothing about those: register an address.',
  problem_answer_unclear: 'No label or number occurs in the answer, or more than one does.',
  problem_list_missing: 'There is no list of answers at the place you named.',
  problem_list_length:
    'The list has more or fewer answers than rows were sent, and no ids say which are which.',
  problem_answer_repeated: 'Two answers carry the id of this row.',
  problem_answer_unknown_id:
    'No answer carries the id of this row; others carry ids that were not sent.',
  problem_prediction_missing: 'No prediction was uploaded for this row.',
}
