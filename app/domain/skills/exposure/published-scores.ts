/** A rating of one occupation: its middle figure, and the same strictly and broadly counted. */
export type Rating = {
  /** Tasks that a language model alone speeds up. */
  readonly alpha: number
  /** The same, and half of those that it speeds up with software built round it. */
  readonly beta: number
  /** The same, and all of those. */
  readonly gamma: number
}

export type PublishedScores = {
  /** The title in O*NET. */
  readonly title: string
  /**
   * Exposure to language models, rated by people and by a model. Eloundou, Manning, Mishkin and
   * Rock, "GPTs are GPTs", 2023; figures from the table published with it (923 occupations).
   */
  readonly people: Rating
  readonly model: Rating
  /**
   * AI applicability from what people did with an assistant. Tomlinson, Jaffe, Wang, Counts and
   * Suri, "Working with AI", 2025; figures from the table published with it (785 occupations,
   * CC BY 4.0). It is published for the six digits of the code; null where it is not.
   */
  readonly applicability: number | null
  /** The percentage of the occupations of each table that score lower. */
  readonly above: {
    readonly people: number
    readonly model: number
    readonly applicability: number | null
  }
}

type Three = readonly [alpha: number, beta: number, gamma: number]

const rating = ([alpha, beta, gamma]: Three): Rating => ({ alpha, beta, gamma })

function scores(
  title: string,
  people: Three,
  model: Three,
  applicability: number | null,
  above: readonly [people: number, model: number, applicability: number | null],
): PublishedScores {
  return {
    title,
    people: rating(people),
    model: rating(model),
    applicability,
    above: { people: above[0], model: above[1], applicability: above[2] },
  }
}

/** The highest applicability of any occupation in that table: its scale does not reach 1. */
export const highestApplicability = 0.492

