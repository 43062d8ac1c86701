import { esco, type Skill } from './skill'

export const localisationSkills: readonly Skill[] = [
  {
    id: 'software-localisation',
    area: 'localisation',
    escoUri: esco('bf298db2-b90e-4739-85ca-9c3003103fab'),
    name: { en: 'Software localisation', ur: 'نظام کی مقامی صورت' },
    sentence: {
      en: 'Makes a product feel written for its readers: words, dates, direction, examples.',
      ur: 'نظام کو یوں ڈھالنا کہ پڑھنے والے کو اپنا لگے: الفاظ، تاریخیں، سمت، مثالیں۔',
    },
    roles: ['localiser', 'deployment_engineer'],
  },
  {
    id: 'urdu-language-data',
    area: 'localisation',
    escoUri: null,
    name: { en: 'Urdu language data', ur: 'اردو زبان کا ڈیٹا' },
    sentence: {
      en: 'Collects and checks Urdu text and speech, in Urdu and in Latin letters.',
      ur: 'اردو متن اور گفتگو جمع کرنا اور جانچنا، اردو اور رومن دونوں حروف میں۔',
    },
    roles: ['localiser', 'data_steward'],
  },
  {
    id: 'regional-languages',
    area: 'localisation',
    escoUri: null,
    name: { en: 'Regional languages', ur: 'علاقائی زبانیں' },
    sentence: {
      en: 'Works in Punjabi, Sindhi, Pashto or Balochi, spoken and written.',
      ur: 'پنجابی، سندھی، پشتو یا بلوچی میں بولنے اور لکھنے کی سطح پر کام کرنا۔',
    },
    roles: ['localiser', 'field_coordinator'],
  },
  {
    id: 'arabic-language-data',
    area: 'localisation',
    escoUri: null,
    name: { en: 'Arabic language data', ur: 'عربی زبان کا ڈیٹا' },
    sentence: {
      en: 'Handles Arabic in its standard and spoken forms, marks and numerals included.',
      ur: 'معیاری اور بول چال کی عربی، اعراب اور ہندسوں سمیت سنبھالنا۔',
    },
    roles: ['localiser', 'data_steward'],
  },
  {
    id: 'turkish-language-data',
    area: 'localisation',
    escoUri: null,
    name: { en: 'Turkish language data', ur: 'ترکی زبان کا ڈیٹا' },
    sentence: {
      en: 'Handles Turkish word forms and its dotted and dotless i.',
      ur: 'ترکی الفاظ کی شکلیں اور نقطے والی اور بے نقطہ آئی سنبھالنا۔',
    },
    roles: ['localiser', 'data_steward'],
  },
  {
    id: 'machine-translation-review',
    area: 'localisation',
    escoUri: esco('32a2c63d-2d13-4784-abb8-678ef2cd8a46'),
    name: { en: 'Review of machine translation', ur: 'مشینی ترجمے کی نظرثانی' },
    sentence: {
      en: 'Judges and mends translations by meaning, and scores them the same way twice.',
      ur: 'ترجمے کو مفہوم کے لحاظ سے پرکھنا اور سنوارنا، اور ہر بار ایک ہی پیمانے سے۔',
    },
    roles: ['localiser', 'evaluation_engineer'],
  },
  {
    id: 'plain-language',
    area: 'localisation',
    escoUri: esco('5bac4bcc-1846-4688-ba02-ad2b51544282'),
    name: { en: 'Plain language', ur: 'سادہ زبان' },
    sentence: {
      en: 'Writes so that a farmer, a nurse or a clerk can act on it.',
      ur: 'یوں لکھنا کہ کسان، نرس یا کلرک اس پر عمل کر سکے۔',
    },
    roles: ['localiser', 'domain_expert'],
  },
  {
    id: 'translation',
    area: 'localisation',
    escoUri: esco('95d84b77-ba94-492f-a1e6-18be13f16cf0'),
    name: { en: 'Translation', ur: 'ترجمہ' },
    sentence: {
      en: 'Carries meaning, tone and intent from one language into another.',
      ur: 'مفہوم، لہجہ اور مقصد ایک زبان سے دوسری زبان میں لانا۔',
    },
    roles: ['localiser'],
  },
  {
    id: 'terminology-management',
    area: 'localisation',
    escoUri: null,
    name: { en: 'Terminology', ur: 'اصطلاحات' },
    sentence: {
      en: 'Keeps one word for one thing across people, years and machines.',
      ur: 'لوگوں، برسوں اور مشینوں میں ایک چیز کے لیے ایک ہی لفظ قائم رکھنا۔',
    },
    roles: ['localiser', 'domain_expert'],
  },
  {
    id: 'transcription',
    area: 'localisation',
    escoUri: esco('ca8fae74-46ff-4e1b-94ef-ce22393e02e7'),
    name: { en: 'Transcription', ur: 'تحریر بندی' },
    sentence: {
      en: 'Writes down what was said, by whom, with what could not be heard marked.',
      ur: 'جو کہا گیا اسے بولنے والے کے نام سے لکھنا اور جو سنا نہ جا سکا اس پر نشان لگانا۔',
    },
    roles: ['localiser', 'measurer'],
  },
  {
    id: 'subtitling',
    area: 'localisation',
    escoUri: esco('0764b28d-04ee-4e80-bf58-b737f02a63e0'),
    name: { en: 'Subtitles', ur: 'ذیلی عنوانات' },
    sentence: {
      en: 'Fits speech into lines that can be read in time.',
      ur: 'گفتگو کو ایسی سطروں میں سمونا جو بروقت پڑھی جا سکیں۔',
    },
    roles: ['localiser'],
  },
  {
    id: 'copy-editing',
    area: 'localisation',
    escoUri: esco('e3eb64db-bc0b-4cc0-bd31-5feb94b2ef50'),
    name: { en: 'Copy-editing', ur: 'زبان کی درستی' },
    sentence: {
      en: 'Corrects language without taking the author’s voice away.',
      ur: 'مصنف کا انداز بدلے بغیر زبان درست کرنا۔',
    },
    roles: ['localiser', 'domain_expert'],
  },
  {
    id: 'technical-writing',
    area: 'localisation',
    escoUri: null,
    name: { en: 'Technical writing', ur: 'فنی تحریر' },
    sentence: {
      en: 'Explains a system so that its next keeper needs nobody to ask.',
      ur: 'نظام یوں سمجھانا کہ اگلے ذمہ دار کو کسی سے پوچھنا نہ پڑے۔',
    },
    roles: ['localiser', 'deployment_engineer'],
  },
  {
    id: 'right-to-left-interfaces',
    area: 'localisation',
    escoUri: null,
    name: { en: 'Right-to-left interfaces', ur: 'دائیں سے بائیں صفحات' },
    sentence: {
      en: 'Sets pages in Arabic script so that nothing stands on the wrong side.',
      ur: 'عربی رسم الخط کے صفحات یوں ترتیب دینا کہ کوئی چیز غلط رخ پر نہ رہے۔',
    },
    roles: ['localiser', 'deployment_engineer'],
  },
  {
    id: 'voice-recording',
    area: 'localisation',
    escoUri: esco('1adec82b-e32b-4acc-bd89-e7d61d387161'),
    name: { en: 'Recording of speech', ur: 'آواز کی ریکارڈنگ' },
    sentence: {
      en: 'Records speakers of many ages and regions, with their consent.',
      ur: 'مختلف عمروں اور علاقوں کے لوگوں کی آواز ان کی اجازت سے ریکارڈ کرنا۔',
    },
    roles: ['localiser', 'field_coordinator'],
  },
]
