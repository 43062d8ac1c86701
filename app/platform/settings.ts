/** The operator's levers with their defaults. A dated row in the database overrides one from its date on. */
export const settingDefaults = {
  platformFeeBps: 1_000,
  reviewDays: 14,
  overdueDays: 14,
  signingDays: 7,
  fundingDays: 7,
  briefDays: 30,
  proposalDays: 14,
  liveProposalsPerBrief: 5,
  /** Proposals that one team may have with its members or before clients at a time. */
  openProposalsPerTeam: 10,
  /** Business days: for two raters to mark, for figures to be reported once their window is over, and to object. */
  ratingDays: 5,
  reportDays: 10,
  objectionDays: 5,
  cardRiskDays: 14,
  bankRiskDays: 0,
  /** Requests a second that a measured run sends. */
  evaluationRate: 40,
  /** Between two looks at a service while a part of the price is kept back. */
  probeMinutes: 15,
} satisfies Record<string, number>

export type SettingKey = keyof typeof settingDefaults
export type SettingValue<K extends SettingKey> = (typeof settingDefaults)[K]
export const settingKeys = Object.keys(settingDefaults) as SettingKey[]

/** What a lever may be set to. Names end in their unit: basis points, days, or a plain number. */
export function settingRange(key: SettingKey): { least: number; most: number } {
  if (key.endsWith('Bps')) return { least: 0, most: 5_000 }
  if (key.endsWith('RiskDays')) return { least: 0, most: 180 }
  if (key.endsWith('Minutes')) return { least: 1, most: 1_440 }
  if (key.endsWith('Days')) return { least: 1, most: 180 }
  return { least: 1, most: 1_000 }
}
