/**
 * What wheat growers ask on the telephone, in Urdu, and what an extension worker answers. Written
 * for the demo after general agronomic practice; it is no advice for a real field. The model knows
 * the first and the third wording of each question; the second is held out.
 */
type Topic = { readonly asked: readonly [string, string, string]; readonly answer: string }

export const topics: readonly Topic[] = [
  {
    asked: [
      'گندم کی کاشت کا صحیح وقت کیا ہے؟',
      'گندم کی کاشت کس مہینے میں کریں؟',
      'اس سال گندم کی بوائی کس مہینے میں کریں؟',
    ],
    answer:
      'میدانی علاقوں میں نومبر کے پہلے تین ہفتے بہترین ہیں۔ دیر سے کاشت پر بیج کی مقدار بڑھا دیں۔',
  },
  {
    asked: [
      'فی ایکڑ گندم کا کتنا بیج ڈالیں؟',
      'ایک ایکڑ کے لیے بیج کی مقدار بتائیں',
      'گندم کا بیج کتنے کلو لگے گا؟',
    ],
    answer: 'وقت پر کاشت کے لیے 45 سے 50 کلوگرام فی ایکڑ، دیر سے کاشت کے لیے 55 سے 60 کلوگرام۔',
  },
  {
    asked: [
      'پتوں پر زرد دھاریاں نظر آ رہی ہیں',
      'گندم کے پتے پر پیلی دھاریاں بن گئی ہیں',
      'پتوں میں پیلے رنگ کی لکیریں ہیں، کیا بیماری ہے؟',
    ],
    answer:
      'یہ زرد کنگی کی علامت ہے۔ کھیت کا معائنہ کریں اور پھیلاؤ دیکھتے ہی سفارش کردہ پھپھوند کش سپرے کریں۔',
  },
  {
    asked: [
      'سست تیلے کا حملہ ہو گیا ہے',
      'گندم پر تیلا لگ گیا ہے کیا کریں',
      'بالیوں پر چھوٹے سبز کیڑے، تیلا، نظر آتے ہیں',
    ],
    answer:
      'پہلے دوست کیڑوں کی تعداد دیکھیں۔ نقصان کی حد سے بڑھے تو صرف متاثرہ حصے میں پانی کا تیز سپرے یا سفارش کردہ زہر استعمال کریں۔',
  },
  {
    asked: [
      'پہلا پانی کب لگائیں؟',
      'گندم کو پہلی آبپاشی کتنے دن بعد دیں؟',
      'بوائی کے بعد پہلا پانی کس دن دینا ہے؟',
    ],
    answer: 'بوائی کے 20 سے 25 دن بعد، جب شاخیں نکلنے لگیں۔ یہ پانی پیداوار کے لیے سب سے اہم ہے۔',
  },
  {
    asked: [
      'یوریا کھاد کب اور کتنی ڈالیں؟',
      'گندم میں یوریا ڈالنے کا وقت بتائیں',
      'یوریا کی کتنی بوری فی ایکڑ ڈالنی ہے؟',
    ],
    answer:
      'زمین کے تجزیے کے مطابق عام طور پر دو بوری فی ایکڑ، آدھی پہلے پانی پر اور آدھی دوسرے پانی پر۔',
  },
  {
    asked: [
      'ڈی اے پی کھاد کب ڈالنی چاہیے؟',
      'ڈی اے پی بوائی سے پہلے ڈالیں یا بعد میں؟',
      'گندم میں ڈی اے پی کس وقت ڈالتے ہیں؟',
    ],
    answer: 'ساری ڈی اے پی بوائی کے وقت زمین میں ملا دیں۔ بعد میں ڈالنے سے پودے کو کم ملتی ہے۔',
  },
  {
    asked: [
      'کھیت میں جنگلی جئی بہت ہے',
      'جنگلی جئی کو کیسے ختم کریں؟',
      'گندم میں جئی جیسی گھاس اگ آئی ہے',
    ],
    answer:
      'پہلے پانی کے بعد وتر آنے پر نوکیلے پتوں والی جڑی بوٹیوں کا سفارش کردہ زہر سپرے کریں، اور اگلے سال فصل بدلیں۔',
  },
  {
    asked: [
      'چوڑے پتے والی جڑی بوٹیوں کا علاج بتائیں',
      'باتھو اور چوڑے پتوں والی بوٹیاں بہت ہیں',
      'چوڑے پتوں والی جڑی بوٹیاں کیسے تلف کریں؟',
    ],
    answer:
      'بوائی کے 30 سے 40 دن بعد وتر میں چوڑے پتوں کا سفارش کردہ زہر سپرے کریں۔ ہوا تیز ہو تو سپرے نہ کریں۔',
  },
  {
    asked: [
      'کل بارش ہے، کیا سپرے کر لوں؟',
      'بارش کا امکان ہے سپرے کریں یا رکیں؟',
      'موسم ابر آلود ہے، سپرے کب کرنا بہتر ہے؟',
    ],
    answer: 'رک جائیں۔ سپرے کے بعد کم از کم چھ گھنٹے خشک موسم چاہیے، ورنہ زہر دھل جاتا ہے۔',
  },
  {
    asked: [
      'گندم کاٹنے کا صحیح وقت کیسے پہچانیں؟',
      'گندم کٹائی کے لیے کب تیار ہوتی ہے؟',
      'کیسے پتا چلے کہ گندم کٹائی کے لیے تیار ہے؟',
    ],
    answer: 'جب دانہ دانت سے کڑک کر ٹوٹے اور پودا سنہرا ہو جائے۔ صبح کی اوس خشک ہونے کے بعد کاٹیں۔',
  },
  {
    asked: [
      'گندم کو گودام میں کیڑا لگ جاتا ہے',
      'گودام میں رکھی گندم میں سسری لگ گئی ہے',
      'گودام میں گندم کو کیڑے سے کیسے بچائیں؟',
    ],
    answer:
      'دانہ اچھی طرح خشک کریں، گودام صاف کر کے دراڑیں بند کریں، اور بوریاں دیوار سے ہٹا کر لکڑی پر رکھیں۔',
  },
  {
    asked: [
      'بیج کو زہر لگانا ضروری ہے؟',
      'کیا بوائی سے پہلے بیج کو دوا لگائیں؟',
      'بیج پر پھپھوند کش دوا کیوں لگاتے ہیں؟',
    ],
    answer:
      'جی ہاں۔ بوائی سے پہلے بیج کو سفارش کردہ پھپھوند کش لگائیں، اس سے کانگیاری اور جڑ کی سڑن سے بچاؤ ہوتا ہے۔',
  },
  {
    asked: [
      'بالیاں کالی پاؤڈر جیسی ہو گئی ہیں',
      'بالیوں میں کالا سفوف بھر گیا ہے',
      'سٹوں میں کالا پاؤڈر بھرا ہوا ہے، کیا کروں؟',
    ],
    answer:
      'یہ کھلی کانگیاری ہے۔ متاثرہ بالیاں لفافے میں بند کر کے نکالیں اور جلا دیں، اور اگلے سال بیج کو دوا لگا کر بوئیں۔',
  },
  {
    asked: [
      'زمین میں کلر ہے، گندم کیسے اگائیں؟',
      'کلراٹھی زمین میں گندم ہو سکتی ہے؟',
      'ہماری زمین نمکین ہے، گندم کے لیے کیا کریں؟',
    ],
    answer:
      'زمین کا تجزیہ کرائیں، تجزیے کے مطابق جپسم ڈالیں، اور نمکیات برداشت کرنے والی قسم کاشت کریں۔',
  },
  {
    asked: [
      'آندھی سے گندم گر گئی ہے',
      'آندھی کے بعد فصل گر گئی، پانی دیں؟',
      'گری ہوئی گندم کو پانی دیں یا نہیں؟',
    ],
    answer:
      'گری ہوئی فصل کو فوراً پانی نہ دیں۔ موسم کھلنے کا انتظار کریں، اور آئندہ یوریا کی مقدار مناسب رکھیں۔',
  },
  {
    asked: [
      'کس قسم کا بیج اچھا رہے گا؟',
      'گندم کی کون سی ورائٹی لگائیں؟',
      'ہمارے علاقے کے لیے گندم کی بہتر قسم کون سی ہے؟',
    ],
    answer:
      'اپنے ضلع کے لیے منظور شدہ، کنگی برداشت کرنے والی نئی قسم لیں، اور تصدیق شدہ بیج ہی خریدیں۔',
  },
  {
    asked: [
      'چوہے فصل کھا رہے ہیں',
      'کھیت میں چوہوں نے بہت نقصان کیا ہے',
      'چوہوں سے گندم کیسے بچائیں؟',
    ],
    answer:
      'بل تلاش کر کے بند کریں، وٹیں صاف رکھیں، اور سب کاشتکار ایک ہی ہفتے میں مل کر طعمہ استعمال کریں۔',
  },
  {
    asked: [
      'آخری پانی کب دینا چاہیے؟',
      'گندم کو آخری آبپاشی کب بند کریں؟',
      'پکنے سے پہلے آخری پانی کس وقت لگائیں؟',
    ],
    answer:
      'دانہ دودھیا ہونے پر آخری پانی دیں۔ اس کے بعد پانی دینے سے فصل گر سکتی ہے اور دانہ دیر سے پکتا ہے۔',
  },
  {
    asked: ['ناڑ کو آگ لگا دوں؟', 'ناڑ کو جلانا ٹھیک ہے؟', 'کٹائی کے بعد ناڑ کا کیا کریں؟'],
    answer:
      'نہ جلائیں: دھواں منع ہے اور زمین کی زرخیزی جاتی ہے۔ ناڑ کو روٹاویٹر سے زمین میں ملا دیں یا چارے کے لیے اکٹھا کریں۔',
  },
]

