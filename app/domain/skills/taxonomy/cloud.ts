import { esco, type Skill } from './skill'

export const cloudSkills: readonly Skill[] = [
  {
    id: 'cloud-deployment',
    area: 'cloud',
    escoUri: esco('6195c5f7-a4fb-425d-a3dd-c4467c4471a3'),
    name: { en: 'Cloud deployment', ur: 'کلاؤڈ پر تنصیب' },
    sentence: {
      en: 'Puts a service on a cloud so that it can be set up again from a file.',
      ur: 'نظام کو کلاؤڈ پر یوں نصب کرنا کہ ایک فائل سے دوبارہ کھڑا ہو سکے۔',
    },
    roles: ['deployment_engineer'],
  },
  {
    id: 'cloud-architecture',
    area: 'cloud',
    escoUri: esco('11430d93-c835-48ed-8e70-285fa69c9ae6'),
    name: { en: 'Cloud architecture', ur: 'کلاؤڈ کا نقشہ' },
    sentence: {
      en: 'Chooses parts and regions with an eye on cost, law and the way out.',
      ur: 'اجزا اور علاقے چننا، لاگت، قانون اور نکلنے کے راستے کو سامنے رکھ کر۔',
    },
    roles: ['deployment_engineer', 'outcome_lead'],
  },
  {
    id: 'model-serving',
    area: 'cloud',
    escoUri: esco('1d86f05e-e9cc-40ce-99d8-2b21cc71b16b'),
    name: { en: 'Model serving', ur: 'ماڈل کی فراہمی' },
    sentence: {
      en: 'Runs a model behind an address that answers quickly and does not fall over.',
      ur: 'ماڈل کو ایسے پتے پر چلانا جو جلد جواب دے اور بوجھ سے نہ گرے۔',
    },
    roles: ['deployment_engineer', 'machine_learning_engineer'],
  },
  {
    id: 'containers',
    area: 'cloud',
    escoUri: esco('ae4f0cc6-e0b9-47f5-bdca-2fc2e6316dce'),
    name: { en: 'Containers', ur: 'کنٹینر' },
    sentence: {
      en: 'Packs a service with all it needs, so that it runs the same elsewhere.',
      ur: 'نظام کو اس کی تمام ضروریات سمیت باندھنا، تاکہ ہر جگہ یکساں چلے۔',
    },
    roles: ['deployment_engineer'],
  },
  {
    id: 'ci-cd',
    area: 'cloud',
    escoUri: esco('f0de4973-0a70-4644-8fd4-3a97080476f4'),
    name: { en: 'Continuous delivery', ur: 'مسلسل ترسیل' },
    sentence: {
      en: 'Lets every change pass the same tests before it reaches people.',
      ur: 'ہر تبدیلی کو لوگوں تک پہنچنے سے پہلے ایک ہی جانچ سے گزارنا۔',
    },
    roles: ['deployment_engineer', 'evaluation_engineer'],
  },
  {
    id: 'linux-administration',
    area: 'cloud',
    escoUri: esco('0868eef3-2213-4572-9343-74931345a7d3'),
    name: { en: 'Linux administration', ur: 'لینکس کا انتظام' },
    sentence: {
      en: 'Keeps servers updated, watched and recoverable.',
      ur: 'سرور تازہ، زیرِ نگرانی اور بحالی کے قابل رکھنا۔',
    },
    roles: ['deployment_engineer'],
  },
  {
    id: 'api-integration',
    area: 'cloud',
    escoUri: esco('6fa1c2c0-a012-4ca0-9642-e01569ba322c'),
    name: { en: 'System integration', ur: 'نظاموں کو جوڑنا' },
    sentence: {
      en: 'Joins a new service to the systems that a client already works with.',
      ur: 'نئی خدمت کو ان نظاموں سے جوڑنا جو گاہک پہلے سے برتتا ہے۔',
    },
    roles: ['deployment_engineer', 'machine_learning_engineer'],
  },
  {
    id: 'monitoring',
    area: 'cloud',
    escoUri: esco('9190d87f-9792-42e0-bb7f-64294a656bcd'),
    name: { en: 'Monitoring', ur: 'نگرانی' },
    sentence: {
      en: 'Sees trouble before users do, and keeps the record that explains it.',
      ur: 'خرابی کو صارفین سے پہلے دیکھ لینا اور وہ ریکارڈ رکھنا جو اسے سمجھائے۔',
    },
    roles: ['deployment_engineer', 'evaluation_engineer'],
  },
  {
    id: 'cost-control',
    area: 'cloud',
    escoUri: esco('a2fef437-6719-47c2-8552-73b9fe81df86'),
    name: { en: 'Capacity and cost', ur: 'گنجائش اور لاگت' },
    sentence: {
      en: 'Knows what a thousand answers cost and keeps the bill within what was agreed.',
      ur: 'جاننا کہ ہزار جواب کتنے میں پڑتے ہیں اور خرچ کو طے شدہ حد میں رکھنا۔',
    },
    roles: ['deployment_engineer', 'outcome_lead'],
  },
  {
    id: 'backup-recovery',
    area: 'cloud',
    escoUri: esco('82de2df7-0d6c-42b1-94ac-b3e9a029e917'),
    name: { en: 'Backup and recovery', ur: 'نقل اور بحالی' },
    sentence: {
      en: 'Makes backups, and has really restored from one.',
      ur: 'محفوظ نقلیں بنانا، اور کبھی ان سے واقعی بحالی کر کے دیکھنا۔',
    },
    roles: ['deployment_engineer', 'data_steward'],
  },
  {
    id: 'provider-independence',
    area: 'cloud',
    escoUri: null,
    name: { en: 'Independence from one provider', ur: 'ایک کمپنی پر عدم انحصار' },
    sentence: {
      en: 'Builds so that a second provider can take over, and has tried it.',
      ur: 'یوں بنانا کہ دوسری کمپنی کام سنبھال سکے، اور یہ آزما کر دیکھنا۔',
    },
    roles: ['deployment_engineer', 'outcome_lead'],
  },
  {
    id: 'edge-devices',
    area: 'cloud',
    escoUri: esco('f049d050-12da-4e40-813a-2b5eb6df6b51'),
    name: { en: 'Devices in the field', ur: 'میدان میں نصب آلات' },
    sentence: {
      en: 'Runs software on sensors and phones where power and network come and go.',
      ur: 'ایسے سینسروں اور فونوں پر نظام چلانا جہاں بجلی اور نیٹ ورک آتے جاتے ہیں۔',
    },
    roles: ['deployment_engineer', 'field_coordinator'],
  },
  {
    id: 'web-development',
    area: 'cloud',
    escoUri: esco('69bbd53f-fbb0-4476-b4b2-ef7844464e28'),
    name: { en: 'Web development', ur: 'ویب سازی' },
    sentence: {
      en: 'Builds web applications that load on a slow link and work on any device.',
      ur: 'ایسی ویب گاہیں بنانا جو سست رابطے پر کھلیں اور ہر آلے پر چلیں۔',
    },
    roles: ['deployment_engineer'],
  },
  {
    id: 'front-end-design',
    area: 'cloud',
    escoUri: esco('c4b1f326-224a-420a-b8b3-814a8f13b6cb'),
    name: { en: 'Front ends', ur: 'صارف کے رخ کی تیاری' },
    sentence: {
      en: 'Turns a design into pages that respond, read well and serve everyone.',
      ur: 'خاکے کو ایسے صفحات میں بدلنا جو فوراً جواب دیں، پڑھنے میں آسان ہوں اور سب کے کام آئیں۔',
    },
    roles: ['deployment_engineer', 'localiser'],
  },
  {
    id: 'content-management',
    area: 'cloud',
    escoUri: esco('56a10e3e-c9e7-4d39-b6f1-6013398fcb3a'),
    name: { en: 'Content management systems', ur: 'مواد کے انتظامی نظام' },
    sentence: {
      en: 'Sets up and hands over sites that people without code can keep alive.',
      ur: 'ایسی ویب گاہیں بنا کر دینا جنہیں کوڈ نہ جاننے والے بھی چلا سکیں۔',
    },
    roles: ['deployment_engineer', 'localiser'],
  },
  {
    id: 'mobile-applications',
    area: 'cloud',
    escoUri: esco('b8c01891-e3df-4a4b-948d-95b45e1788f5'),
    name: { en: 'Mobile applications', ur: 'موبائل ایپ' },
    sentence: {
      en: 'Builds for phones that are old, shared and often offline.',
      ur: 'پرانے، مشترک اور اکثر رابطے سے کٹے فونوں کے لیے ایپ بنانا۔',
    },
    roles: ['deployment_engineer', 'field_coordinator'],
  },
  {
    id: 'workflow-automation',
    area: 'cloud',
    escoUri: null,
    name: { en: 'Automation of office work', ur: 'دفتری کام کی خودکاری' },
    sentence: {
      en: 'Connects forms, mail and records so that a step happens once and is logged.',
      ur: 'فارم، ڈاک اور ریکارڈ کو جوڑنا تاکہ ہر مرحلہ ایک ہی بار ہو اور درج ہو جائے۔',
    },
    roles: ['deployment_engineer', 'outcome_lead'],
  },
  {
    id: 'infrastructure-as-code',
    area: 'cloud',
    escoUri: esco('ce8ae6ca-61d8-4174-b457-641de96cbff4'),
    name: { en: 'Infrastructure as code', ur: 'کوڈ سے ڈھانچے کی تیاری' },
    sentence: {
      en: 'Describes servers and networks in files, so that they can be built again the same.',
      ur: 'سرور اور نیٹ ورک فائلوں میں بیان کرنا تاکہ ہوبہو دوبارہ بن سکیں۔',
    },
    roles: ['deployment_engineer'],
  },
  {
    id: 'user-support',
    area: 'cloud',
    escoUri: esco('db36f7f1-5900-45bd-9ffb-f2b19c4362ac'),
    name: { en: 'Support of users', ur: 'صارفین کی مدد' },
    sentence: {
      en: 'Answers people when a system fails them and brings back what was learnt.',
      ur: 'نظام اٹک جائے تو لوگوں کی مدد کرنا اور اس سے سیکھی بات واپس ٹیم تک لانا۔',
    },
    roles: ['field_coordinator', 'deployment_engineer'],
  },
]