/** Published figures, rounded to three places, by code of O*NET-SOC. */
export const publishedScores: Readonly<Record<string, PublishedScores>> = {
  '13-1071.00': scores(
    'Human Resources Specialists',
    [0.378, 0.589, 0.8],
    [0.333, 0.644, 0.956],
    0.201,
    [90, 92, 66],
  ),
  '13-1082.00': scores(
    'Project Management Specialists',
    [0.05, 0.4, 0.75],
    [0.1, 0.55, 1.0],
    0.182,
    [64, 84, 61],
  ),
  '13-1111.00': scores(
    'Management Analysts',
    [0.19, 0.5, 0.81],
    [0.095, 0.405, 0.714],
    0.353,
    [78, 55, 95],
  ),
  '13-1121.00': scores(
    'Meeting, Convention, and Event Planners',
    [0.081, 0.365, 0.649],
    [0.108, 0.486, 0.865],
    0.147,
    [58, 70, 48],
  ),
  '13-1161.00': scores(
    'Market Research Analysts and Marketing Specialists',
    [0.231, 0.577, 0.923],
    [0.0, 0.5, 1.0],
    0.35,
    [89, 72, 95],
  ),
  '13-1161.01': scores(
    'Search Marketing Strategists',
    [0.016, 0.508, 1.0],
    [0.098, 0.549, 1.0],
    0.35,
    [80, 84, 95],
  ),
  '13-1199.06': scores(
    'Online Merchants',
    [0.31, 0.56, 0.81],
    [0.362, 0.629, 0.897],
    0.223,
    [87, 91, 72],
  ),
  '13-2011.00': scores(
    'Accountants and Auditors',
    [0.2, 0.52, 0.84],
    [0.12, 0.56, 1.0],
    0.203,
    [82, 85, 66],
  ),
  '13-2051.00': scores(
    'Financial and Investment Analysts',
    [0.154, 0.5, 0.846],
    [0.0, 0.462, 0.923],
    0.278,
    [78, 64, 82],
  ),
  '13-2082.00': scores(
    'Tax Preparers',
    [0.25, 0.625, 1.0],
    [0.25, 0.625, 1.0],
    0.312,
    [93, 90, 87],
  ),
  '15-1232.00': scores(
    'Computer User Support Specialists',
    [0.481, 0.667, 0.852],
    [0.444, 0.611, 0.778],
    0.341,
    [96, 90, 94],
  ),
  '15-1242.00': scores(
    'Database Administrators',
    [0.29, 0.597, 0.903],
    [0.871, 0.935, 1.0],
    0.297,
    [91, 99, 85],
  ),
  '15-1244.00': scores(
    'Network and Computer Systems Administrators',
    [0.162, 0.514, 0.865],
    [0.541, 0.73, 0.919],
    0.266,
    [81, 95, 80],
  ),
  '15-1251.00': scores(
    'Computer Programmers',
    [0.433, 0.683, 0.933],
    [0.9, 0.95, 1.0],
    0.31,
    [97, 99, 87],
  ),
  '15-1252.00': scores(
    'Software Developers',
    [0.053, 0.447, 0.842],
    [0.789, 0.868, 0.947],
    0.284,
    [71, 97, 83],
  ),
  '15-1253.00': scores(
    'Software Quality Assurance Analysts and Testers',
    [0.316, 0.614, 0.912],
    [0.807, 0.877, 0.947],
    0.328,
    [93, 98, 90],
  ),
  '15-1254.00': scores(
    'Web Developers',
    [0.308, 0.635, 0.962],
    [0.865, 0.933, 1.0],
    0.353,
    [94, 99, 95],
  ),
  '15-1255.00': scores(
    'Web and Digital Interface Designers',
    [0.367, 0.683, 1.0],
    [0.667, 0.833, 1.0],
    0.294,
    [97, 97, 84],
  ),
  '15-1255.01': scores(
    'Video Game Designers',
    [0.167, 0.583, 1.0],
    [0.333, 0.667, 1.0],
    0.294,
    [90, 93, 84],
  ),
  '15-1299.01': scores(
    'Web Administrators',
    [0.435, 0.674, 0.913],
    [0.826, 0.913, 1.0],
    0.299,
    [96, 98, 85],
  ),
  '15-1299.02': scores(
    'Geographic Information Systems Technologists and Technicians',
    [0.241, 0.602, 0.963],
    [0.185, 0.593, 1.0],
    0.299,
    [92, 89, 85],
  ),
  '15-1299.04': scores(
    'Penetration Testers',
    [0.318, 0.591, 0.864],
    [0.636, 0.795, 0.955],
    0.299,
    [91, 96, 85],
  ),
  '15-1299.07': scores(
    'Blockchain Engineers',
    [0.235, 0.529, 0.824],
    [0.941, 0.971, 1.0],
    0.299,
    [84, 99, 85],
  ),
  '15-2041.00': scores(
    'Statisticians',
    [0.474, 0.711, 0.947],
    [0.579, 0.789, 1.0],
    0.315,
    [98, 96, 88],
  ),
  '15-2051.00': scores(
    'Data Scientists',
    [0.25, 0.594, 0.938],
    [0.5, 0.75, 1.0],
    0.357,
    [91, 96, 96],
  ),
  '15-2051.01': scores(
    'Business Intelligence Analysts',
    [0.212, 0.576, 0.939],
    [0.394, 0.697, 1.0],
    0.357,
    [89, 94, 96],
  ),
  '17-2072.00': scores(
    'Electronics Engineers, Except Computer',
    [0.353, 0.515, 0.676],
    [0.294, 0.574, 0.853],
    0.274,
    [81, 87, 81],
  ),
  '17-3011.00': scores(
    'Architectural and Civil Drafters',
    [0.18, 0.52, 0.86],
    [0.12, 0.54, 0.96],
    0.226,
    [82, 83, 72],
  ),
  '17-3013.00': scores(
    'Mechanical Drafters',
    [0.069, 0.466, 0.862],
    [0.069, 0.5, 0.931],
    0.185,
    [73, 72, 61],
  ),
  '19-3022.00': scores(
    'Survey Researchers',
    [0.75, 0.844, 0.938],
    [0.25, 0.625, 1.0],
    0.131,
    [99, 90, 43],
  ),
  '23-2011.00': scores(
    'Paralegals and Legal Assistants',
    [0.05, 0.45, 0.85],
    [0.2, 0.525, 0.85],
    0.057,
    [71, 80, 13],
  ),
  '25-3021.00': scores(
    'Self-Enrichment Teachers',
    [0.2, 0.38, 0.56],
    [0.16, 0.36, 0.56],
    0.23,
    [61, 49, 73],
  ),
  '25-3041.00': scores('Tutors', [0.171, 0.371, 0.571], [0.171, 0.543, 0.914], 0.308, [60, 84, 86]),
  '25-9031.00': scores(
    'Instructional Coordinators',
    [0.275, 0.525, 0.775],
    [0.175, 0.488, 0.8],
    0.314,
    [83, 71, 88],
  ),
  '25-9044.00': scores(
    'Teaching Assistants, Postsecondary',
    [0.182, 0.364, 0.545],
    [0.333, 0.53, 0.727],
    0.265,
    [58, 81, 80],
  ),
  '27-1013.00': scores(
    'Fine Artists, Including Painters, Sculptors, and Illustrators',
    [0.05, 0.312, 0.575],
    [0.0, 0.425, 0.85],
    0.21,
    [50, 58, 68],
  ),
  '27-1014.00': scores(
    'Special Effects Artists and Animators',
    [0.05, 0.475, 0.9],
    [0.05, 0.525, 1.0],
    0.147,
    [75, 80, 48],
  ),
  '27-1022.00': scores(
    'Fashion Designers',
    [0.125, 0.375, 0.625],
    [0.0, 0.391, 0.781],
    0.295,
    [60, 53, 84],
  ),
  '27-1024.00': scores(
    'Graphic Designers',
    [0.0, 0.411, 0.821],
    [0.0, 0.5, 1.0],
    0.231,
    [66, 72, 73],
  ),
  '27-1025.00': scores(
    'Interior Designers',
    [0.138, 0.362, 0.586],
    [0.0, 0.5, 1.0],
    0.21,
    [58, 72, 68],
  ),
  '27-3011.00': scores(
    'Broadcast Announcers and Radio Disc Jockeys',
    [0.475, 0.537, 0.6],
    [0.4, 0.65, 0.9],
    0.414,
    [85, 92, 98],
  ),
  '27-3023.00': scores(
    'News Analysts, Reporters, and Journalists',
    [0.433, 0.633, 0.833],
    [0.3, 0.65, 1.0],
    0.389,
    [94, 92, 97],
  ),
  '27-3031.00': scores(
    'Public Relations Specialists',
    [0.636, 0.788, 0.939],
    [0.242, 0.591, 0.939],
    0.365,
    [99, 88, 97],
  ),
  '27-3041.00': scores(
    'Editors',
    [0.529, 0.647, 0.765],
    [0.353, 0.647, 0.941],
    0.367,
    [95, 92, 97],
  ),
  '27-3042.00': scores(
    'Technical Writers',
    [0.333, 0.633, 0.933],
    [0.467, 0.7, 0.933],
    0.383,
    [94, 95, 97],
  ),
  '27-3043.00': scores(
    'Writers and Authors',
    [0.615, 0.808, 1.0],
    [0.731, 0.865, 1.0],
    0.454,
    [99, 97, 99],
  ),
  '27-3043.05': scores(
    'Poets, Lyricists and Creative Writers',
    [0.667, 0.741, 0.815],
    [0.889, 0.889, 0.889],
    0.454,
    [98, 98, 99],
  ),
  '27-3091.00': scores(
    'Interpreters and Translators',
    [0.8, 0.84, 0.88],
    [0.88, 0.88, 0.88],
    0.492,
    [99, 98, 99],
  ),
  '27-3092.00': scores(
    'Court Reporters and Simultaneous Captioners',
    [0.125, 0.521, 0.917],
    [0.917, 0.958, 1.0],
    0.211,
    [82, 99, 69],
  ),
  '27-4014.00': scores(
    'Sound Engineering Technicians',
    [0.0, 0.278, 0.556],
    [0.074, 0.426, 0.778],
    0.088,
    [46, 58, 25],
  ),
  '27-4021.00': scores(
    'Photographers',
    [0.021, 0.219, 0.417],
    [0.042, 0.385, 0.729],
    0.28,
    [38, 52, 82],
  ),
  '27-4032.00': scores(
    'Film and Video Editors',
    [0.139, 0.472, 0.806],
    [0.111, 0.528, 0.944],
    0.128,
    [74, 80, 41],
  ),
  '29-2072.00': scores(
    'Medical Records Specialists',
    [0.235, 0.559, 0.882],
    [0.235, 0.618, 1.0],
    0.271,
    [87, 90, 81],
  ),
  '31-9094.00': scores(
    'Medical Transcriptionists',
    [0.143, 0.232, 0.321],
    [0.821, 0.875, 0.929],
    0.095,
    [40, 98, 29],
  ),
  '41-3041.00': scores(
    'Travel Agents',
    [0.25, 0.562, 0.875],
    [0.125, 0.562, 1.0],
    0.256,
    [87, 86, 78],
  ),
  '41-3091.00': scores(
    'Sales Representatives of Services, Except Advertising, Insurance, Financial Services, and Travel',
    [0.333, 0.567, 0.8],
    [0.333, 0.633, 0.933],
    0.46,
    [87, 91, 99],
  ),
  '41-9041.00': scores(
    'Telemarketers',
    [0.222, 0.528, 0.833],
    [0.611, 0.806, 1.0],
    0.404,
    [83, 97, 98],
  ),
  '43-3031.00': scores(
    'Bookkeeping, Accounting, and Auditing Clerks',
    [0.14, 0.314, 0.488],
    [0.605, 0.802, 1.0],
    0.276,
    [51, 97, 82],
  ),
  '43-3051.00': scores(
    'Payroll and Timekeeping Clerks',
    [0.162, 0.486, 0.811],
    [0.676, 0.838, 1.0],
    0.236,
    [77, 97, 74],
  ),
  '43-4021.00': scores(
    'Correspondence Clerks',
    [0.571, 0.732, 0.893],
    [0.964, 0.964, 0.964],
    0.317,
    [98, 99, 88],
  ),
  '43-4051.00': scores(
    'Customer Service Representatives',
    [0.545, 0.705, 0.864],
    [0.136, 0.568, 1.0],
    0.44,
    [98, 86, 99],
  ),
  '43-5032.00': scores(
    'Dispatchers, Except Police, Fire, and Ambulance',
    [0.348, 0.652, 0.957],
    [0.348, 0.674, 1.0],
    0.237,
    [95, 94, 75],
  ),
  '43-6011.00': scores(
    'Executive Secretaries and Executive Administrative Assistants',
    [0.622, 0.743, 0.865],
    [0.378, 0.649, 0.919],
    0.291,
    [98, 92, 84],
  ),
  '43-6014.00': scores(
    'Secretaries and Administrative Assistants, Except Legal, Medical, and Executive',
    [0.365, 0.567, 0.769],
    [0.385, 0.644, 0.904],
    0.286,
    [88, 92, 83],
  ),
  '43-9021.00': scores(
    'Data Entry Keyers',
    [0.214, 0.5, 0.786],
    [0.857, 0.893, 0.929],
    0.343,
    [78, 98, 94],
  ),
  '43-9022.00': scores(
    'Word Processors and Typists',
    [0.189, 0.486, 0.784],
    [0.703, 0.743, 0.784],
    0.326,
    [77, 95, 90],
  ),
  '43-9031.00': scores(
    'Desktop Publishers',
    [0.032, 0.484, 0.935],
    [0.323, 0.645, 0.968],
    0.332,
    [76, 92, 91],
  ),
  '43-9081.00': scores(
    'Proofreaders and Copy Markers',
    [0.2, 0.6, 1.0],
    [0.95, 0.975, 1.0],
    0.383,
    [91, 99, 97],
  ),
  '43-9111.00': scores(
    'Statistical Assistants',
    [0.348, 0.674, 1.0],
    [0.826, 0.891, 0.957],
    0.359,
    [96, 98, 96],
  ),
}
