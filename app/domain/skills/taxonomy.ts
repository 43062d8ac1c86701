import type { Locale } from '~/platform/languages/locales'
import type { Role } from './roles'

/**
 * The skills that Samar knows. Ids never change once people have claimed them. `escoUri` names the
 * concept of ESCO 1.1.1 (European Commission) that fits best, where there is one.
 */
export const skillAreas = [
  'machine_learning',
  'data',
  'cloud',
  'security',
  'testing',
  'privacy',
  'localisation',
  'domains',
] as const
export type SkillArea = (typeof skillAreas)[number]

export type Skill = {
  readonly id: string
  readonly area: SkillArea
  readonly escoUri: string | null
  readonly name: Readonly<Record<Locale, string>>
  readonly sentence: Readonly<Record<Locale, string>>
  /** The roles that need it. */
  readonly roles: readonly Role[]
}

const esco = (id: string) => `http://data.europa.eu/esco/skill/${id}`

export const skills: readonly Skill[] = [
  {
    id: 'problem-framing',
    area: 'machine_learning',
    escoUri: esco('07e51c60-763a-4335-b4ec-70a15f66d328'),
    name: { en: 'Problem framing', ur: 'مسئلے کی تشکیل' },
    sentence: {
      en: 'Turns a wish into one question a system can answer and a measurement can settle.',
      ur: 'خواہش کو ایسے سوال میں ڈھالنا جس کا جواب نظام دے سکے اور جسے پیمائش طے کر سکے۔',
    },
    roles: ['outcome_lead', 'domain_expert', 'machine_learning_engineer'],
  },
  {
    id: 'supervised-learning',
    area: 'machine_learning',
    escoUri: esco('3a2d5b45-56e4-4f5a-a55a-4a4a65afdc43'),
    name: { en: 'Supervised learning', ur: 'نگرانی میں تعلیم' },
    sentence: {
      en: 'Trains models on labelled examples and knows when they are only repeating them.',
      ur: 'نشان زد مثالوں پر ماڈل سدھانا، اور پہچاننا کہ کب وہ محض رٹ رہا ہے۔',
    },
    roles: ['machine_learning_engineer'],
  },
  {
    id: 'text-classification',
    area: 'machine_learning',
    escoUri: esco('fff0e2cd-d0bd-4b02-9daf-158b79d9688a'),
    name: { en: 'Text classification', ur: 'متن کی زمرہ بندی' },
    sentence: {
      en: 'Sorts messages, complaints or documents into agreed classes.',
      ur: 'پیغامات، شکایات یا دستاویزات کو طے شدہ زمروں میں بانٹنا۔',
    },
    roles: ['machine_learning_engineer', 'evaluation_engineer'],
  },
  {
    id: 'information-extraction',
    area: 'machine_learning',
    escoUri: esco('696e3b5b-8b61-45af-ae4c-3ab700f197ec'),
    name: { en: 'Information extraction', ur: 'معلومات کا استخراج' },
    sentence: {
      en: 'Finds names, dates, amounts and their relations in running text.',
      ur: 'رواں متن سے نام، تاریخیں، رقوم اور ان کا باہمی تعلق نکالنا۔',
    },
    roles: ['machine_learning_engineer'],
  },
  {
    id: 'retrieval-augmented-generation',
    area: 'machine_learning',
    escoUri: null,
    name: { en: 'Answering from documents', ur: 'دستاویزات سے جواب' },
    sentence: {
      en: "Lets a language model answer from the client's own papers and show where it read it.",
      ur: 'زبان کے ماڈل سے گاہک کی اپنی دستاویزات کی بنیاد پر جواب دلوانا، حوالے کے ساتھ۔',
    },
    roles: ['machine_learning_engineer', 'deployment_engineer'],
  },
  {
    id: 'prompt-and-context-design',
    area: 'machine_learning',
    escoUri: null,
    name: { en: 'Prompt and context design', ur: 'ہدایات اور سیاق کی ترتیب' },
    sentence: {
      en: 'Writes instructions and examples that keep a language model within its task.',
      ur: 'ایسی ہدایات اور مثالیں لکھنا جو زبان کے ماڈل کو اس کے کام تک محدود رکھیں۔',
    },
    roles: ['machine_learning_engineer', 'localiser'],
  },
  {
    id: 'fine-tuning',
    area: 'machine_learning',
    escoUri: esco('5608d5a0-6d5e-43b7-be37-616501729bb4'),
    name: { en: 'Fine-tuning', ur: 'ماڈل کی باریک تربیت' },
    sentence: {
      en: 'Adapts a trained model to a narrow task with few examples and a fair comparison.',
      ur: 'تیار ماڈل کو تھوڑی مثالوں سے ایک خاص کام پر ڈھالنا اور اس کا منصفانہ موازنہ کرنا۔',
    },
    roles: ['machine_learning_engineer'],
  },
  {
    id: 'computer-vision',
    area: 'machine_learning',
    escoUri: esco('7b0d5000-00da-4864-b776-6de49a87a669'),
    name: { en: 'Computer vision', ur: 'تصویر شناسی' },
    sentence: {
      en: 'Detects and classifies what is in pictures and video.',
      ur: 'تصاویر اور وڈیو میں موجود چیزوں کو پہچاننا اور زمروں میں بانٹنا۔',
    },
    roles: ['machine_learning_engineer'],
  },
  {
    id: 'document-recognition',
    area: 'machine_learning',
    escoUri: esco('12c82224-6394-4c3c-9831-2a8198ed1274'),
    name: { en: 'Document recognition', ur: 'دستاویز خوانی' },
    sentence: {
      en: 'Reads forms, receipts and scans, in Latin and in Arabic script.',
      ur: 'فارم، رسیدیں اور عکسی صفحات پڑھنا، لاطینی اور عربی دونوں رسم الخط میں۔',
    },
    roles: ['machine_learning_engineer', 'localiser'],
  },
  {
    id: 'speech-recognition',
    area: 'machine_learning',
    escoUri: esco('2af29864-c941-40a5-ae7b-2b6c4b92c0d7'),
    name: { en: 'Speech recognition', ur: 'گفتار شناسی' },
    sentence: {
      en: 'Turns calls and voice notes into text, accents and noise included.',
      ur: 'فون کالوں اور صوتی پیغامات کو متن میں بدلنا، لہجے اور شور سمیت۔',
    },
    roles: ['machine_learning_engineer', 'localiser'],
  },
  {
    id: 'forecasting',
    area: 'machine_learning',
    escoUri: null,
    name: { en: 'Forecasting', ur: 'پیش گوئی' },
    sentence: {
      en: 'Predicts demand, attendance or stock with an honest range around the number.',
      ur: 'طلب، حاضری یا ذخیرے کا اندازہ لگانا اور اس کے ساتھ غلطی کی گنجائش بتانا۔',
    },
    roles: ['machine_learning_engineer', 'domain_expert'],
  },
  {
    id: 'recommender-systems',
    area: 'machine_learning',
    escoUri: esco('505e4ef3-7ce4-437d-b7b4-5c608f71c258'),
    name: { en: 'Recommender systems', ur: 'سفارشی نظام' },
    sentence: {
      en: 'Ranks what a person is likely to need next and measures whether it helped.',
      ur: 'اندازہ لگانا کہ کسی کو آگے کس چیز کی ضرورت ہو گی، اور پرکھنا کہ اس سے فائدہ ہوا یا نہیں۔',
    },
    roles: ['machine_learning_engineer'],
  },
  {
    id: 'anomaly-detection',
    area: 'machine_learning',
    escoUri: null,
    name: { en: 'Anomaly detection', ur: 'بے قاعدگی کی نشان دہی' },
    sentence: {
      en: 'Notices the payment, reading or login that does not fit the rest.',
      ur: 'ایسی ادائیگی، پیمائش یا داخلے کو پہچاننا جو باقی سے میل نہ کھائے۔',
    },
    roles: ['machine_learning_engineer', 'evaluation_engineer'],
  },
  {
    id: 'model-compression',
    area: 'machine_learning',
    escoUri: null,
    name: { en: 'Small and fast models', ur: 'چھوٹے اور تیز ماڈل' },
    sentence: {
      en: 'Makes a model cheap enough for the phone or the server that is there.',
      ur: 'ماڈل کو اتنا ہلکا بنانا کہ موجود فون یا سرور پر چل سکے۔',
    },
    roles: ['machine_learning_engineer', 'deployment_engineer'],
  },
  {
    id: 'agent-workflows',
    area: 'machine_learning',
    escoUri: esco('751941a0-5645-4f8b-b97e-b252909d5edb'),
    name: { en: 'Multi-step automation', ur: 'کئی قدموں کی خودکاری' },
    sentence: {
      en: 'Lets a model use tools in several steps, with limits, a log and a stop.',
      ur: 'ماڈل سے کئی قدموں میں آلات استعمال کروانا، حدود، ریکارڈ اور روکنے کے بندوبست کے ساتھ۔',
    },
    roles: ['machine_learning_engineer', 'deployment_engineer'],
  },
  {
    id: 'data-modelling',
    area: 'data',
    escoUri: esco('fbafa41f-cd05-4109-a649-8b44d306d779'),
    name: { en: 'Data modelling', ur: 'ڈیٹا کی ساخت' },
    sentence: {
      en: 'Describes things, their attributes and relations so that others can build on them.',
      ur: 'چیزوں، ان کی صفات اور تعلقات کو یوں بیان کرنا کہ دوسرے ان پر کام کر سکیں۔',
    },
    roles: ['data_steward', 'machine_learning_engineer'],
  },
  {
    id: 'data-cleaning',
    area: 'data',
    escoUri: esco('50b100ea-74fd-4706-99db-3e4ca55e51b8'),
    name: { en: 'Data cleaning', ur: 'ڈیٹا کی صفائی' },
    sentence: {
      en: 'Finds what is wrong, missing or double in data and mends it with a record.',
      ur: 'ڈیٹا میں غلط، غائب یا دہری چیزیں ڈھونڈنا اور ریکارڈ رکھ کر درست کرنا۔',
    },
    roles: ['data_steward', 'machine_learning_engineer'],
  },
  {
    id: 'data-quality',
    area: 'data',
    escoUri: esco('cc7370dd-69fa-4c67-a96f-d4d135d38700'),
    name: { en: 'Data quality assessment', ur: 'ڈیٹا کے معیار کی جانچ' },
    sentence: {
      en: 'Says in numbers whether data are good enough for their purpose.',
      ur: 'اعداد سے بتانا کہ ڈیٹا اپنے مقصد کے لیے کافی اچھا ہے یا نہیں۔',
    },
    roles: ['data_steward', 'evaluation_engineer'],
  },
  {
    id: 'labelling-guidelines',
    area: 'data',
    escoUri: esco('906323f4-00c4-4c3b-ab5a-8af77be3456e'),
    name: { en: 'Labelling and guidelines', ur: 'نشان زنی اور اس کے اصول' },
    sentence: {
      en: 'Writes rules for labels, trains labellers and measures how far they agree.',
      ur: 'نشان زنی کے اصول لکھنا، لوگوں کو سکھانا اور ان کے اتفاق کو ناپنا۔',
    },
    roles: ['data_steward', 'evaluation_engineer', 'domain_expert'],
  },
  {
    id: 'sql',
    area: 'data',
    escoUri: esco('598de5b0-5b58-4ea7-8058-a4bc4d18c742'),
    name: { en: 'SQL', ur: 'ایس کیو ایل' },
    sentence: {
      en: 'Asks relational databases exact questions and gets the right rows back.',
      ur: 'تعلقاتی ڈیٹابیس سے درست سوال پوچھنا اور صحیح سطریں پانا۔',
    },
    roles: ['data_steward', 'machine_learning_engineer', 'deployment_engineer'],
  },
  {
    id: 'python-data',
    area: 'data',
    escoUri: esco('ccd0a1d9-afda-43d9-b901-96344886e14d'),
    name: { en: 'Python for data', ur: 'ڈیٹا کے لیے پائتھن' },
    sentence: {
      en: 'Reads, reshapes and analyses data in Python, and leaves code others can run.',
      ur: 'پائتھن میں ڈیٹا پڑھنا، ڈھالنا اور پرکھنا، ایسے کوڈ کے ساتھ جو دوسرے بھی چلا سکیں۔',
    },
    roles: ['machine_learning_engineer', 'data_steward', 'evaluation_engineer'],
  },
  {
    id: 'data-pipelines',
    area: 'data',
    escoUri: esco('9d0d89be-bffa-4393-b6f6-8d05bea49051'),
    name: { en: 'Data pipelines', ur: 'ڈیٹا کی ترسیل' },
    sentence: {
      en: 'Moves data on a schedule, notices when it fails and can run again safely.',
      ur: 'ڈیٹا کو مقررہ وقت پر منتقل کرنا، خرابی پکڑنا اور دوبارہ بے خطر چلانا۔',
    },
    roles: ['deployment_engineer', 'data_steward'],
  },
  {
    id: 'data-migration',
    area: 'data',
    escoUri: esco('020918ef-4b55-47c1-8430-ab7b8f6a7377'),
    name: { en: 'Data migration', ur: 'ڈیٹا کی منتقلی' },
    sentence: {
      en: 'Brings old records into a new system with nothing lost and a count to prove it.',
      ur: 'پرانے ریکارڈ نئے نظام میں لانا، یوں کہ کچھ نہ چھوٹے اور گنتی اس کا ثبوت ہو۔',
    },
    roles: ['deployment_engineer', 'data_steward'],
  },
  {
    id: 'statistics',
    area: 'data',
    escoUri: esco('382c11ed-20d5-4ae7-b60e-15fec527fa6c'),
    name: { en: 'Statistical analysis', ur: 'شماریاتی تجزیہ' },
    sentence: {
      en: 'Draws careful conclusions from samples and says how sure they are.',
      ur: 'نمونوں سے محتاط نتیجہ نکالنا اور بتانا کہ وہ کتنا یقینی ہے۔',
    },
    roles: ['machine_learning_engineer', 'evaluation_engineer', 'measurer'],
  },
  {
    id: 'data-visualisation',
    area: 'data',
    escoUri: esco('c3e36d05-8ae8-447f-bb2b-6f9409f85389'),
    name: { en: 'Data visualisation', ur: 'ڈیٹا کی تصویری پیش کش' },
    sentence: {
      en: 'Shows numbers so that a reader sees the truth in them at once.',
      ur: 'اعداد کو یوں دکھانا کہ پڑھنے والا ان کی سچائی فوراً دیکھ لے۔',
    },
    roles: ['outcome_lead', 'evaluation_engineer'],
  },
  {
    id: 'data-catalogue',
    area: 'data',
    escoUri: esco('9710092c-f174-4e84-95bf-2064d39ad7a0'),
    name: { en: 'Data documentation', ur: 'ڈیٹا کی دستاویز بندی' },
    sentence: {
      en: 'Writes down where data come from, what they mean and who may use them.',
      ur: 'لکھ رکھنا کہ ڈیٹا کہاں سے آیا، اس کا مطلب کیا ہے اور اسے کون برت سکتا ہے۔',
    },
    roles: ['data_steward'],
  },
  {
    id: 'geospatial-data',
    area: 'data',
    escoUri: esco('440f64e5-e66c-45ee-bc29-53c14a2ad720'),
    name: { en: 'Geographic data', ur: 'جغرافیائی ڈیٹا' },
    sentence: {
      en: 'Works with maps, satellite pictures and places that have no street name.',
      ur: 'نقشوں، سیاروی تصاویر اور بے نام مقامات کے ڈیٹا پر کام کرنا۔',
    },
    roles: ['machine_learning_engineer', 'field_coordinator'],
  },
  {
    id: 'survey-data',
    area: 'data',
    escoUri: esco('6b30644d-bdc5-4bca-b1af-edbf5c6b15ee'),
    name: { en: 'Survey data', ur: 'سروے کا ڈیٹا' },
    sentence: {
      en: 'Plans, collects and cleans answers from people, on paper or phone.',
      ur: 'لوگوں سے کاغذ یا فون پر جواب لینے کا منصوبہ بنانا، انھیں جمع اور صاف کرنا۔',
    },
    roles: ['field_coordinator', 'measurer'],
  },
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
    id: 'test-planning',
    area: 'testing',
    escoUri: esco('5d74614d-32c8-4ca4-9818-6980e52424b1'),
    name: { en: 'Test planning', ur: 'جانچ کا منصوبہ' },
    sentence: {
      en: 'Decides what must be tested, with which data, and when it is enough.',
      ur: 'طے کرنا کہ کیا جانچنا ہے، کس ڈیٹا سے، اور کب جانچ کافی ہے۔',
    },
    roles: ['evaluation_engineer', 'outcome_lead'],
  },
  {
    id: 'test-automation',
    area: 'testing',
    escoUri: esco('6a322874-e32f-4cd8-9683-badce67a7f73'),
    name: { en: 'Test automation', ur: 'خودکار جانچ' },
    sentence: {
      en: 'Writes tests that run by themselves and fail for the right reason.',
      ur: 'ایسی جانچ لکھنا جو خود چلے اور درست وجہ سے ناکام ہو۔',
    },
    roles: ['evaluation_engineer', 'deployment_engineer'],
  },
  {
    id: 'model-evaluation',
    area: 'testing',
    escoUri: null,
    name: { en: 'Model evaluation', ur: 'ماڈل کی پرکھ' },
    sentence: {
      en: "Chooses metrics, samples and intervals that answer the client's question.",
      ur: 'ایسے پیمانے، نمونے اور وقفے چننا جو گاہک کے سوال کا جواب دیں۔',
    },
    roles: ['evaluation_engineer', 'measurer', 'machine_learning_engineer'],
  },
  {
    id: 'acceptance-criteria',
    area: 'testing',
    escoUri: esco('ca73ac82-867a-4afa-9732-834aebe896ff'),
    name: { en: 'Acceptance criteria', ur: 'قبولیت کے معیار' },
    sentence: {
      en: 'Writes criteria two sides can sign and nobody has to interpret.',
      ur: 'ایسے معیار لکھنا جن پر دونوں فریق دستخط کر سکیں اور تشریح کی نوبت نہ آئے۔',
    },
    roles: ['outcome_lead', 'evaluation_engineer', 'measurer'],
  },
  {
    id: 'bias-testing',
    area: 'testing',
    escoUri: null,
    name: { en: 'Fairness testing', ur: 'انصاف کی جانچ' },
    sentence: {
      en: 'Measures whether a system serves some groups worse, and by how much.',
      ur: 'ناپنا کہ نظام کسی گروہ کے ساتھ کم تر سلوک تو نہیں کرتا، اور کتنا۔',
    },
    roles: ['evaluation_engineer', 'domain_expert'],
  },
  {
    id: 'performance-testing',
    area: 'testing',
    escoUri: esco('ed39edd3-44d0-4a16-9796-bfb99f92baf3'),
    name: { en: 'Performance testing', ur: 'رفتار کی جانچ' },
    sentence: {
      en: 'Measures how long answers take under honest load, slowest ones included.',
      ur: 'حقیقی بوجھ میں جواب کا وقت ناپنا، سست ترین جوابات سمیت۔',
    },
    roles: ['evaluation_engineer', 'deployment_engineer'],
  },
  {
    id: 'usability-testing',
    area: 'testing',
    escoUri: esco('be0ff6d8-5e61-4021-9c89-e40cf0b75cc6'),
    name: { en: 'Usability testing', ur: 'استعمال میں آسانی کی جانچ' },
    sentence: {
      en: 'Watches people use a system and learns where it loses them.',
      ur: 'لوگوں کو نظام برتتے دیکھنا اور جاننا کہ وہ کہاں اٹکتے ہیں۔',
    },
    roles: ['evaluation_engineer', 'field_coordinator', 'localiser'],
  },
  {
    id: 'accessibility-testing',
    area: 'testing',
    escoUri: esco('be64bb4c-84ac-4c83-8cc7-fc8593e15136'),
    name: { en: 'Accessibility testing', ur: 'رسائی کی جانچ' },
    sentence: {
      en: 'Checks that people who cannot see, hear or hold a mouse can use it too.',
      ur: 'دیکھنا کہ جو لوگ دیکھ، سن یا ماؤس پکڑ نہیں سکتے وہ بھی اسے برت سکیں۔',
    },
    roles: ['evaluation_engineer', 'localiser'],
  },
  {
    id: 'outcome-measurement',
    area: 'testing',
    escoUri: esco('82312096-4df8-49ce-9cdd-a6e08af56b45'),
    name: { en: 'Outcome measurement', ur: 'نتیجے کی پیمائش' },
    sentence: {
      en: 'Measures what changed for people, before and after, and what else could explain it.',
      ur: 'ناپنا کہ لوگوں کے لیے کیا بدلا، پہلے اور بعد، اور اس کی اور کیا وجہ ہو سکتی ہے۔',
    },
    roles: ['measurer', 'outcome_lead'],
  },
  {
    id: 'experiment-design',
    area: 'testing',
    escoUri: null,
    name: { en: 'Experiment design', ur: 'تجربے کی منصوبہ بندی' },
    sentence: {
      en: 'Plans comparisons whose result can be believed.',
      ur: 'ایسا موازنہ ترتیب دینا جس کے نتیجے پر بھروسا کیا جا سکے۔',
    },
    roles: ['measurer', 'evaluation_engineer'],
  },
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
    id: 'agriculture-advice',
    area: 'domains',
    escoUri: esco('97272b3e-d497-4420-893d-612b15d377d9'),
    name: { en: 'Agriculture', ur: 'زراعت' },
    sentence: {
      en: 'Knows crops, seasons, pests and prices, and how farmers decide.',
      ur: 'فصلوں، موسموں، کیڑوں اور نرخوں کا علم، اور یہ کہ کسان فیصلہ کیسے کرتے ہیں۔',
    },
    roles: ['domain_expert', 'field_coordinator'],
  },
  {
    id: 'health-services',
    area: 'domains',
    escoUri: esco('fb82ae25-b59f-43fd-aacf-a8308afbe85e'),
    name: { en: 'Health services', ur: 'صحت کی خدمات' },
    sentence: {
      en: 'Knows how clinics work, what their records mean and where an error hurts.',
      ur: 'جاننا کہ شفاخانے کیسے چلتے ہیں، ان کے ریکارڈ کا مطلب کیا ہے اور غلطی کہاں نقصان کرتی ہے۔',
    },
    roles: ['domain_expert', 'data_steward'],
  },
  {
    id: 'education-services',
    area: 'domains',
    escoUri: esco('7fc4c18a-68f3-425a-aadf-f83633be47a1'),
    name: { en: 'Education', ur: 'تعلیم' },
    sentence: {
      en: 'Knows classrooms, curricula and how learning is assessed.',
      ur: 'کمرۂ جماعت، نصاب اور سیکھنے کی جانچ کا علم۔',
    },
    roles: ['domain_expert', 'field_coordinator'],
  },
  {
    id: 'public-services',
    area: 'domains',
    escoUri: esco('c900bdb8-0ed1-4d39-80f8-6e0a05a575f4'),
    name: { en: 'Public services', ur: 'عوامی خدمات' },
    sentence: {
      en: 'Knows offices, forms and registers, and what citizens need from them.',
      ur: 'دفاتر، فارموں اور رجسٹروں کا علم، اور یہ کہ شہری ان سے کیا چاہتے ہیں۔',
    },
    roles: ['domain_expert', 'field_coordinator'],
  },
  {
    id: 'logistics-operations',
    area: 'domains',
    escoUri: esco('6f993130-082b-4732-b62f-52cdf2096ad9'),
    name: { en: 'Logistics', ur: 'نقل و حمل' },
    sentence: {
      en: 'Knows orders, routes, customs and what a late truck costs.',
      ur: 'آرڈر، راستے، کسٹم اور دیر سے آنے والے ٹرک کی قیمت کا علم۔',
    },
    roles: ['domain_expert', 'outcome_lead'],
  },
  {
    id: 'retail-commerce',
    area: 'domains',
    escoUri: esco('b1272de4-1f5f-408b-8b26-061f2550fc72'),
    name: { en: 'Retail', ur: 'خرید و فروخت' },
    sentence: {
      en: 'Knows catalogues, returns, stock and the questions customers ask.',
      ur: 'فہرستوں، واپسیوں، ذخیرے اور گاہکوں کے سوالوں کا علم۔',
    },
    roles: ['domain_expert', 'outcome_lead'],
  },
  {
    id: 'finance-operations',
    area: 'domains',
    escoUri: null,
    name: { en: 'Finance', ur: 'مالیات' },
    sentence: {
      en: 'Knows ledgers, fraud, reconciliation and what an auditor asks for.',
      ur: 'کھاتوں، جعل سازی، حساب کے ملاپ اور آڈیٹر کے سوالوں کا علم۔',
    },
    roles: ['domain_expert', 'data_steward'],
  },
  {
    id: 'energy-operations',
    area: 'domains',
    escoUri: esco('79a5bc25-5b59-47bc-a4c2-fb8e8cb1ddf6'),
    name: { en: 'Energy', ur: 'توانائی' },
    sentence: {
      en: 'Knows meters, loads, tariffs and outages.',
      ur: 'میٹر، بوجھ، نرخ اور بجلی کی بندش کا علم۔',
    },
    roles: ['domain_expert', 'deployment_engineer'],
  },
  {
    id: 'customer-support',
    area: 'domains',
    escoUri: esco('e1e99428-b91b-45e1-8ede-ed0cbf161930'),
    name: { en: 'Customer support', ur: 'گاہکوں کی معاونت' },
    sentence: {
      en: 'Knows what comes in, what is urgent and what a good answer is.',
      ur: 'جاننا کہ کیسے سوال آتے ہیں، فوری کیا ہے اور اچھا جواب کیسا ہوتا ہے۔',
    },
    roles: ['domain_expert', 'outcome_lead', 'localiser'],
  },
  {
    id: 'field-rollout',
    area: 'domains',
    escoUri: esco('418a56a2-7cfc-4b6d-8cf5-5c2add99a849'),
    name: { en: 'Rollout and training', ur: 'نفاذ اور تربیت' },
    sentence: {
      en: 'Brings a system to the people who will use it and stays until they do.',
      ur: 'نظام کو اس کے برتنے والوں تک پہنچانا اور ان کے عادی ہونے تک ساتھ رہنا۔',
    },
    roles: ['field_coordinator', 'outcome_lead'],
  },
  {
    id: 'delivery-management',
    area: 'domains',
    escoUri: esco('94dd823c-148e-4614-a6e8-99249b16357d'),
    name: { en: 'Delivery management', ur: 'کام کی تکمیل کا انتظام' },
    sentence: {
      en: 'Keeps scope, dates and people together until the outcome is there.',
      ur: 'کام کی حد، تاریخوں اور لوگوں کو نتیجہ آنے تک ساتھ رکھنا۔',
    },
    roles: ['outcome_lead', 'field_coordinator'],
  },
]

const byId = new Map(skills.map((skill) => [skill.id, skill]))

export function skillById(id: string): Skill | undefined {
  return byId.get(id)
}

export function skillsOfRole(role: Role): readonly Skill[] {
  return skills.filter((skill) => skill.roles.includes(role))
}

export function skillsOfArea(area: SkillArea): readonly Skill[] {
  return skills.filter((skill) => skill.area === area)
}
