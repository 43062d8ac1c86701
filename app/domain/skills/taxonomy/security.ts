import { esco, type Skill } from './skill'

export const securitySkills: readonly Skill[] = [
  {
    id: 'threat-modelling',
    area: 'security',
    escoUri: esco('7f27f1ff-2e17-4b69-990e-c23334478313'),
    name: { en: 'Threat modelling', ur: 'خطرات کا جائزہ' },
    sentence: {
      en: 'Asks early who could misuse a system and how it would be noticed.',
      ur: 'ابتدا ہی میں سوچنا کہ نظام کا غلط استعمال کون کر سکتا ہے اور پتا کیسے چلے گا۔',
    },
    roles: ['deployment_engineer', 'data_steward'],
  },
  {
    id: 'application-security',
    area: 'security',
    escoUri: esco('902fb91c-3113-4004-9b4f-79aa86b638b7'),
    name: { en: 'Application security', ur: 'ایپلی کیشن کا تحفظ' },
    sentence: {
      en: 'Keeps out the usual attacks on web services and interfaces.',
      ur: 'ویب خدمات پر ہونے والے عام حملوں کا راستہ بند رکھنا۔',
    },
    roles: ['deployment_engineer', 'evaluation_engineer'],
  },
  {
    id: 'identity-access',
    area: 'security',
    escoUri: esco('ab49f767-296b-47d5-af56-0b4a69515b03'),
    name: { en: 'Identity and access', ur: 'شناخت اور رسائی' },
    sentence: {
      en: 'Gives each person the access the work needs, and takes it back in time.',
      ur: 'ہر شخص کو کام بھر رسائی دینا، اور وقت پر واپس لینا۔',
    },
    roles: ['deployment_engineer', 'data_steward'],
  },
  {
    id: 'secrets-encryption',
    area: 'security',
    escoUri: esco('e5beeff8-7c98-490a-ae2c-16fbb6a87305'),
    name: { en: 'Keys and encryption', ur: 'کنجیاں اور رمز بندی' },
    sentence: {
      en: 'Encrypts what must stay closed and looks after the keys.',
      ur: 'جو چیز بند رہنی چاہیے اسے رمز میں رکھنا اور کنجیوں کی حفاظت کرنا۔',
    },
    roles: ['deployment_engineer', 'data_steward'],
  },
  {
    id: 'model-security',
    area: 'security',
    escoUri: esco('dad7e408-162f-46a4-8567-db560e19e2fc'),
    name: { en: 'Security of models', ur: 'ماڈلوں کا تحفظ' },
    sentence: {
      en: 'Tests a model against tricked inputs, leaked prompts and poisoned data.',
      ur: 'ماڈل کو دھوکے والے سوالوں، افشا ہدایات اور آلودہ ڈیٹا کے مقابل پرکھنا۔',
    },
    roles: ['machine_learning_engineer', 'evaluation_engineer'],
  },
  {
    id: 'incident-response',
    area: 'security',
    escoUri: esco('440d5784-52a5-4729-8b04-29f978bd896d'),
    name: { en: 'Incident response', ur: 'ہنگامی صورتِ حال' },
    sentence: {
      en: 'Stays calm when something breaks, limits the harm and writes down why.',
      ur: 'خرابی پر پُرسکون رہنا، نقصان محدود کرنا اور وجہ لکھنا۔',
    },
    roles: ['deployment_engineer', 'outcome_lead'],
  },
  {
    id: 'security-testing',
    area: 'security',
    escoUri: esco('f4a85869-1855-45d5-a43c-7ee8cd451996'),
    name: { en: 'Security testing', ur: 'تحفظ کی جانچ' },
    sentence: {
      en: 'Looks for weaknesses with permission and reports them so they get mended.',
      ur: 'اجازت سے کمزوریاں ڈھونڈنا اور انھیں یوں بتانا کہ دور ہو جائیں۔',
    },
    roles: ['evaluation_engineer', 'deployment_engineer'],
  },
  {
    id: 'network-security',
    area: 'security',
    escoUri: esco('2ddb1226-1117-4eb4-ae65-3a2f5a5a3c80'),
    name: { en: 'Network security', ur: 'نیٹ ورک کا تحفظ' },
    sentence: {
      en: 'Draws the borders inside a network and watches what crosses them.',
      ur: 'نیٹ ورک کے اندر حدیں کھینچنا اور ان سے گزرنے والی چیزوں پر نظر رکھنا۔',
    },
    roles: ['deployment_engineer'],
  },
  {
    id: 'cloud-security',
    area: 'security',
    escoUri: esco('1c2978b8-bb0d-4249-9c23-877571a4dffa'),
    name: { en: 'Cloud security', ur: 'کلاؤڈ کا تحفظ' },
    sentence: {
      en: 'Closes what providers leave open and shows a client that it is closed.',
      ur: 'فراہم کنندہ جو راستے کھلے چھوڑے انہیں بند کرنا اور گاہک کو دکھانا کہ وہ بند ہیں۔',
    },
    roles: ['deployment_engineer', 'data_steward'],
  },
  {
    id: 'security-policy',
    area: 'security',
    escoUri: esco('11eebd42-44ab-401d-8a2c-bdb9fc9beb50'),
    name: { en: 'Security policy', ur: 'تحفظ کی حکمتِ عملی' },
    sentence: {
      en: 'Writes rules that people keep, and checks that they do.',
      ur: 'ایسے ضابطے لکھنا جن پر لوگ عمل کریں، اور عمل کی جانچ کرنا۔',
    },
    roles: ['outcome_lead', 'data_steward'],
  },
  {
    id: 'digital-forensics',
    area: 'security',
    escoUri: esco('118a9b27-1c5a-4214-b685-1a4d9e6365ea'),
    name: { en: 'Digital forensics', ur: 'رقمی تفتیش' },
    sentence: {
      en: 'Finds out what happened on a machine without changing the traces.',
      ur: 'نشانات بدلے بغیر معلوم کرنا کہ مشین پر کیا ہوا تھا۔',
    },
    roles: ['data_steward', 'deployment_engineer'],
  },
  {
    id: 'fraud-detection-practice',
    area: 'security',
    escoUri: null,
    name: { en: 'Fraud and abuse', ur: 'جعل سازی اور غلط استعمال' },
    sentence: {
      en: 'Knows how people cheat a service and what catches them without hurting the honest.',
      ur: 'جاننا کہ لوگ خدمت کو کیسے دھوکا دیتے ہیں اور کیا تدبیر ایمانداروں کو تکلیف دیے بغیر انہیں پکڑتی ہے۔',
    },
    roles: ['domain_expert', 'machine_learning_engineer'],
  },
  {
    id: 'content-moderation',
    area: 'security',
    escoUri: esco('c9b6aa32-6c42-4903-8e5a-23e43edf03fc'),
    name: { en: 'Content moderation', ur: 'مواد کی نگرانی' },
    sentence: {
      en: 'Judges what may stay by written rules, alike for everyone, and hears appeals.',
      ur: 'لکھے ضوابط سے سب کے لیے یکساں طے کرنا کہ کیا رہ سکتا ہے، اور اپیل سننا۔',
    },
    roles: ['domain_expert', 'localiser', 'measurer'],
  },
]
