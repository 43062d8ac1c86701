import { esco, type Skill } from './skill'

export const privacySkills: readonly Skill[] = [
  {
    id: 'data-protection-law',
    area: 'privacy',
    escoUri: esco('a4346013-a967-4a58-a533-6b32ad1364c5'),
    name: { en: 'Data protection law', ur: 'ڈیٹا کے تحفظ کا قانون' },
    sentence: {
      en: 'Knows what the law of Pakistan, Saudi Arabia, Türkiye and the EU asks of personal data.',
      ur: 'جاننا کہ پاکستان، سعودی عرب، ترکیہ اور یورپی یونین کا قانون ذاتی ڈیٹا کے بارے میں کیا کہتا ہے۔',
    },
    roles: ['data_steward', 'outcome_lead'],
  },
  {
    id: 'gdpr-practice',
    area: 'privacy',
    escoUri: esco('d3e9b00a-0891-4fa8-836d-8240ec3d2758'),
    name: { en: 'GDPR in practice', ur: 'جی ڈی پی آر پر عمل' },
    sentence: {
      en: 'Keeps records, answers requests and writes agreements as European law demands.',
      ur: 'یورپی قانون کے مطابق ریکارڈ رکھنا، درخواستوں کا جواب دینا اور معاہدے لکھنا۔',
    },
    roles: ['data_steward'],
  },
  {
    id: 'anonymisation',
    area: 'privacy',
    escoUri: esco('a56dec32-05ef-45de-a256-ee6741f356db'),
    name: { en: 'Anonymisation', ur: 'شناخت مٹانا' },
    sentence: {
      en: 'Removes what identifies people and tests whether they can still be found.',
      ur: 'لوگوں کی شناخت ظاہر کرنے والی چیزیں ہٹانا اور پرکھنا کہ کیا وہ اب بھی پہچانے جا سکتے ہیں۔',
    },
    roles: ['data_steward', 'machine_learning_engineer'],
  },
  {
    id: 'data-classification',
    area: 'privacy',
    escoUri: esco('03a74eee-2dc6-4147-8667-5cdeb65f122d'),
    name: { en: 'Data classification', ur: 'ڈیٹا کی درجہ بندی' },
    sentence: {
      en: 'Sorts data by what harm their loss would do and applies the rules of the class.',
      ur: 'ڈیٹا کو ممکنہ نقصان کے لحاظ سے درجوں میں رکھنا اور ہر درجے کے قاعدے لاگو کرنا۔',
    },
    roles: ['data_steward'],
  },
  {
    id: 'retention-deletion',
    area: 'privacy',
    escoUri: null,
    name: { en: 'Retention and deletion', ur: 'مدتِ حفاظت اور حذف' },
    sentence: {
      en: 'Keeps data no longer than agreed and can prove that they are gone.',
      ur: 'ڈیٹا کو طے شدہ مدت سے زیادہ نہ رکھنا اور ثابت کر سکنا کہ وہ مٹا دیا گیا۔',
    },
    roles: ['data_steward', 'deployment_engineer'],
  },
  {
    id: 'impact-assessment',
    area: 'privacy',
    escoUri: esco('69cfc5ed-6569-4aca-a4cc-fd782ba51d9c'),
    name: { en: 'Impact assessment', ur: 'اثرات کا جائزہ' },
    sentence: {
      en: 'Says beforehand whom a system could harm and what prevents it.',
      ur: 'پہلے سے بتانا کہ نظام کس کو نقصان پہنچا سکتا ہے اور اس کی روک کیا ہے۔',
    },
    roles: ['data_steward', 'outcome_lead', 'domain_expert'],
  },
  {
    id: 'consent-management',
    area: 'privacy',
    escoUri: esco('33a82b83-c838-4889-ae62-fae1317481eb'),
    name: { en: 'Consent', ur: 'رضامندی' },
    sentence: {
      en: 'Asks people in words they understand and respects a no.',
      ur: 'لوگوں سے ایسے لفظوں میں پوچھنا جو وہ سمجھیں، اور انکار کا احترام کرنا۔',
    },
    roles: ['data_steward', 'field_coordinator'],
  },
  {
    id: 'personal-data-inventory',
    area: 'privacy',
    escoUri: null,
    name: { en: 'Inventory of personal data', ur: 'ذاتی ڈیٹا کی فہرست' },
    sentence: {
      en: 'Knows which personal data a system holds, why, and who sees them.',
      ur: 'جاننا کہ نظام میں کون سا ذاتی ڈیٹا ہے، کیوں ہے اور کون دیکھتا ہے۔',
    },
    roles: ['data_steward'],
  },
  {
    id: 'data-sharing-agreements',
    area: 'privacy',
    escoUri: null,
    name: { en: 'Agreements on data', ur: 'ڈیٹا کے معاہدے' },
    sentence: {
      en: 'Writes down what may be shared, with whom, for how long and what follows a breach.',
      ur: 'لکھنا کہ کیا، کس سے، کتنی مدت کے لیے بانٹا جا سکتا ہے اور خلاف ورزی پر کیا ہو گا۔',
    },
    roles: ['data_steward', 'outcome_lead'],
  },
  {
    id: 'breach-notification',
    area: 'privacy',
    escoUri: null,
    name: { en: 'Notice of a breach', ur: 'رخنے کی اطلاع' },
    sentence: {
      en: 'Tells those concerned what was lost, in time and in words they can act on.',
      ur: 'متاثرہ لوگوں کو بروقت اور قابلِ عمل الفاظ میں بتانا کہ کیا ضائع ہوا۔',
    },
    roles: ['data_steward', 'outcome_lead'],
  },
  {
    id: 'access-requests',
    area: 'privacy',
    escoUri: null,
    name: { en: 'Requests for one’s own data', ur: 'اپنے ڈیٹا کی درخواست' },
    sentence: {
      en: 'Answers people who ask what is held about them, completely and within the deadline.',
      ur: 'پوچھنے والوں کو ان کے متعلق محفوظ معلومات پوری اور مقررہ مدت میں دینا۔',
    },
    roles: ['data_steward'],
  },
  {
    id: 'health-data-rules',
    area: 'privacy',
    escoUri: esco('53141450-2fa9-4890-a64e-7ffd4e1144be'),
    name: { en: 'Handling of health records', ur: 'صحت کے ریکارڈ کی احتیاط' },
    sentence: {
      en: 'Works with patients’ records so that care is served and confidence is kept.',
      ur: 'مریضوں کے ریکارڈ یوں برتنا کہ علاج میں مدد ملے اور راز بھی قائم رہے۔',
    },
    roles: ['data_steward', 'domain_expert'],
  },
]
