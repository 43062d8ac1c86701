import type { plot as en } from '../en/plot'

export const plot: Record<keyof typeof en, string> = {
  per_second: '{value} فی سیکنڈ',
  open_end: 'بے حد',
  interval_open_low: '{high} تک',
  interval_open_high: '{low} سے آگے',
  no_bounds: 'حدود نامعلوم',
  before: 'پہلے',
  period: '{from} تا {to}',
  after_period:
    'بعد کے اعداد: {from} تا {to}، {cases, plural, one {ایک معاملہ} other {# معاملات}}۔',
  before_period:
    'پہلے کے اعداد: {value}، {from} تا {to}، {cases, plural, one {ایک معاملہ} other {# معاملات}}۔',
  source: 'ماخذ: {source}',
  measurer: 'اعداد {name} نے بتائے۔',

  worst_confusions: 'کون سا زمرہ اکثر کسی اور زمرے میں شمار ہوا',
  no_confusions: 'کوئی زمرہ کسی دوسرے میں شمار نہیں ہوا۔',
  times: 'کتنی بار',

  roc: 'درست نشان دہی بمقابلہ غلط نشان دہی (ROC خط)',
  roc_summary:
    '0 سے 1 تک کا خط۔ دس میں سے ایک غلط نشان دہی پر مطلوبہ سطروں کا {at_tenth} ملتا ہے؛ نصف پر {at_half}۔',
  hits: 'درست نشان دہی: مطلوبہ سطروں کا وہ حصہ جو مل گیا',
  false_alarms: 'غلط نشان دہی: باقی سطروں کا وہ حصہ جو ساتھ شامل ہو گیا',
  hits_short: 'درست نشان دہی',
  false_alarms_short: 'غلط نشان دہی',
  curve_chance: 'ٹوٹا ہوا خط: محض اتفاق سے جو ہوتا۔',

  errors: 'جواب اصل سے کتنے دور رہے (جواب منفی اصل)',
  scores: 'سطروں کے نتائج',
  histogram_summary:
    '{from} اور {to} کے درمیان {rows} سطریں؛ زیادہ تر {low} اور {high} کے درمیان ہیں۔',
  bin: 'از – تا',
  missing_answers:
    '{count, plural, one {ایک سطر} other {# سطریں}} جن کا قابلِ شمار جواب نہیں آیا، اس خاکے میں شامل نہیں۔',
  exact: 'بالکل درست',

  latency_summary: '{rows} جواب؛ نصف {p50} کے اندر، 100 میں سے 99 {p99} کے اندر۔',
  latency_rests:
    'تصویر میں تمام {answers, number} جواب ہیں؛ معیار ان میں سے {rows, number} پر ناپا گیا۔',
  latency_scale: 'پیمانہ لوگارتمی ہے: برابر فاصلے برابر ضرب کو ظاہر کرتے ہیں۔',
  up_to: 'زیادہ سے زیادہ',
  answers: 'جوابات',

  strip: 'پوری مدت میں دستیابی',
  strip_summary:
    '{ok, number} بار جواب آیا اور {failed, number} بار ناکامی ہوئی{missed, plural, =0 {۔} one {؛ ایک بار ہماری کوتاہی سے دیکھا ہی نہیں گیا، اور وہ کسی طرف شمار نہیں ہوتا۔} other {؛ # بار ہماری کوتاہی سے دیکھا ہی نہیں گیا، اور وہ کسی طرف شمار نہیں ہوتے۔}}',
  strip_slot: 'ہر پٹی مدت کے {minutes, plural, one {ایک منٹ} other {# منٹ}} ہیں۔',
  strip_slot_seconds: 'ہر پٹی مدت کے {seconds, plural, one {ایک سیکنڈ} other {# سیکنڈ}} ہیں۔',
  strip_time: 'مدت کے اندر وقت',
  strip_troubles: 'وہ وقفے جن میں ناکامی ہوئی یا دیکھا نہیں گیا',
  strip_no_trouble: 'مدت میں ہر بار جواب آیا۔',
  hours_in: '{hours} گھنٹے',

  marks: 'دونوں جانچنے والوں کے نمبر',
  marks_agreement: 'باہمی اتفاق (وزنی کاپا): {value}؛ طے شدہ کم سے کم حد {least} تھی۔',
  marks_no_agreement: 'باہمی اتفاق کا حساب نہ ہو سکا: تمام نمبر ایک جیسے ہیں۔',
  mean_of_item: 'ہر نکتے کا اوسط',
  item: 'نکتہ',
  mean: 'اوسط',
  mark: 'نمبر',
  given: 'کتنی بار دیا گیا',
  marks_summary: '1 سے {scale} تک {count} نمبر؛ سب سے زیادہ بار {most} دیا گیا۔',

  recheck: 'یہ دوبارہ جانچ ہے، کوشش نہیں',
  recheck_means:
    'یہ پیمائش اس دوران ہوئی جب قیمت کا ایک حصہ روکا گیا تھا، تاکہ دیکھا جائے کہ نتیجہ اب بھی قائم ہے۔ اس سے کوئی کوشش صرف نہیں ہوتی۔',
  probes_hash: 'دستیابی کے مشاہدات کا ہیش',
  ratings_hash: 'نمبروں کا ہیش',
  reports_hash: 'بتائے گئے اعداد کا ہیش',
  baseline_mean: 'ہمیشہ اوسط بتانے سے انہی سطروں پر {value} آتا۔',
  observed: '{n, plural, one {ایک مشاہدہ} other {# مشاہدات}}',
  zip: 'عوامی ثبوت اتاریے',
  lines: 'ثبوت سطروں کی صورت میں',
  events: 'واقعات (CloudEvents)',
  replay_1: 'نیچے سے ثبوت اتار کر کھول لیجیے۔ جانچنے والا پروگرام اسی کے اندر ہے۔',
  replay_2: 'اسی فولڈر میں یہ حکم چلائیے۔ اسے صرف Node.js 20 درکار ہے: نہ اکاؤنٹ، نہ انٹرنیٹ۔',
  openslo: 'سروس کے معیار (OpenSLO)',

  keys_title: 'فیصلوں پر دستخط کرنے والی کلیدیں',
  keys_lead:
    'ہر فیصلے پر دستخط ہوتے ہیں۔ کلید کے عوامی حصے سے کوئی بھی جانچ سکتا ہے کہ فیصلہ یہیں کا ہے اور بعد میں بدلا نہیں گیا۔',
  key_thumbprint: 'نشانِ انگشت',
  key_since: 'کب بنی',
  key_first: 'پہلا فیصلہ',
  key_last: 'آخری فیصلہ',
  key_verdicts: 'دستخط شدہ فیصلے',
  key_state: 'حالت',
  key_in_use: 'زیرِ استعمال',
  key_retired: '{date} کو موقوف ہوئی',
  keys_none: 'ابھی کسی فیصلے پر دستخط نہیں ہوئے',
  keys_none_body: 'پہلی کلید پہلے فیصلے پر دستخط کے وقت بنتی ہے۔',
  keys_download: 'کلیدیں اتاریے (JWK set)',
  keys_check: 'دستخط کی جانچ کیسے کریں',
  keys_check_1:
    'فیصلے کا دستخط ایک مختصر JWS ہے (RFC 7515): نقطوں سے جدا تین حصے، یعنی سرنامہ، متن اور دستخط۔ طریقہ EdDSA ہے، Ed25519 کے ساتھ۔',
  keys_check_2:
    'سرنامہ کلید کا نام “kid” میں بتاتا ہے۔ اوپر کے مجموعے سے اسی نام کی کلید لیجیے۔ یہ نام کلید کا نشانِ انگشت ہے (RFC 7638): crv، kty اور x کے معیاری JSON کا SHA-256۔',
  keys_check_3:
    'پہلے دو حصوں پر دستخط کی جانچ کیجیے۔ متن خود فیصلہ ہے، معیاری JSON کی صورت میں (RFC 8785)۔',
  keys_check_4:
    'اس صفحے یا مجموعے کی نقل رکھ لیجیے: جو آپ لکھ چکے، اسے بعد کا کوئی صفحہ بدل نہیں سکتا۔',
  keys_check_example: 'یہی کام Node.js کی چند سطروں میں',
  keys_replay: 'ہر ثبوت کے zip میں موجود پروگرام یہ سب اور اس سے زیادہ کرتا ہے۔',

  errors_lead: 'یہ صرف آپ کا ادارہ دیکھتا ہے: یہ سطریں آپ کی ہیں۔ سب سے بڑی غلطیاں پہلے ہیں۔',
  error_off: 'فرق',
  error_score: 'نتیجہ',
  error_expected: 'متوقع',
  error_given: 'دیا گیا',
  error_failed: 'قابلِ قبول جواب نہیں آیا',
}
