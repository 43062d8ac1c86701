/**
 * What customers of a logistics firm write, in English with some Roman Urdu. Each core carries an
 * intent; the intent carries the category. Words in braces are slots.
 */
export type Intent =
  | 'accident'
  | 'spoiling'
  | 'stuck_medicine'
  | 'track'
  | 'late'
  | 'reschedule'
  | 'address'
  | 'overcharged'
  | 'refund'
  | 'invoice'
  | 'praise'
  | 'question'

export type Category = 'urgent' | 'delivery' | 'billing' | 'other'

export const categoryOf: Record<Intent, Category> = {
  accident: 'urgent',
  spoiling: 'urgent',
  stuck_medicine: 'urgent',
  track: 'delivery',
  late: 'delivery',
  reschedule: 'delivery',
  address: 'delivery',
  overcharged: 'billing',
  refund: 'billing',
  invoice: 'billing',
  praise: 'other',
  question: 'other',
}

export const slots: Record<string, readonly string[]> = {
  city: [
    'Karachi',
    'Lahore',
    'Faisalabad',
    'Multan',
    'Peshawar',
    'Quetta',
    'Sialkot',
    'Hyderabad',
    'Sukkur',
    'Islamabad',
    'Gujranwala',
    'Riyadh',
    'Jeddah',
    'Dubai',
  ],
  item: ['parcel', 'shipment', 'consignment', 'order', 'box', 'saman', 'package', 'carton'],
  food: [
    'mangoes',
    'fish',
    'milk',
    'chicken',
    'vegetables',
    'ice cream',
    'cheese',
    'kinnow',
    'dates',
  ],
  medicine: [
    'insulin',
    'blood samples',
    'vaccines',
    'dialysis kits',
    'medicines',
    'oxygen valves',
    'anti venom',
  ],
  time: [
    'two hours',
    'teen ghante',
    'since morning',
    'subah se',
    'since last night',
    'kal raat se',
    'four hours',
    'pura din',
  ],
  days: ['two days', 'teen din', 'a week', 'five days', 'ek hafta', 'ten days', 'char din'],
  day: [
    'Monday',
    'Tuesday',
    'kal',
    'Friday',
    'parson',
    'next week',
    'Saturday',
    'tomorrow evening',
  ],
  amount: ['1,200', '450', '3,800', '15,000', '275', '9,640', '2,050', '710'],
  road: [
    'M-9',
    'GT Road',
    'the motorway',
    'Shahrah-e-Faisal',
    'Ring Road',
    'the Kohat tunnel',
    'Northern Bypass',
  ],
  place: [
    'Gulshan',
    'Model Town',
    'Saddar',
    'DHA phase 5',
    'Satellite Town',
    'the warehouse',
    'our shop',
    'Blue Area',
  ],
  number: [
    'KX-4471',
    'LHE-20931',
    'PK7782',
    'TR-00518',
    'KX-9902',
    'LHE-31877',
    'PK1204',
    'TR-77310',
  ],
  hospital: [
    'the hospital',
    'Shaukat Khanum',
    'Civil Hospital',
    'the clinic',
    'Agha Khan',
    'our ward',
  ],
}

export const openings = [
  '',
  '',
  '',
  '',
  'Hello, ',
  'Salam, ',
  'Assalam o alaikum, ',
  'Hi team, ',
  'Dear sir, ',
  'bhai ',
  'AoA ',
  'Janab, ',
  'Good morning. ',
]

export const closings = [
  '',
  '',
  '',
  '',
  ' Please reply.',
  ' Jaldi batayein.',
  ' Thanks',
  ' Shukriya',
  ' Waiting for your answer.',
  ' Ref {number}.',
  ' My number is on the {item}.',
  ' Kindly do the needful.',
  ' plz',
  ' Mehrbani',
  ' Call me back.',
  ' This is the second message.',
]

