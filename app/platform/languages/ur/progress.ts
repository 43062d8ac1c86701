import type { progress as en } from '../en/progress'

export const progress: Record<keyof typeof en, string> = {
  count: '{done, number} / {total, number}',
  rate: 'فی سیکنڈ {rate, number} سطریں',
  waits_file: 'پیش گوئیوں کی فائل کا انتظار ہے',
  waits_probes: 'مقررہ مدت میں خدمت پر نظر رکھی جا رہی ہے',
  waits_ratings: 'دونوں جانچنے والوں کے نمبروں کا انتظار ہے',
  waits_report: 'پیمائش کرنے والے کے اعداد کا انتظار ہے',
  waits_objection: 'بتائے گئے اعداد پر اعتراض کیا جا سکتا ہے',
  waits_correction: 'اعداد کی تصحیح یا توثیق کا انتظار ہے',
}
