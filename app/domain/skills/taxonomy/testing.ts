import { esco, type Skill } from './skill'

export const testingSkills: readonly Skill[] = [
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
    id: 'exploratory-testing',
    area: 'testing',
    escoUri: esco('913e7e83-b8f8-4574-b1ca-1b38f3fd974a'),
    name: { en: 'Exploratory testing', ur: 'کھوجی جانچ' },
    sentence: {
      en: 'Looks for what the plan forgot and writes down how to see it again.',
      ur: 'وہ خامی ڈھونڈنا جو منصوبے سے رہ گئی، اور لکھنا کہ اسے دوبارہ کیسے دیکھا جائے۔',
    },
    roles: ['evaluation_engineer'],
  },
  {
    id: 'integration-testing',
    area: 'testing',
    escoUri: esco('ea412de3-9d7a-4943-8d8c-c6d3c7495d0e'),
    name: { en: 'Integration testing', ur: 'باہمی ربط کی جانچ' },
    sentence: {
      en: 'Tests that parts made by different people hold together.',
      ur: 'جانچنا کہ مختلف لوگوں کے بنائے حصے مل کر درست چلتے ہیں۔',
    },
    roles: ['evaluation_engineer', 'deployment_engineer'],
  },
  {
    id: 'error-analysis',
    area: 'testing',
    escoUri: null,
    name: { en: 'Error analysis', ur: 'غلطیوں کا تجزیہ' },
    sentence: {
      en: 'Reads wrong answers one by one and names the few causes behind them.',
      ur: 'غلط جوابات ایک ایک کر کے پڑھنا اور ان کے پیچھے چند اصل اسباب بتانا۔',
    },
    roles: ['evaluation_engineer', 'machine_learning_engineer', 'domain_expert'],
  },
  {
    id: 'rubric-rating',
    area: 'testing',
    escoUri: null,
    name: { en: 'Rating by rubric', ur: 'پیمانے سے درجہ بندی' },
    sentence: {
      en: 'Marks answers by an agreed rubric and agrees with other raters.',
      ur: 'جوابات کو طے شدہ پیمانے پر یوں پرکھنا کہ دوسرے پرکھنے والوں سے نتیجہ ملے۔',
    },
    roles: ['measurer', 'domain_expert', 'localiser'],
  },
  {
    id: 'red-teaming',
    area: 'testing',
    escoUri: null,
    name: { en: 'Adversarial testing', ur: 'مخالفانہ آزمائش' },
    sentence: {
      en: 'Tries to make a system say or do what it must not, and reports it usefully.',
      ur: 'نظام سے وہ کہلوانے یا کروانے کی کوشش کرنا جو ممنوع ہے، اور کارآمد اطلاع دینا۔',
    },
    roles: ['evaluation_engineer', 'data_steward'],
  },
  {
    id: 'drift-monitoring',
    area: 'testing',
    escoUri: null,
    name: { en: 'Watching for drift', ur: 'بدلتے حالات پر نظر' },
    sentence: {
      en: 'Notices when the world has moved away from the data, and says when to measure again.',
      ur: 'بھانپنا کہ دنیا ڈیٹا سے آگے نکل گئی ہے، اور بتانا کہ دوبارہ پیمائش کب ہو۔',
    },
    roles: ['evaluation_engineer', 'measurer', 'machine_learning_engineer'],
  },
  {
    id: 'localisation-testing',
    area: 'testing',
    escoUri: null,
    name: { en: 'Testing in the reader’s language', ur: 'قاری کی زبان میں جانچ' },
    sentence: {
      en: 'Tests scripts, directions, dates and names with the people who use them.',
      ur: 'رسم الخط، سمت، تاریخوں اور ناموں کو برتنے والوں کے ساتھ جانچنا۔',
    },
    roles: ['localiser', 'evaluation_engineer'],
  },
]
