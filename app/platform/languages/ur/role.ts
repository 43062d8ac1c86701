import type { role as source } from '../en/role'

export const role: Record<keyof typeof source, string> = {
  outcome_lead: 'سربراہِ نتیجہ',
  outcome_lead_why: 'نتیجے کے لیے گاہک کو جواب دہ، اور ٹیم کو ساتھ رکھنے والا۔',
  domain_expert: 'ماہرِ شعبہ',
  domain_expert_why: 'شعبے کو جانتا ہے اور بتاتا ہے کہ درست جواب کیا ہے۔',
  machine_learning_engineer: 'ماڈل انجینئر',
  machine_learning_engineer_why: 'ماڈل بناتا ہے اور جانتا ہے کہ وہ کہاں چوکتا ہے۔',
  data_steward: 'نگرانِ ڈیٹا',
  data_steward_why: 'ڈیٹا کا خیال رکھتا ہے: کہاں ہے، کون دیکھتا ہے، کب مٹتا ہے۔',
  evaluation_engineer: 'جانچ انجینئر',
  evaluation_engineer_why: 'پلیٹ فارم سے پہلے نظام کو معیار پر پرکھتا ہے۔',
  deployment_engineer: 'تنصیب انجینئر',
  deployment_engineer_why: 'نظام کو استعمال کی جگہ نصب کرتا اور چلتا رکھتا ہے۔',
  localiser: 'مقامی زبان کا ماہر',
  localiser_why: 'نظام کو پڑھنے والوں کی اپنی زبان میں ڈھالتا ہے۔',
  field_coordinator: 'میدانی رابطہ کار',
  field_coordinator_why: 'ان لوگوں کے ساتھ کام کرتا ہے جو نظام کو موقع پر برتتے ہیں۔',
  measurer: 'پیمائش کار',
  measurer_why: 'بنانے والوں سے الگ رہ کر ناپتا ہے کہ لوگوں کے لیے کیا بدلا۔',
}