/** Letter pairs of the words, so that other endings and spellings still find each other. */
function gramsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
    // A whole word tells more than its parts.
    counts.set(`=${word}`, (counts.get(`=${word}`) ?? 0) + 2)
    const edged = `<${word}>`
    for (let at = 0; at + 3 <= edged.length; at++) {
      const gram = edged.slice(at, at + 3)
      counts.set(gram, (counts.get(gram) ?? 0) + 1)
    }
  }
  return counts
}

/** Weighs a letter group by how few of the known questions have it. */
function trainedAdvice() {
  const known = topics.map(({ asked: [first, , third], answer }) => ({
    grams: gramsOf(`${first} ${third} ${answer}`),
    answer,
  }))
  const weightOf = (gram: string) => {
    const having = known.filter(({ grams }) => grams.has(gram)).length
    return having === 0 ? 0 : Math.log(known.length / having)
  }
  const lengthOf = (grams: Map<string, number>) =>
    Math.sqrt([...grams].reduce((sum, [gram, count]) => sum + (count * weightOf(gram)) ** 2, 0))
  const lengths = known.map(({ grams }) => lengthOf(grams))
  return (question: string): { answer: string; score: number } => {
    const grams = gramsOf(question)
    const own = lengthOf(grams) || 1
    const scores = known.map(({ grams: theirs }, at) => {
      let sum = 0
      for (const [gram, count] of grams)
        sum += count * (theirs.get(gram) ?? 0) * weightOf(gram) ** 2
      return sum / (own * (lengths[at] ?? 1))
    })
    const best = scores.indexOf(Math.max(...scores))
    return { answer: known[best]?.answer ?? '', score: scores[best] ?? 0 }
  }
}

/** Answers with what was said to the question that is most like this one. */
export const advise = trainedAdvice()

/** How a call begins: a greeting says nothing about the question, and the model has to bear it. */
const openings = ['', 'السلام علیکم، ', 'میں ضلع ملتان سے بول رہا ہوں۔ ', 'ایک سوال ہے: ']

/** The held-out wordings with the answer that an extension worker would give, as JSON lines. */
export function adviceHoldout(): string {
  const lines = openings.flatMap((opening) =>
    topics.map(({ asked: [, held], answer }) =>
      JSON.stringify({ question: `${opening}${held}`, answer }),
    ),
  )
  return `${lines.join('\n')}\n`
}
