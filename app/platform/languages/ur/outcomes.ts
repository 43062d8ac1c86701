import type * as en from '../en/outcomes'

export const outcome: Record<keyof typeof en.outcome, string> = {
  metric_accuracy: 'درست جوابات کا تناسب',
  metric_precision: 'نشان دہی کی درستی',
  metric_recall: 'نشان دہی کی وسعت',
  metric_f1: 'F1',
  metric_roc_auc: 'درجہ بندی (ROC-AUC)',
  metric_weighted_kappa: 'اتفاق (وزنی کاپا)',
  metric_mae: 'اوسط مطلق غلطی',
  metric_rmse: 'مربع اوسط غلطی (RMSE)',
  metric_mape: 'اوسط نسبتی غلطی',
  metric_r2: 'وضاحت شدہ تغیر (R²)',
  metric_exact_match: 'لفظ بہ لفظ مطابقت',
  metric_token_f1: 'الفاظ کا اشتراک (token F1)',
  metric_rouge_l: 'طویل ترین مشترک عبارت (ROUGE-L)',
  metric_bleu: 'فقروں کا اشتراک (BLEU)',
  metric_latency_p50: 'جواب کا وقت، وسطی',
  metric_latency_p90: 'جواب کا وقت، 90 فیصد جوابات',
  metric_latency_p95: 'جواب کا وقت، 95 فیصد جوابات',
  metric_latency_p99: 'جواب کا وقت، 99 فیصد جوابات',
  metric_latency_p999: 'جواب کا وقت، 99.9 فیصد جوابات',
  metric_error_rate: 'ناکام جوابات کا تناسب',
  metric_throughput: 'فی سیکنڈ بروقت جوابات',
  metric_availability: 'دستیابی',
  metric_rubric_score: 'دو جانچنے والوں کے نمبر',
  metric_process_value: 'آپ کے اپنے اعداد، پہلے اور بعد',
  averaging_class: 'ایک زمرے کے لیے',
  averaging_macro: 'زمروں کا اوسط',
  averaging_micro: 'تمام سطریں ملا کر',

  sentence_overall:
    '{metric, select, accuracy {درست جوابات کا تناسب} weighted_kappa {وزنی کاپا} r2 {وضاحت شدہ تغیر (R²)} exact_match {لفظ بہ لفظ مطابقت} token_f1 {الفاظ کا اشتراک (token F1)} rouge_l {ROUGE-L} bleu {BLEU} other {{metric}}} کم از کم {target, number, ::.00##}، 95 فیصد یقین کے ساتھ،{missing, plural, =0 {} other { بے جواب سطر کی غلطی {missing, number, ::.######} شمار ہو،}} {rows, number} مہر بند سطروں پر{resampling, select, group {، جن کے گروہ اکٹھے گنے جائیں} class {، زمرہ بہ زمرہ گنی ہوئی} other {}}، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_class:
    '\u2068{label}\u2069 کے لیے {metric, select, precision {نشان دہی کی درستی} recall {نشان دہی کی وسعت} f1 {F1} roc_auc {ROC-AUC} other {{metric}}} کم از کم {target, number, ::.00##}، 95 فیصد یقین کے ساتھ، {rows, number} مہر بند سطروں پر{resampling, select, group {، جن کے گروہ اکٹھے گنے جائیں} class {، زمرہ بہ زمرہ گنی ہوئی} other {}}، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_average:
    '{metric, select, precision {نشان دہی کی درستی} recall {نشان دہی کی وسعت} f1 {F1} other {{metric}}}، {averaging, select, macro {تمام زمروں کا اوسط (macro)} other {تمام سطریں ملا کر (micro)}}، کم از کم {target, number, ::.00##}، 95 فیصد یقین کے ساتھ، {rows, number} مہر بند سطروں پر{resampling, select, group {، جن کے گروہ اکٹھے گنے جائیں} class {، زمرہ بہ زمرہ گنی ہوئی} other {}}، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_latency:
    '{metric, select, latency_p50 {ہر 100 میں سے 50} latency_p90 {ہر 100 میں سے 90} latency_p95 {ہر 100 میں سے 95} latency_p99 {ہر 100 میں سے 99} other {ہر 1,000 میں سے 999}} جواب {target, number, ::.##} ملی سیکنڈ کے اندر، 95 فیصد یقین کے ساتھ، {rows, number} مہر بند سطروں پر، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_error_rate:
    'ناکام جوابات زیادہ سے زیادہ {target, number, ::percent .##}، 95 فیصد یقین کے ساتھ، {rows, number} مہر بند سطروں پر، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',

  sentence_error:
    '{metric, select, mae {اوسط مطلق غلطی} rmse {مربع اوسط غلطی} mape {اوسط نسبتی غلطی} other {{metric}}} زیادہ سے زیادہ {target, number, ::.######}، 95 فیصد یقین کے ساتھ، بے جواب سطر کی غلطی {missing, number, ::.######} شمار ہو، {rows, number} مہر بند سطروں پر{resampling, select, group {، جن کے گروہ اکٹھے گنے جائیں} class {، زمرہ بہ زمرہ گنی ہوئی} other {}}، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_throughput:
    'فی سیکنڈ {rate, number} سطریں بھیجنے پر کم از کم {target, number, ::.##} فی سیکنڈ کا جواب ایک سیکنڈ کے اندر، 95 فیصد یقین کے ساتھ، {rows, number} مہر بند سطروں پر، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_availability:
    '{hours, number, ::.####} گھنٹوں میں ہر {every, plural, one {سیکنڈ} other {# سیکنڈ}} بعد ایک بار، کل {rows, number} بار دیکھنے پر کم از کم {target, number, ::percent .##} بار جواب، 95 فیصد یقین کے ساتھ، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_rubric:
    '{scale, number} میں سے اوسطاً کم از کم {target, number, ::.##} نمبر، 95 فیصد یقین کے ساتھ، {rows, number} جوابات پر جنہیں \u2068{first}\u2069 اور \u2068{second}\u2069 ایک دوسرے کے نمبر دیکھے بغیر جانچیں، اور جن کا باہمی وزنی کاپا کم از کم {agreement, number, ::.####} ہو، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_rubric_unnamed:
    '{scale, number} میں سے اوسطاً کم از کم {target, number, ::.##} نمبر، 95 فیصد یقین کے ساتھ، {rows, number} جوابات پر جنہیں دو جانچنے والے، جنہیں دونوں فریق جانتے ہیں، ایک دوسرے کے نمبر دیکھے بغیر جانچیں، اور جن کا باہمی وزنی کاپا کم از کم {agreement, number, ::.####} ہو، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_process_share:
    '\u2068{measure}\u2069: {days, plural, one {ایک دن} other {# دن}} میں کم از کم {rows, number} معاملات پر {direction, select, at_most {زیادہ سے زیادہ} other {کم از کم}} {target, number, ::percent .##}، پہلے {before, number, ::percent .##} تھا، 95 فیصد یقین کے ساتھ، اعداد \u2068{measurer}\u2069 بتائیں گے، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_process_share_unnamed:
    '\u2068{measure}\u2069: {days, plural, one {ایک دن} other {# دن}} میں کم از کم {rows, number} معاملات پر {direction, select, at_most {زیادہ سے زیادہ} other {کم از کم}} {target, number, ::percent .##}، پہلے {before, number, ::percent .##} تھا، 95 فیصد یقین کے ساتھ، اعداد وہ پیمائش کنندہ بتائے گا جسے دونوں فریق جانتے ہیں، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_process_number:
    '\u2068{measure}\u2069: {days, plural, one {ایک دن} other {# دن}} میں کم از کم {rows, number} معاملات پر اوسطاً {direction, select, at_most {زیادہ سے زیادہ} other {کم از کم}} {target, number, ::.####} \u2068{unitName}\u2069، پہلے {before, number, ::.####} تھا، 95 فیصد یقین کے ساتھ، اعداد \u2068{measurer}\u2069 بتائیں گے، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',
  sentence_process_number_unnamed:
    '\u2068{measure}\u2069: {days, plural, one {ایک دن} other {# دن}} میں کم از کم {rows, number} معاملات پر اوسطاً {direction, select, at_most {زیادہ سے زیادہ} other {کم از کم}} {target, number, ::.####} \u2068{unitName}\u2069، پہلے {before, number, ::.####} تھا، 95 فیصد یقین کے ساتھ، اعداد وہ پیمائش کنندہ بتائے گا جسے دونوں فریق جانتے ہیں، زیادہ سے زیادہ {attempts, plural, one {ایک کوشش} other {# کوششیں}}۔',

  verdict_met_means: 'وقفے کا محتاط سرا بھی ہدف کو پہنچتا ہے۔',
  verdict_not_met_means: 'کم از کم ایک معیار کا ہدف حاصل نہیں ہوا۔',
  verdict_inconclusive_means: 'وقفہ ہدف کے دونوں طرف پھیلا ہے۔ مزید سطریں فیصلہ کر سکتی ہیں۔',
  reason_pessimistic_end_meets: 'وقفے کا محتاط سرا بھی ہدف کو پہنچتا ہے۔',
  reason_optimistic_end_misses: 'وقفے کا بہترین سرا بھی ہدف سے رہ جاتا ہے۔',
  reason_interval_straddles: 'وقفہ ہدف کے دونوں طرف پھیلا ہے۔ مزید سطریں فیصلہ کر سکتی ہیں۔',
  reason_straddles_no_rows_left:
    'وقفہ ہدف کے دونوں طرف پھیلا ہے، اور فیصلے کے لیے کوئی غیر استعمال شدہ سطر باقی نہیں۔',
  reason_raters_disagree:
    'دونوں جانچنے والوں کے نمبر آپس میں اتنے کم ملتے ہیں کہ اُن سے فیصلہ نہیں ہو سکتا۔',
  reason_too_few_rows: 'اس پیمائش کے لیے سطریں کم ہیں۔',
  method_clopper_pearson: 'کلوپر پیئرسن وقفہ',
  method_bootstrap: 'بوٹ سٹریپ وقفہ، 2,000 بار دوبارہ چناؤ',
  method_order_statistics: 'ترتیب وار قدروں سے نکالا ہوا وقفہ',
  method_student_t: 'سٹوڈنٹ کے t کا وقفہ',

  asked: 'مطلوب',
  measured: 'ناپا گیا',
  interval: 'وقفہ',
  target: 'ہدف',
  baseline: 'ہمیشہ سب سے عام لیبل کہنے پر',
  at_least: 'کم از کم',
  at_most: 'زیادہ سے زیادہ',
  unbounded: 'کوئی حد نہیں',
  milliseconds: '{value, number, ::.##} ملی سیکنڈ',
  consistency: 'دو بار پوچھی گئی {pairs, number} سطروں میں سے {same, number} کا جواب یکساں رہا۔',
  canaries:
    'جان بوجھ کر غلط لیبل والی {asked, number} سطروں میں سے {agreed, number} کا جواب غلط لیبل سے ملا۔',
  canaries_flagged:
    'ہر جواب اُس لیبل سے مل گیا جو جان بوجھ کر غلط رکھا گیا تھا۔ ممکن ہے لیبل پہلے دیکھ لیے گئے ہوں۔',
  outside_labels:
    '{count, plural, one {ایک جواب} other {# جواب}} مقررہ لیبلوں سے باہر تھے اور غلط شمار ہوئے۔',

  state_queued: 'آغاز کا انتظار',
  state_running: 'پیمائش جاری ہے',
  state_waiting: 'انتظار میں',
  state_finished: 'پیمائش مکمل',
  state_failed: 'پیمائش نہ ہو سکی',
  state_cancelled: 'منسوخ',
  progress: '{total, number} میں سے {done, number} سطریں',
  progress_failed:
    '{count, plural, =0 {کوئی ناکام جواب نہیں} one {ایک ناکام جواب} other {# ناکام جوابات}}',
  failure_endpoint_unreachable: 'درج شدہ پتے پر کسی نے جواب نہیں دیا۔ کوئی کوشش خرچ نہیں ہوئی۔',
  failure_endpoint_address_refused:
    'درج شدہ پتہ عوامی نہیں، اس لیے کچھ نہیں بھیجا گیا۔ کوئی کوشش خرچ نہیں ہوئی۔',
  failure_dataset_unreadable: 'مہر بند سطریں پڑھی نہ جا سکیں۔ کوئی کوشش خرچ نہیں ہوئی۔',
  failure_rule_broken:
    'پیمائش شروع ہوتے وقت درجے کا ایک قاعدہ پورا نہ تھا، اس لیے کچھ نہیں بھیجا گیا۔ کوئی کوشش خرچ نہیں ہوئی۔',
  failure_raters_silent:
    'مقررہ وقت تک دونوں جانچنے والوں کے نمبر موصول نہیں ہوئے۔ کوئی کوشش خرچ نہیں ہوئی۔',
  failure_rater_declined: 'ایک جانچنے والے نے نمبر دینے سے معذرت کی۔ کوئی کوشش استعمال نہیں ہوئی۔',
  failure_measurer_silent: 'مقررہ وقت تک اعداد نہیں بتائے گئے۔ کوئی کوشش خرچ نہیں ہوئی۔',
  failure_report_disputed:
    'بتائے گئے اعداد پر اعتراض ہوا اور وہ شمار نہیں ہوں گے۔ کوئی کوشش خرچ نہیں ہوئی۔',
  failure_platform_fault: 'ہماری طرف کی خرابی سے پیمائش رک گئی۔ کوئی کوشش خرچ نہیں ہوئی۔',

  criterion_metric_unknown: 'دی گئی پیمائشوں میں سے ایک چنیے۔',
  criterion_label_kind_differs:
    'یہ پیمانہ آپ کے ڈیٹا کے لیبلوں سے میل نہیں کھاتا: زمرے، اعداد اور عبارتیں الگ الگ طریقے سے ناپی جاتی ہیں۔',
  criterion_averaging_needed: 'بتائیے کہ کس زمرے کے لیے، یا زمروں کا اوسط کیسے نکالا جائے۔',
  criterion_class_unknown: 'اپنے ڈیٹا کے لیبلوں میں سے ایک چنیے۔',
  criterion_labels_too_few: 'اس پیمائش کے لیے ڈیٹا میں کم از کم دو لیبل درکار ہیں۔',
  criterion_labels_differ: 'لیبل مہر بند ڈیٹا کے لیبلوں سے مختلف ہیں۔',
  criterion_target_out_of_range:
    'تناسب یا اتفاق 0 اور 1 کے درمیان ہوتا ہے، مثلاً 0.92۔ جواب کا وقت ملی سیکنڈ میں، زیادہ سے زیادہ 600,000۔ نمبر پیمانے کے اندر، فی سیکنڈ جوابات بھیجنے کی رفتار کے اندر، اور غلطی 0 سے زیادہ ہوتی ہے۔',
  criterion_too_fine:
    'اعشاریے کے بعد زیادہ سے زیادہ {least, plural, one {ایک ہندسہ} other {# ہندسے}}۔',
  criterion_sample_not_whole: 'سطروں کی تعداد پورے عدد میں لکھیے۔',
  criterion_sample_too_small:
    'اس پیمائش اور اتنی کوششوں کے ساتھ یقین کے لیے سطریں کم ہیں۔ کم از کم {least, number} لیجیے۔',
  criterion_sample_too_large: 'ایک پیمائش میں زیادہ سے زیادہ {least, number}۔',
  criterion_attempts_out_of_range: 'کوششیں 1 سے 10 تک ہو سکتی ہیں۔',
  criterion_missing_error_needed:
    'بتائیے کہ جس سطر کا جواب نہ ملے وہ کتنی بڑی غلطی شمار ہو۔ یہ 0 سے زیادہ اور لیبل ہی کی اکائی میں ہو۔',
  criterion_rate_out_of_range: 'فی سیکنڈ 1 سے 1,000 سطروں تک۔',
  criterion_window_out_of_range:
    'ہر 1 سے 3,600 سیکنڈ بعد ایک بار، زیادہ سے زیادہ 90 دن تک، کل کم از کم 30 بار دیکھا جائے۔',
  criterion_rubric_incomplete:
    'جانچ کے پیمانے میں 3 سے 7 نمبر اور ایک سے پانچ باتیں ہوتی ہیں، ہر ایک کا نام اور مطلب لکھیے۔',
  criterion_raters_needed: 'دو مختلف افراد کے نام دیجیے جن کا یہاں کھاتا ہو۔',
  criterion_agreement_out_of_range: 'اتفاق 0 اور 1 کے درمیان ہوتا ہے، مثلاً 0.6۔',
  criterion_process_incomplete:
    'بتائیے کہ کیا گنا جاتا ہے، اعداد کہاں سے آتے ہیں، کتنے دن کے لیے، اور کس اکائی میں۔',
  criterion_baseline_incomplete:
    'پہلے کے عدد کے ساتھ اُس کی قدر، معاملات کی تعداد، اور پہلا اور آخری دن لکھیے۔',
  criterion_measurer_needed:
    'اُس فرد کا نام دیجیے جو اعداد بتائے گا۔ اُس کا یہاں کھاتا ہونا ضروری ہے۔',

  dataset_not_text:
    'یہ متن کی فائل نہیں۔ ڈیٹا کو CSV یا JSON lines کے طور پر محفوظ کر کے وہ فائل بھیجیے۔',
  dataset_not_utf8:
    'فائل سادہ UTF-8 متن نہیں۔ اسے "CSV UTF-8" کے طور پر محفوظ کر کے دوبارہ بھیجیے۔',
  dataset_not_separated:
    'کالم نہ کوما سے جدا ہیں، نہ ٹیب سے، نہ سیمی کولن سے۔ فائل کو CSV کے طور پر محفوظ کر کے دوبارہ بھیجیے۔',
  dataset_json_list:
    'فائل ایک ہی JSON فہرست ہے۔ ہر سطر کو الگ سطر پر ایک JSON آبجیکٹ بنا کر لکھیے۔',
  dataset_json_broken: 'سطر {row, number} ایک سطر میں لکھا JSON آبجیکٹ نہیں۔',
  dataset_json_value:
    'سطر {row, number} میں ایسی قدر ہے جو رکھی نہیں جا سکتی: بہت بڑا عدد، ٹوٹا ہوا حرف، یا 32 تہوں سے گہری فہرست۔',
  dataset_header_missing: 'فائل خالی ہے۔ پہلی سطر میں کالموں کے نام ہونے چاہییں۔',
  dataset_column_repeated: 'کالم \u2068{column}\u2069 دو بار آیا ہے۔',
  dataset_column_unnamed: 'پہلی سطر میں ایک کالم کا نام نہیں۔',
  dataset_column_reserved: 'کسی کالم کا نام \u2068{column}\u2069 نہیں ہو سکتا۔',
  dataset_column_two_roles:
    'کالم \u2068{column}\u2069 نیچے دو جگہ لکھا ہے۔ لیبل، گروہ اور نشان کا اپنا اپنا کالم ہونا چاہیے۔',
  dataset_column_missing: 'سطر {row, number} میں \u2068{column}\u2069 نہیں، جو پہلی سطر میں ہے۔',
  dataset_column_unknown: 'سطر {row, number} میں \u2068{column}\u2069 ہے، جو پہلی سطر میں نہیں۔',
  dataset_label_column_missing:
    '\u2068{column}\u2069 نام کا کوئی کالم نہیں۔{listed, plural, =0 {} other { فائل میں یہ کالم ہیں: {found}{more, plural, =0 {۔} other { اور # مزید۔}}}}',
  dataset_canary_column_missing:
    '\u2068{column}\u2069 نام کا کوئی کالم نہیں۔{listed, plural, =0 {} other { فائل میں یہ کالم ہیں: {found}{more, plural, =0 {۔} other { اور # مزید۔}}}}',
  dataset_group_column_missing:
    '\u2068{column}\u2069 نام کا کوئی کالم نہیں۔{listed, plural, =0 {} other { فائل میں یہ کالم ہیں: {found}{more, plural, =0 {۔} other { اور # مزید۔}}}}',
  dataset_no_feature: 'فائل میں صرف لیبل ہیں۔ نظام کو بھیجنے کے لیے کم از کم ایک اور کالم چاہیے۔',
  dataset_no_rows: 'فائل میں پہلی سطر تو ہے مگر ڈیٹا کی کوئی سطر نہیں۔',
  dataset_ragged_row: 'سطر {row, number} میں قدریں پہلی سطر کے کالموں سے کم یا زیادہ ہیں۔',
  dataset_row_too_long: '{row, plural, =0 {پہلی سطر} other {سطر #}} 64 کلو بائٹ سے بڑی ہے۔',
  dataset_quote_open:
    '{row, plural, =0 {پہلی سطر} other {سطر #}} میں واوین غلط جگہ ہے یا بند نہیں ہوا۔',
  dataset_label_missing: 'سطر {row, number} کا لیبل نہیں۔',
  dataset_label_not_number:
    'سطر {row, number} کا لیبل عدد نہیں۔ اسے 1234.5 کی طرح لکھیے، ہزار کے نشان کے بغیر۔',
  dataset_labels_too_few: 'تمام سطروں کا لیبل ایک ہی ہے۔ کم از کم دو درکار ہیں۔',
  dataset_labels_too_many:
    '200 سے زیادہ مختلف لیبل۔ کیا لیبل کا کالم \u2068{column}\u2069 ہی ہے؟ اگر جواب اعداد یا تحریریں ہیں تو نیچے بتائیے۔',
  dataset_label_too_long: 'سطر {row, number} کا لیبل 200 حروف سے لمبا ہے۔',
  dataset_text_label_too_long: 'سطر {row, number} کا جواب 8,000 حروف سے لمبا ہے۔',
  dataset_group_missing: 'سطر {row, number} کا گروہ نہیں۔',
  dataset_group_too_long: 'سطر {row, number} کا گروہ 200 حروف سے لمبا ہے۔',
  dataset_too_many_rows: 'فائل میں 1,000,000 سے زیادہ سطریں ہیں۔',
  dataset_too_many_columns: 'فائل میں 200 سے زیادہ کالم ہیں۔',
  dataset_too_large: 'فائل 512 میگا بائٹ سے بڑی ہے۔',

  endpoint_url: 'یہ مکمل پتہ نہیں۔ پتہ https سے شروع ہوتا ہے۔',
  endpoint_address:
    'سمر اس پتے پر کچھ نہیں بھیجتا: پتہ عوامی، https پر اور عام پورٹ پر ہونا چاہیے۔',
  endpoint_header:
    'کوئی ہیڈر مقرر نہیں کیا جا سکتا، یا اس میں ایسے نشان ہیں جو ہیڈر میں نہیں آ سکتے۔',
  endpoint_template_not_json: 'درخواست درست JSON نہیں۔',
  endpoint_template_no_placeholder:
    "درخواست میں سطر کی جگہ نہیں۔ '{{'features'}}' یا کسی کالم کا نام دہرے خم دار قوسین میں لکھیے۔",
  endpoint_template_column_unknown: 'درخواست میں ایسے کالم کا نام ہے جو ڈیٹا میں نہیں۔',
  endpoint_template_too_large: 'درخواست 10,000 حروف سے لمبی ہے۔',
  endpoint_pointer: 'جواب کی جگہ JSON pointer سے بتائیے، مثلاً /label۔',

  problem_not_a_url: 'پتہ پڑھا نہیں جا سکتا۔',
  problem_scheme_refused: 'صرف https استعمال ہوتا ہے۔',
  problem_credentials_in_url: 'نام یا پاس ورڈ پتے میں نہیں ہوتا۔ ہیڈر استعمال کیجیے۔',
  problem_host_refused: 'یہ عوامی نام نہیں۔',
  problem_port_refused: 'یہ پورٹ ایسی خدمات کے لیے استعمال نہیں ہوتا۔',
  problem_address_refused: 'یہ نام ایسے پتے کی طرف جاتا ہے جو عوامی نہیں۔',
  problem_name_unknown: 'اس نام کا پتہ نہیں ملتا۔',
  problem_connection_refused: 'وہاں کوئی جواب نہیں دیتا۔',
  problem_connection_failed: 'رابطہ ٹوٹ گیا۔',
  problem_address_changed: 'رابطہ اس پتے کے بجائے کسی اور پتے پر پہنچا جس کی جانچ ہوئی تھی۔',
  problem_deadline_passed: 'وقت پر پورا جواب نہیں آیا۔',
  problem_redirected: 'جواب کہیں اور بھیجتا ہے۔ ایسے اشارے پر عمل نہیں کیا جاتا۔',
  problem_status_not_ok: 'جواب میں خرابی کی اطلاع ہے۔',
  problem_too_large: 'جواب بہت بڑا ہے۔',
  problem_encoding_unknown: 'جواب ایسے طریقے سے بند ہے جو پڑھا نہیں جاتا۔',
  problem_not_utf8: 'جواب UTF-8 متن نہیں۔',
  problem_response_broken: 'جواب ادھورا رہا یا درست HTTP نہیں۔',
  problem_not_json: 'جواب JSON نہیں۔',
  problem_answer_missing: 'آپ کی بتائی ہوئی جگہ پر جواب میں کچھ نہیں۔',
  problem_answer_not_text: 'اُس جگہ لیبل کے بجائے فہرست یا مجموعہ ہے۔',
  problem_answer_too_long:
    'جواب اس سے لمبا ہے جتنا رکھا جاتا ہے: 200 حروف، یا جہاں متن مانگا جائے وہاں 8,000۔',
  problem_outside_labels: 'یہ لیبل مقررہ لیبلوں میں نہیں اور غلط شمار ہوگا۔',
  problem_total_deadline: 'وقت پر پوچھی نہ جا سکی: پیمائش کی مدت ختم ہو چکی تھی۔',
  endpoint_template_rows_missing:
    "کئی سطروں کی درخواست میں '{{'rows'}}' ایک الگ قدر کے طور پر ہونا چاہیے، اور کوئی دوسری جگہ نہیں۔",
  endpoint_template_id_column:
    'آپ کے ڈیٹا میں id نام کا خانہ ہے، جو فہرست کی ہر سطر کو اپنے لیے درکار ہے۔ ہر درخواست میں ایک سطر بھیجیے۔',
  endpoint_list_pointer:
    'فہرست کی جگہ JSON pointer سے بتائیے، مثلاً \u2066/answers\u2069، یا خالی چھوڑیے۔',
  endpoint_rule_without_labels: 'اس مرحلے کے معیاروں میں کوئی لیبل نہیں جو ڈھونڈا جائے۔',
  endpoint_rule_labels_alike:
    'دو لیبلوں میں صرف بڑے چھوٹے حروف یا وقفوں کا فرق ہے، اس لیے متن سے طے نہیں ہو سکتا کہ کون سا مراد ہے۔ ماڈل صرف لیبل سے جواب دے۔',
  endpoint_rows_per_request: 'ایک درخواست میں 1 سے 500 سطریں۔',
  endpoint_concurrency: 'بیک وقت 1 سے 64 درخواستیں۔',
  endpoint_file_not_allowed:
    'گاہک نے دستخط شدہ شرائط میں سطریں فائل میں دینے کی اجازت نہیں دی۔ پتہ درج کیجیے، یا دستخط سے پہلے دوسری شرائط طے کیجیے۔',
  endpoint_file_with_service:
    'اس مرحلے میں جواب کا وقت، خرابیاں، رفتار یا دستیابی بھی ناپی جاتی ہے۔ فائل ان کے بارے میں کچھ نہیں بتاتی: پتہ درج کیجیے۔',
  problem_answer_unclear: 'جواب میں کوئی لیبل یا عدد نہیں، یا ایک سے زیادہ ہیں۔',
  problem_list_missing: 'آپ کی بتائی ہوئی جگہ پر جوابوں کی فہرست نہیں۔',
  problem_list_length:
    'فہرست میں جواب بھیجی گئی سطروں سے کم یا زیادہ ہیں، اور کوئی شناخت نہیں بتاتی کہ کون سا کس کا ہے۔',
  problem_answer_repeated: 'دو جوابوں پر اس سطر کی شناخت ہے۔',
  problem_answer_unknown_id:
    'کسی جواب پر اس سطر کی شناخت نہیں؛ دوسروں پر ایسی شناختیں ہیں جو بھیجی نہیں گئیں۔',
  problem_prediction_missing: 'اس سطر کے لیے کوئی پیش گوئی اپلوڈ نہیں ہوئی۔',
}