export const cores: Record<Intent, readonly string[]> = {
  accident: [
    'your truck had an accident on {road} and the driver is hurt',
    'gaari ulat gayi hai {road} par, driver zakhmi hai',
    'the van with our {item} is on fire near {place}',
    'driver ka accident ho gaya hai {place} ke paas, koi phone nahi utha raha',
    'chemical drum is leaking from your truck at {place}, people are coughing',
    'armed men stopped the vehicle on {road}, driver not answering',
    'truck brake fail ho gayi hai {road} par, foran madad bhejein',
    'your rider hit a child in {place}, send somebody now',
  ],
  spoiling: [
    'reefer has stopped cooling, the {food} will spoil in {time}',
    '{food} kharab ho rahi hain, truck {road} par khara hai {time}',
    'temperature alarm on the {food} container, nobody at {place} answers',
    'cold chain toot gayi, {food} garam ho chuki hai, foran kuch karein',
    'we lose the whole load of {food} if the truck does not move now',
    'container is at 14 degrees instead of 4 and full of {food}',
  ],
  stuck_medicine: [
    '{medicine} for {hospital} are stuck at your hub, a patient is waiting',
    '{hospital} ko {medicine} abhi chahiye, mareez ki jaan ka masla hai',
    'surgery is in {time} and the {medicine} have not come to {hospital}',
    '{medicine} {city} hub par ruki hui hain, emergency hai',
    'patient critical, we need the {medicine} released at once',
    'the {medicine} must reach {hospital} within the hour, life at risk',
  ],
  track: [
    'where is my {item} {number}',
    'mera {item} kahan pohncha hai, tracking {number} update nahi ho rahi',
    'tracking shows {city} {days}, is it moving',
    'please tell the status of {item} {number} to {city}',
    '{item} {number} ki location bata dein',
    'has the {item} from {city} left your hub',
    'when will {number} reach {city}',
  ],
  late: [
    'my {item} is {days} late and nobody tells why',
    '{days} ho gaye {item} nahi aya {city} se',
    'promised on {day}, still not delivered to {place}',
    'rider said he came but nobody came to {place}',
    'delivery {days} se late hai, bohat intezar ho gaya',
    'the {item} for {city} has been delayed again',
    'out for delivery {time} and still nothing at {place}',
  ],
  reschedule: [
    'can you deliver on {day} instead',
    'main ghar par nahi hoon, {item} {day} ko bhej dein',
    'please hold the {item} at {city} hub until {day}',
    'delivery ka time badal dein, {day} ko aayein',
    'nobody is at {place} today, come on {day}',
    'I want to pick the {item} up myself on {day}',
  ],
  address: [
    'wrong address on {number}, it should be {place} {city}',
    'pata ghalat likha hai, {item} {place} bhejna hai',
    'please change the delivery address to {place}',
    'we moved, send the {item} to {place} in {city} from now on',
    'the {item} went to {place} but belongs to {city}',
    'address update kar dein {number} ka, naya pata {place}',
  ],
  overcharged: [
    'I was charged Rs {amount} twice for {number}',
    'bill mein {amount} zyada lagaye hain',
    'the quote was {amount} but you took more from my card',
    'COD amount {amount} ghalat hai, hum ne kam ka order diya tha',
    'why is there a fuel surcharge of {amount} on this bill',
    'rider ne {amount} zyada liye hain mujh se',
    'your rate list says less than the {amount} you billed',
  ],
  refund: [
    'when do I get the refund of Rs {amount}',
    'mere {amount} rupay wapas nahi aaye {days} se',
    'cancelled {number}, please return the {amount} I paid',
    'refund ka wada kiya tha {days} pehle, paise nahi mile',
    'the COD money of {amount} has not been paid to our account',
    'claim for the broken {item} approved but {amount} not paid',
  ],
  invoice: [
    'please send the tax invoice for {number}',
    'invoice par NTN ghalat hai, durust kar ke bhejein',
    'we need the statement of {city} shipments with sales tax',
    'raseed email kar dein {amount} wali',
    'payment of {amount} done by bank transfer, please mark the invoice paid',
    'invoice for last month has not come to our accounts office',
  ],
  praise: [
    'very good service, the rider in {place} was polite',
    'bohat acha tajurba raha, shukriya',
    'your team in {city} packed everything nicely',
    'five stars for the driver from {city}',
    'mashallah zabardast service, {city} mein sab ko bataunga',
    'thank you for the gift wrapping, my mother was happy',
  ],
  question: [
    'do you have an office in {city}',
    'kya aap {city} tak furniture le jate hain',
    'what are your timings on {day}',
    'are you hiring riders in {place}, I have my own bike',
    'which packing is best for glass',
    'franchise lene ka tareeqa kya hai {city} mein',
    'do you ship {food} to {city}, what is the process',
    'I want to become a business customer, whom do I talk to',
  ],
}

/** Messages on which reasonable people differ: the words of one intent in the mood of another. */
export const doubtful: readonly { text: string; intents: readonly [Intent, Intent] }[] = [
  { text: '{item} {number} bohat urgent hai, kahan hai', intents: ['track', 'late'] },
  { text: 'URGENT: {item} is {days} late, we lose our customer', intents: ['late', 'spoiling'] },
  { text: '{medicine} {days} late for {hospital}', intents: ['stuck_medicine', 'late'] },
  {
    text: 'the {food} came late and half of it is bad, I want {amount} back',
    intents: ['refund', 'spoiling'],
  },
  { text: 'paid {amount} for express and it is {days} late', intents: ['late', 'overcharged'] },
  { text: 'cancel {number}, change of plan, what does it cost', intents: ['question', 'refund'] },
  {
    text: 'driver misbehaved in {place} and asked for {amount} more',
    intents: ['overcharged', 'late'],
  },
  { text: 'can the {item} go to {place} on {day}', intents: ['address', 'reschedule'] },
  { text: 'box was wet and open when it came to {place}', intents: ['refund', 'late'] },
  { text: 'rate for {city} and invoice please', intents: ['invoice', 'question'] },
]
