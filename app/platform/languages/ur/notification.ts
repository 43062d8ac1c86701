import type { notification as source } from '../en/notification'

export const notification: Record<keyof typeof source, string> = {
  title: 'پیغامات',
  lead: 'آپ کی ٹیموں، معاہدوں اور بریفوں میں کیا ہوا۔ یہی باتیں آپ کو ڈاک سے بھی ملتی ہیں۔',
  empty_title: 'ابھی یہاں کچھ نہیں',
  empty_body: 'جب کوئی بات آپ کی منتظر ہو یا ختم ہو تو یہاں اور ڈاک سے بتائی جائے گی۔',
  empty_action: 'کھلے بریف دیکھیں',
  mark_all: 'سب کو پڑھا ہوا شمار کریں',
  marked: 'سب پیغام پڑھے ہوئے شمار کر لیے گئے۔',
  your_turn: 'آپ کی باری',
  team_invited: '{inviter} نے آپ کو ٹیم {team} میں شامل ہونے کی دعوت دی ہے۔',
  team_joined: '{person} ٹیم {team} میں شامل ہو گئے ہیں۔',
  team_declined: '{person} نے ٹیم {team} کی دعوت قبول نہیں کی۔',
  proposal_forming:
    '{team} ”{brief}“ کے لیے تجویز دینا چاہتی ہے۔ اپنی ذمہ داری اور حصہ قبول کیجیے یا انکار کیجیے۔',
  proposal_asked_again:
    '”{brief}“ کے لیے {team} کی تجویز کی شرائط بدل گئی ہیں۔ فرق دیکھ کر اپنی ذمہ داری اور حصہ قبول کیجیے یا انکار کیجیے۔',
  proposal_reopened:
    '”{brief}“ کے لیے {team} کی تجویز پر سب متفق نہ ہوئے۔ ذمہ داریاں بدل کر دوبارہ بھیجیے۔',
  proposal_submitted: '{team} نے ”{brief}“ کے لیے تجویز بھیجی ہے۔',
  proposal_revised: '{team} نے ”{brief}“ کے لیے اپنی تجویز کا نیا نسخہ بھیجا ہے۔',
  proposal_countered:
    '{organisation} نے ”{brief}“ کے لیے {team} کی تجویز پر جوابی پیشکش کی ہے۔ 14 دن کے اندر قبول کیجیے یا جواب دیجیے۔',
  brief_changed:
    '{organisation} نے ”{brief}“ بدل دیا ہے۔ {team} کی تجویز کی توثیق یا نظرِ ثانی کیجیے؛ تب تک وہ قبول نہیں ہو سکتی۔',
  proposal_sent: '”{brief}“ کے لیے {team} کی تجویز {organisation} کو پہنچ گئی ہے۔',
  proposal_declined: '”{brief}“ کے لیے {team} کی تجویز قبول ہوئے بغیر ختم ہو گئی۔',
  proposal_declined_price:
    '{organisation} نے ”{brief}“ کے لیے {team} کی تجویز رد کر دی ہے۔ وجہ: قیمت۔',
  proposal_declined_evidence:
    '{organisation} نے ”{brief}“ کے لیے {team} کی تجویز رد کر دی ہے۔ وجہ: پچھلے نتائج کے کم شواہد۔',
  proposal_declined_time:
    '{organisation} نے ”{brief}“ کے لیے {team} کی تجویز رد کر دی ہے۔ وجہ: درکار وقت۔',
  proposal_declined_fit:
    '{organisation} نے ”{brief}“ کے لیے {team} کی تجویز رد کر دی ہے۔ وجہ: طریقۂ کار موزوں نہیں۔',
  proposal_declined_other: '{organisation} نے ”{brief}“ کے لیے {team} کی تجویز رد کر دی ہے۔',
  proposal_declined_another_chosen:
    '{organisation} نے ”{brief}“ کے لیے دوسری تجویز قبول کر لی ہے، اس لیے {team} کی تجویز رد ہو گئی۔',
  proposal_declined_brief_withdrawn:
    '{organisation} نے ”{brief}“ واپس لے لیا ہے، اس لیے {team} کی تجویز ختم ہو گئی۔',
  proposal_declined_brief_expired:
    '”{brief}“ کی میعاد پوری ہو گئی، اس لیے {team} کی تجویز ختم ہو گئی۔',
  proposal_accepted: '{organisation} نے ”{brief}“ کے لیے {team} کی تجویز قبول کر لی ہے۔',
  proposal_accepted_sign:
    '{organisation} نے ”{brief}“ کے لیے {team} کی تجویز قبول کر لی ہے۔ شرائط پڑھ کر دستخط کیجیے۔',
  contract_to_sign: '”{brief}“ کے لیے {team} کے ساتھ معاہدہ تیار ہے۔ شرائط پڑھ کر دستخط کیجیے۔',
  saved_search_found:
    '{count, plural, one {آپ کی تلاش ”{search}“ کا ایک نیا نتیجہ آیا ہے: {first}۔} other {آپ کی تلاش ”{search}“ کے # نئے نتائج آئے ہیں، جن میں {first} بھی ہے۔}} یہ اطلاعات نتائج کے صفحے یا ترتیبات سے بند کی جا سکتی ہیں۔',
  brief_expired:
    'آپ کے بریف ”{brief}“ کی مدت معاہدے کے بغیر ختم ہو گئی۔ آپ اسے دوبارہ شائع کر سکتے ہیں۔',
  offer_seats:
    '{team} آپ کو شامل کر کے ”{offer}“ فروخت کرنا چاہتی ہے۔ اسے پڑھ کر اپنی ذمہ داری اور حصہ قبول کیجیے۔',
  offer_member_left:
    '{person} نے {team} چھوڑ دی ہے اور ”{offer}“ میں ان کی نشست تھی۔ جب تک نیا نسخہ یہ نشست کسی اور کو نہ دے، اس پر آرڈر نہیں لیے جائیں گے۔',
  offer_reopened: '{team} کی پیشکش ”{offer}“ پر سب متفق نہ ہوئے۔ ذمہ داریاں بدل کر دوبارہ پوچھیے۔',
  offer_agreed: '”{offer}“ پر سب رضامند ہیں۔ آپ اسے شائع کر سکتے ہیں۔',
  offer_ordered_sign:
    '{organisation} نے {team} سے ”{brief}“ کا آرڈر دیا ہے۔ شرائط پڑھ کر دستخط کیجیے۔',
  offer_ordered: '{organisation} نے {team} سے ”{brief}“ کا آرڈر دیا ہے۔',
  input_handed_in:
    '{organisation} نے ”{contract}“ کے لیے ”{input}“ دے دیا ہے۔ تین کاروباری دنوں میں تصدیق کیجیے یا کمی بتائیے۔',
  input_confirmed: '”{contract}“ کے لیے ”{input}“ کی تصدیق ہو گئی۔',
  inputs_complete: '”{contract}“ کے لیے سب کچھ تصدیق شدہ ہے۔ پہلے مرحلے کے ہفتے گنے جا رہے ہیں۔',
  input_asked_again:
    '”{contract}“ کے لیے {team} کو ”{input}“ میں ابھی کچھ کمی لگتی ہے۔ دوبارہ دیجیے۔',
  terms_changed:
    '”{contract}“ کی شرائط کا نسخہ {version} آ گیا ہے۔ پہلے کے دستخط اب شمار نہیں ہوں گے۔',
  contract_signed_once: 'دوسرے فریق نے ”{contract}“ پر دستخط کر دیے ہیں۔ اب آپ کے دستخط باقی ہیں۔',
  contract_awaiting_funds:
    '”{contract}“ پر دونوں کے دستخط ہو گئے۔ پہلے مرحلے کی رقم جمع کرائیے تاکہ کام شروع ہو۔',
  contract_signed:
    '”{contract}“ پر دونوں کے دستخط ہو گئے۔ اب {organisation} پہلے مرحلے کی رقم جمع کرائے گا۔',
  contract_lapsed: '”{contract}“ ختم ہو گیا: وقت پر دستخط اور رقم نہ ہو سکی۔',
  contract_lapsed_funding: '”{contract}“ ختم ہو گیا: اگلے مرحلے کی رقم وقت پر جمع نہ ہوئی۔',
  discovery_ended:
    '{by} نے ”{contract}“ ابتدائی جانچ کے بعد ختم کر دیا۔ مزید کچھ واجب نہیں، اور یہ کسی کے خلاف شمار نہیں ہوتا۔',
  discovery_ended_review:
    '{by} نے ”{contract}“ ابتدائی جانچ کے بعد ختم کر دیا۔ مزید کچھ واجب نہیں۔ بتائیے کہ دوسرے فریق کے ساتھ کام کیسا رہا۔',
  hand_over_asked:
    '”{contract}“ میں مرحلہ {position} سے دوسری نشستیں تجویز ہوئی ہیں۔ آپ کی نشست بھی ان میں ہے: ہاں کہیے، یا وجہ بتا کر انکار کیجیے۔',
  hand_over_sign:
    '”{contract}“ میں مرحلہ {position} سے دوسری نشستیں تجویز ہوئی ہیں۔ نئی شرائط پڑھ کر {team} کی طرف سے دستخط کیجیے۔',
  hand_over_proposed:
    '”{contract}“ میں مرحلہ {position} سے دوسری نشستیں تجویز ہوئی ہیں۔ پہلے {team} متفق ہو گی، پھر گاہک سے پوچھا جائے گا۔',
  hand_over_client:
    '”{contract}“ میں مرحلہ {position} سے دوسری نشستوں پر {team} متفق ہو گئی ہے۔ نئی شرائط پڑھ کر دستخط کیجیے۔',
  hand_over_in_force: '”{contract}“ میں مرحلہ {position} سے نئی نشستیں نافذ ہو گئی ہیں۔',
  hand_over_refused: '{person} نے ”{contract}“ کی دوسری نشستوں سے انکار کیا۔ شرائط جوں کی توں ہیں۔',
  hand_over_withdrawn:
    '”{contract}“ کی دوسری نشستوں کی تجویز واپس لے لی گئی۔ شرائط جوں کی توں ہیں۔',
  hand_over_lapsed: '”{contract}“ کی دوسری نشستوں کی تجویز ساقط ہو گئی۔ شرائط جوں کی توں ہیں۔',
  deadline_hand_over:
    '”{contract}“ کی دوسری نشستوں پر آپ کا جواب {deadline} تک درکار ہے، ورنہ تجویز ساقط ہو جائے گی۔',
  seat_holder_left:
    '{person} ٹیم {team} چھوڑ چکے ہیں اور ”{contract}“ میں ان کی نشست باقی ہے۔ تجویز کیجیے کہ اسے کون لے۔',
  proposal_seat_freed:
    '{person} نے {team} چھوڑ دی، اس لیے ”{brief}“ کی تجویز میں ایک نشست خالی ہے۔ {deadline} تک یہ کسی کو دیجیے۔',
  proposal_team_changes:
    '{team} ”{brief}“ کی اپنی تجویز میں ایک نشست نئے سرے سے پُر کر رہی ہے۔ اس دوران وہ قبول نہیں ہو سکتی۔',
  funding_failed: '”{milestone}“ کی ادائیگی ناکام رہی۔ کوئی رقم نہیں لی گئی، دوبارہ کوشش کیجیے۔',
  milestone_funded: '”{milestone}“ کی رقم محفوظ ہے۔ کام شروع ہو سکتا ہے۔',
  milestone_funded_deliver: '”{milestone}“ کی رقم محفوظ ہے۔ کام شروع کیجیے اور وقت پر پیش کیجیے۔',
  milestone_funded_client:
    '”{milestone}“ کے لیے آپ کی رقم پہنچ گئی اور محفوظ ہے۔ {team} کام شروع کر رہی ہے۔',
  verdict_met: '”{milestone}“ اپنے معیار پر پورا اترا۔ اب {organisation} اسے دیکھ رہا ہے۔',
  verdict_met_client:
    '”{milestone}“ اپنے معیار پر پورا اترا۔ ثبوت دیکھ کر قبول کیجیے یا تبدیلی کا کہیے۔',
  verdict_met_again: '”{milestone}“ اپنے معیار پر پورا اترا۔',
  verdict_not_met: '”{milestone}“ اپنے معیار پر پورا نہیں اترا۔',
  verdict_not_met_client:
    '”{milestone}“ معیار پر پورا نہیں اترا اور تمام کوششیں ختم ہو چکیں۔ طے کیجیے کہ آگے کیا ہو۔',
  verdict_not_met_again:
    '”{milestone}“ معیار پر پورا نہیں اترا۔ نتیجہ دیکھیے، درست کیجیے اور دوبارہ پیش کیجیے۔',
  verdict_inconclusive: '”{milestone}“ کی پیمائش سے فیصلہ نہ ہو سکا۔',
  verdict_inconclusive_client:
    '”{milestone}“ کی پیمائش سے فیصلہ نہ ہو سکا اور تمام کوششیں ختم ہو چکیں۔ طے کیجیے کہ آگے کیا ہو۔',
  verdict_inconclusive_again:
    '”{milestone}“ کی پیمائش سے فیصلہ نہ ہو سکا۔ نتیجہ دیکھیے اور دوبارہ پیش کیجیے۔',
  delivered: '”{milestone}“ پیش کر دیا گیا ہے۔ اب {organisation} اسے دیکھ رہا ہے۔',
  delivered_client:
    '{team} نے ”{milestone}“ دوبارہ پیش کیا ہے۔ دیکھ کر قبول کیجیے یا تبدیلی کا کہیے۔',
  delivered_again: '”{milestone}“ پیش کر دیا گیا ہے۔',
  discovery_delivered:
    'ابتدائی جانچ ”{milestone}“ حوالے ہو گئی۔ اب {organisation} اسے دیکھ رہا ہے۔',
  discovery_delivered_client:
    '{team} نے ابتدائی جانچ ”{milestone}“ حوالے کر دی ہے۔ پڑھ کر قبول کیجیے یا تبدیلی کا کہیے۔',
  measurement_stopped:
    'ٹیم نے ”{milestone}“ کی پیمائش کوئی جواب آنے سے پہلے روک دی۔ یہ کوشش شمار نہیں ہوتی۔',
  measurement_stopped_counted:
    'ٹیم نے ”{milestone}“ کی پیمائش جوابات آنے کے بعد روک دی۔ یہ ایک کوشش شمار ہوتی ہے۔',
  measurement_broken:
    '”{milestone}“ کی پیمائش ادھوری رہ گئی۔ یہ کوشش شمار نہیں ہو گی؛ اپنا نظام جانچ کر دوبارہ پیش کیجیے۔',
  exchange_asked: '”{milestone}“ پیش ہو گیا ہے۔ بتائیے کہ {person} اس میں کس درجے تک پہنچے۔',
  exchange_confirmed: 'آپ کے میزبان نے ”{milestone}“ میں آپ کے طے شدہ درجے کی تصدیق کر دی ہے۔',
  exchange_host_named:
    '{team} کے ایک سربراہ نے تبادلے کی نشست کھولی ہے اور آپ کو میزبان نامزد کیا ہے۔',
  exchange_seat_asked: '{person} نے {team} کی تبادلے کی نشست مانگی ہے۔ پڑھ کر جواب دیجیے۔',
  exchange_seat_declined: 'تبادلے کی جو نشست آپ نے مانگی تھی، {team} نے وہ آپ کو نہیں دی۔',
  exchange_seat_taken:
    'تبادلے کی جو نشست آپ نے مانگی تھی، اس کے لیے کوئی اور {team} میں شامل ہو گیا۔',
  changes_requested: '{organisation} نے ”{milestone}“ میں تبدیلی چاہی ہے۔ صفحے پر معیار درج ہے۔',
  rating_asked:
    '”{contract}“ کے جوابات {deadline} تک آپ کے نمبروں کے منتظر ہیں۔ آپ اکیلے اور بغیر نام جانے نمبر دیں گے۔',
  rating_reminder: '”{contract}“ پر آپ کے نمبر ابھی جمع نہیں ہوئے۔ مہلت {deadline} پر ختم ہو گی۔',
  report_asked:
    '”{contract}“ میں ”{measure}“ کے نامزد پیمائش کنندہ آپ ہیں۔ اعداد جمع کیجیے اور {deadline} تک پیش کیجیے۔',
  report_due: '”{contract}“ میں ”{measure}“ کی مدت پوری ہو گئی۔ {deadline} تک اعداد پیش کیجیے۔',
  report_made:
    '”{milestone}“ میں ”{measure}“ کے اعداد پیش ہو گئے۔ آپ {deadline} تک اعتراض کر سکتے ہیں۔',
  report_corrected:
    '”{milestone}“ میں ”{measure}“ کے اعداد درست کیے گئے۔ آپ {deadline} تک اعتراض کر سکتے ہیں۔',
  report_objected_answer:
    '”{measure}“ پر آپ کے اعداد پر اعتراض ہوا ہے۔ {deadline} تک انھیں درست کیجیے یا ان پر قائم رہیے۔',
  report_objected:
    '”{milestone}“ میں ”{measure}“ کے اعداد پر اعتراض ہوا ہے۔ پیمائش کنندہ {deadline} تک جواب دے گا۔',
  report_objected_again:
    '”{milestone}“ میں ”{measure}“ کے درست کردہ اعداد پر بھی اعتراض ہوا اور وہ شمار نہ ہوں گے۔ فیصلہ منتظم کرے گا۔',
  broken_rater_declined:
    'ایک جانچنے والے نے ”{milestone}“ کے جوابات پر نمبر دینے سے معذرت کی۔ کوئی کوشش استعمال نہیں ہوئی، وجہ اس کے صفحے پر ہے، اور فیصلہ اب ثمر کرے گا۔',
  broken_raters_silent:
    '”{milestone}“ کے نمبر وقت پر نہیں آئے۔ کوئی کوشش استعمال نہیں ہوئی، اور فیصلہ اب ثمر کرے گا۔',
  broken_measurer_silent:
    '”{milestone}“ کے اعداد وقت پر پیش نہیں ہوئے۔ کوئی کوشش استعمال نہیں ہوئی؛ {team} دوبارہ جمع کرا سکتی ہے۔',
  milestone_accepted: '”{milestone}“ قبول ہو گیا۔ آپ کا حصہ روانہ ہو رہا ہے۔',
  milestone_accepted_silence:
    'جائزے کا وقت گزر جانے پر ”{milestone}“ قبول شدہ مان لیا گیا۔ آپ کا حصہ روانہ ہو رہا ہے۔',
  milestone_released: '”{milestone}“ کی محفوظ رقم {team} کو دے دی گئی۔',
  with_operator: '”{milestone}“ کا فیصلہ اب ثمر کرے گا۔ وجوہات آپ کو بتائی جائیں گی۔',
  with_operator_decide: '”{contract}“ کا مرحلہ ”{milestone}“ فیصلے کا منتظر ہے۔',
  dispute_opened: '{side} نے ”{milestone}“ پر تنازع کھولا ہے۔',
  dispute_opened_answer:
    '{side} نے ”{milestone}“ پر تنازع کھولا ہے۔ {deadline} تک جواب دیجیے، ورنہ اسے وہی ملے گا جو اس نے مانگا۔',
  dispute_answered:
    '{side} نے ”{milestone}“ کے تنازع کا جواب دیا ہے۔ {deadline} تک سمجھوتا تلاش کیجیے۔',
  dispute_mediated:
    '”{milestone}“ کے تنازع میں اب منتظم ثالثی کر رہا ہے۔ آپ اب بھی طے کر سکتے ہیں۔',
  dispute_mediated_decide: '”{contract}“ میں ”{milestone}“ کا تنازع آپ کی ثالثی کا منتظر ہے۔',
  dispute_withdrawn: '”{milestone}“ کا تنازع واپس لے لیا گیا۔ مرحلہ جہاں تھا وہیں سے آگے چلتا ہے۔',
  settlement_offered:
    '{side} نے ”{milestone}“ کو {amount} جاری کر کے ختم کرنے کی پیشکش کی ہے۔ قبول کیجیے، انکار کیجیے یا اپنی پیشکش کیجیے۔',
  settlement_declined: '{side} نے ”{milestone}“ کی تقسیم کی آپ کی پیشکش نامنظور کر دی۔',
  milestone_settled: '”{milestone}“ تقسیم پر ختم ہوا: {amount} جاری ہوتا ہے، باقی واپس جاتا ہے۔',
  milestone_settled_silence:
    '”{milestone}“ کا تنازع خاموشی پر ختم ہوا: {amount} جاری ہوتا ہے، باقی واپس جاتا ہے۔',
  milestone_settled_mediator:
    'ثالث نے ”{milestone}“ کا فیصلہ کر دیا: {amount} جاری ہوتا ہے، باقی واپس جاتا ہے۔ وجوہات پڑھیے۔',
  milestone_settled_criteria:
    '”{milestone}“ کا تنازع ساٹھویں دن ختم ہوا: پورے ہونے والے معیاروں پر {amount} جاری ہوتا ہے۔',
  deadline_dispute: '”{milestone}“ کے تنازع کا جواب دینے کا وقت {deadline} پر ختم ہوتا ہے۔',
  deadline_offers:
    '”{milestone}“ پر سمجھوتے کا وقت {deadline} پر ختم ہوتا ہے۔ پھر منتظم ثالثی کرے گا۔',
  milestone_refunded: '”{milestone}“ کی محفوظ رقم {organisation} کو واپس کر دی گئی۔',
  milestone_funded_inputs:
    '”{milestone}“ کی رقم محفوظ ہے۔ ٹیم کی ضرورت کی چیزیں دیجیے: تصدیق ہوتے ہی ہفتے شروع ہوں گے۔',
  milestone_refunded_inputs:
    '{organisation} نے ”{contract}“ کے لیے آپ کی ضرورت کی چیزیں وقت پر نہ دیں۔ ”{milestone}“ کی رقم واپس گئی اور معاہدہ ختم ہوا۔',
  milestone_refunded_inputs_client:
    '”{contract}“ کے لیے ٹیم کی ضرورت کی چیزیں وقت پر نہ دی گئیں۔ ”{milestone}“ کی رقم آپ کو واپس آ رہی ہے اور معاہدہ ختم ہوا۔',
  milestone_refunded_client: '”{milestone}“ کی محفوظ رقم آپ کو واپس بھیجی جا رہی ہے۔',
  milestone_overdue: '”{milestone}“ پیش کرنے کا وقت گزر چکا ہے۔',
  take_back_open:
    '”{milestone}“ میں بہت تاخیر ہو چکی۔ آپ اپنی رقم واپس لے سکتے ہیں یا انتظار کر سکتے ہیں۔',
  take_back_open_team:
    '”{milestone}“ میں بہت تاخیر ہو چکی۔ {organisation} اب رقم واپس لے سکتا ہے۔ کام پیش کیجیے یا بات کیجیے۔',
  deadline_signing: '”{contract}“ پر آپ کے دستخط {deadline} تک درکار ہیں۔',
  deadline_funding: '”{contract}“ کے پہلے مرحلے کی رقم {deadline} تک جمع ہونی چاہیے۔',
  deadline_next_funding:
    '”{milestone}“ کی رقم {deadline} تک جمع ہونی چاہیے، ورنہ معاہدہ ختم ہو جائے گا۔',
  deadline_inputs:
    '”{contract}“ کے لیے ٹیم کی ضرورت کی چیزیں {deadline} تک دینی ہیں، ورنہ رقم واپس جائے گی اور معاہدہ ختم ہو جائے گا۔',
  deadline_delivery: '”{milestone}“ پیش کرنے کی مہلت {deadline} تک ہے۔',
  deadline_review: '”{milestone}“ پر آپ کا جائزہ {deadline} پر ختم ہو گا۔ اس سے پہلے دیکھ لیجیے۔',
  deadline_operator: '”{milestone}“ کا فیصلہ {deadline} تک ہونا ہے۔',
  enrolment_began_free: '”{track}“ میں آپ کا داخلہ ہو گیا۔ جب چاہیں شروع کیجیے۔',
  enrolment_began_paid:
    '”{track}“ کے لیے آپ کے {amount} پہنچ گئے اور محفوظ ہیں۔ آپ شروع کر سکتے ہیں۔',
  enrolment_began_sponsored: '”{track}“ میں آپ کو کفالت کی نشست مل گئی۔ آپ شروع کر سکتے ہیں۔',
  enrolment_payment_failed:
    '”{track}“ کی ادائیگی نہیں ہو سکی۔ کوئی رقم نہیں لی گئی؛ دوبارہ کوشش کیجیے۔',
  enrolment_refunded: '”{track}“ کے {amount} آپ کو واپس بھیجے جا رہے ہیں۔',
  seat_refunded: '”{track}“ کی ایک نشست چھوڑ دی گئی۔ {amount} آپ کو واپس بھیجے جا رہے ہیں۔',
  enrolment_released: '”{track}“ کی ایک نشست کے {amount}، فیس نکال کر، {partner} کو دے دیے گئے۔',
  sponsorship_funded:
    '”{track}“ میں {seats, plural, one {ایک نشست} other {# نشستوں}} کی ادائیگی پہنچ گئی۔ سیکھنے والے اب ان پر داخلہ لے سکتے ہیں۔',
  sponsorship_payment_failed:
    '”{track}“ کی نشستوں کی ادائیگی نہیں ہو سکی۔ کوئی رقم نہیں لی گئی؛ دوبارہ کوشش کیجیے۔',
  cohort_date_near: '{cohort} کے ”{what}“ کی آخری تاریخ {deadline} ہے۔',
  learning_idle:
    'آپ کچھ عرصے سے ”{track}“ میں نہیں آئے۔ جہاں رکے تھے وہیں سے آگے بڑھیے، یا ترتیبات میں یہ یاد دہانیاں بند کر دیجیے۔',
  transfer_paid_partner: 'آپ کے نصابوں کی نشستوں کے {amount} آپ کے کھاتے میں بھیج دیے گئے۔',
  payout_account_needed_partner:
    'آپ کے نصابوں کی نشستوں کے {amount} آپ کے منتظر ہیں۔ بتائیے کہ آپ کا ادارہ انھیں کہاں وصول کرے گا۔',
  transfer_paid: '”{milestone}“ کے {amount} آپ کے کھاتے میں بھیج دیے گئے۔',
  payout_account_needed:
    '”{milestone}“ کے {amount} آپ کے منتظر ہیں۔ انھیں پانے کے لیے وصولی کا کھاتا بتائیے۔',
  contract_completed: '”{contract}“ مکمل ہو گیا۔',
  contract_completed_review: '”{contract}“ مکمل ہو گیا۔ بتائیے کہ دوسرے فریق کے ساتھ کام کیسا رہا۔',
  review_reminder: '”{contract}“ پر آپ کی رائے باقی ہے۔ دونوں کی رائے لکھے جانے پر ہی ظاہر ہو گی۔',
  reviews_revealed: '”{contract}“ پر دونوں کی رائے ظاہر ہو گئی ہے۔',
  claim_opened: '”{milestone}“ پر دعویٰ ہے: دوبارہ دیکھا گیا اور کوئی بات اب پوری نہیں ہوتی۔',
  claim_opened_answer:
    '”{milestone}“ پر دعویٰ ہے: دوبارہ دیکھا گیا اور کوئی بات اب پوری نہیں ہوتی۔ {deadline} تک جواب دیجیے۔',
  claim_opened_client: '{organisation} نے ”{milestone}“ پر دعویٰ کیا ہے۔',
  claim_opened_client_answer:
    '{organisation} نے ”{milestone}“ پر دعویٰ کیا ہے۔ {deadline} تک جواب دیجیے۔',
  claim_answered: '{team} نے ”{milestone}“ کے دعوے کا جواب دے دیا۔ ثمر {deadline} تک فیصلہ کرے گا۔',
  claim_answered_decide:
    '{team} نے ”{milestone}“ کے دعوے کا جواب دے دیا۔ {deadline} تک فیصلہ کیجیے۔',
  claim_silent: '”{milestone}“ کے دعوے کا جواب وقت پر نہیں آیا۔ ثمر {deadline} تک فیصلہ کرے گا۔',
  claim_silent_decide: '”{milestone}“ کے دعوے کا جواب وقت پر نہیں آیا۔ {deadline} تک فیصلہ کیجیے۔',
  claim_released: '”{milestone}“ کے دعوے کا فیصلہ ہو گیا: روکا ہوا حصہ {team} کو جائے گا۔',
  claim_refunded:
    '”{milestone}“ کے دعوے کا فیصلہ ہو گیا: روکا ہوا حصہ {organisation} کو واپس جائے گا۔',
  claim_mended: '”{milestone}“ کی دوبارہ پیمائش ہوئی اور معیار پھر پورا ہوا۔ دعویٰ ختم ہو گیا۔',
  claim_withdrawn: '{organisation} نے ”{milestone}“ کا دعویٰ واپس لے لیا۔',
  deadline_claim_answer: '”{milestone}“ کے دعوے پر آپ کا جواب {deadline} تک درکار ہے۔',
  deadline_claim_decide: '”{milestone}“ کے دعوے کا فیصلہ {deadline} تک ہونا ہے۔',
  data_deleted: '”{contract}“ میں گاہک کا ڈیٹا وعدے کے مطابق مٹا دیا گیا۔',
  credential_issued:
    'آپ کو ایک نئی سند ملی ہے: «{credential}»۔ یہ آپ کے بٹوے میں ہے؛ کون اسے دیکھ سکے، یہ آپ طے کرتے ہیں۔',
  credential_suspended:
    'آپ کی سند «{credential}» معطل کر دی گئی ہے اور فی الحال تصدیق پر پوری نہیں اترے گی۔ بتائی گئی وجہ: {reason}',
  credential_reinstated: 'آپ کی سند «{credential}» پھر سے معتبر ہے۔',
  credential_revoked:
    'آپ کی سند «{credential}» منسوخ کر دی گئی ہے اور اب اس کی تصدیق نہیں ہوگی۔ بتائی گئی وجہ: {reason}',
  credential_expiring:
    'آپ کی سند «{credential}» کی میعاد {deadline} کو ختم ہو رہی ہے۔ جاری کرنے والے ادارے سے پوچھیے کہ کیا اس کی تجدید ہو سکتی ہے۔',
  attempt_passed: 'آپ ”{track}“ میں ”{item}“ میں کامیاب رہے۔',
  attempt_not_passed:
    'اس بار آپ ”{track}“ میں ”{item}“ میں کامیاب نہ ہو سکے۔ صفحہ بتاتا ہے کہ نمبر کس طرح دیے گئے۔',
  attempt_broken:
    '”{track}“ میں ”{item}“ کی پیمائش بے نتیجہ رہی۔ کوئی کوشش شمار نہیں ہوئی؛ آپ دوبارہ جمع کرا سکتے ہیں۔',
  review_assigned: '”{track}“ میں ”{item}“ کا ایک کام {deadline} تک آپ کے نمبروں کا منتظر ہے۔',
  review_due:
    '”{track}“ میں ”{item}“ کے لیے آپ کے نمبر {deadline} تک درکار ہیں۔ اس کے بعد کسی اور سے کہا جائے گا۔',
  reviewers_missing:
    '”{track}“ میں ”{item}“ کے ایک کام کے لیے ایسے جائزہ لینے والے کم ہیں جن کا طالب علم سے کوئی تعلق نہ ہو۔ منتظم سے کہہ دیا گیا ہے۔ آپ مزید جائزہ لینے والوں کو دعوت دے سکتے ہیں۔',
  reviewers_missing_name:
    '”{track}“ میں ”{item}“ کے ایک کام کے لیے ایسے جائزہ لینے والے کم ہیں جن کا طالب علم سے کوئی تعلق نہ ہو۔ کسی کو نامزد کیجیے۔',
  appeal_filed: 'ایک طالب علم نے ”{track}“ میں ”{item}“ کے نمبروں کے خلاف اپیل کی ہے۔ فیصلہ کیجیے۔',
  appeal_waits: '”{track}“ میں ”{item}“ کی ایک اپیل پانچ کاروباری دن سے منتظر ہے۔ فیصلہ کیجیے۔',
  appeal_stands: '”{track}“ میں ”{item}“ پر آپ کی اپیل کا فیصلہ ہو گیا: نتیجہ برقرار ہے۔',
  appeal_passed: '”{track}“ میں ”{item}“ پر آپ کی اپیل کا فیصلہ ہو گیا: آپ کامیاب ہیں۔',
  appeal_again:
    '”{track}“ میں ”{item}“ پر آپ کی اپیل کا فیصلہ ہو گیا: آپ دوبارہ کوشش کر سکتے ہیں، اور کوئی کوشش شمار نہیں ہو گی۔',
  track_completed:
    'آپ نے ”{track}“ مکمل کر لیا۔ مہارتیں آپ کے پروفائل پر ہیں، جہاں ٹیمیں اور گاہک آپ کو پاتے ہیں؛ اب کوئی ٹیم دیکھیے۔',
  track_submitted:
    '{partner} نے {track} کی اشاعت {number} پیش کی ہے۔ اسے پڑھ کر شائع کریں یا واپس بھیج دیں۔',
  track_sent_back: '{track} کی اشاعت {number} منتظم کے نوٹ کے ساتھ واپس آئی ہے۔',
  track_published: '{track} کی اشاعت {number} شائع ہو گئی۔ لوگ اب اس میں داخلہ لے سکتے ہیں۔',
  message_mentioned: '{author} نے ”{thread}“ کی گفتگو میں آپ کا ذکر کیا ہے۔',
  message_reported: '”{thread}“ کی گفتگو کے ایک پیغام کی شکایت ہوئی ہے۔ پڑھ کر فیصلہ کیجیے۔',
  message_warned: '”{thread}“ کی گفتگو میں آپ کے ایک پیغام پر منتظم کی تنبیہ: {words}',
  report_warned:
    '”{thread}“ کے جس پیغام کی آپ نے شکایت کی تھی، منتظم نے اس کے لکھنے والے کو تنبیہ کی ہے: {words}',
  report_dismissed:
    '”{thread}“ کے جس پیغام کی آپ نے شکایت کی تھی، منتظم نے اسے پڑھ کر رہنے دیا ہے: {words}',
  check_asked: '{organisation} نے تصدیق کی درخواست کی ہے تاکہ بریف شائع کر سکے۔',
  check_asked_back:
    '{organisation} کی تصدیق ابھی نہ ہو سکی۔ منتظم کے سوال کا جواب تیار کر کے بریف کے مسودے سے دوبارہ درخواست کیجیے: {words}',
  organisation_verified: '{organisation} کی تصدیق ہو گئی ہے۔ اب اس کے بریف شائع ہو سکتے ہیں۔',
  review_reported: '”{contract}“ کی ایک رائے کی شکایت ہوئی ہے۔ پڑھ کر فیصلہ کیجیے۔',
  review_kept:
    '”{contract}“ کی جس رائے کی آپ نے شکایت کی تھی، منتظم نے اسے پڑھ کر رہنے دیا ہے: {words}',
  review_hidden: 'منتظم نے ”{contract}“ کی ایک رائے ہٹا دی ہے: {words}',
}
