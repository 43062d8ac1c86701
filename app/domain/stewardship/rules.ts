import { type RefusalFacts, Refused } from '~/kernel/refusal'
import { type CheckedFacts, type Finding, factCodes, findings } from './checks'
import { offeredClasses, type WorkloadClass } from './workload-class'

/** The transitions that a rule can block (DESIGN.md section 11). */
export const guardedTransitions = [
  'publish_brief',
  'upload',
  'sign',
  'submit',
  'evaluate',
  'read',
  'complete',
] as const
export type GuardedTransition = (typeof guardedTransitions)[number]

export const ruleIds = [
  'class_offered',
  'manifest_complete',
  'regions_allowed',
  'readers_are_parties',
  'personal_data_declared',
  'retention_within_limit',
  'merged_class',
] as const
export type RuleId = (typeof ruleIds)[number]

export type Mender = 'client' | 'team' | 'both'

export type RuleFacts = Omit<CheckedFacts, 'workloadClass' | 'retentionLimitDays'>

/** One rule against the facts. `fact` says why it does not hold, with `values` for its sentence. */
export type RuleResult = {
  readonly rule: RuleId
  readonly holds: boolean
  readonly fact: Finding['fact'] | null
  readonly values: Readonly<Record<string, string | number>>
  readonly whoMends: Mender
}

type RuleRow = {
  readonly rule: Exclude<RuleId, 'class_offered'>
  /** The classes under which the rule stands. */
  readonly classes: readonly WorkloadClass[]
  readonly blocks: readonly GuardedTransition[]
  readonly whoMends: Mender
}

type RuleSet = {
  readonly rows: readonly RuleRow[]
  /** Days after completion within which the data are deleted. */
  readonly retentionDays: Readonly<Record<WorkloadClass, number>>
}

/**
 * The rules by version. A contract keeps the version that it was signed under, so a row that was
 * once in force is never edited: a change is a new version.
 */
const ruleSets = {
  1: {
    retentionDays: { open: 365, internal: 180, restricted: 90, critical: 30 },
    rows: [
      {
        rule: 'manifest_complete',
        classes: ['internal'],
        blocks: ['sign', 'submit'],
        whoMends: 'team',
      },
      {
        rule: 'regions_allowed',
        classes: ['internal'],
        blocks: ['submit', 'evaluate'],
        whoMends: 'team',
      },
      {
        rule: 'readers_are_parties',
        classes: ['open', 'internal'],
        blocks: ['read'],
        whoMends: 'client',
      },
      {
        rule: 'personal_data_declared',
        classes: ['internal'],
        blocks: ['publish_brief'],
        whoMends: 'client',
      },
      {
        // Looked at when the brief is published too: at completion nobody could mend it any more.
        rule: 'retention_within_limit',
        classes: ['open', 'internal'],
        blocks: ['publish_brief', 'complete'],
        whoMends: 'client',
      },
      {
        rule: 'merged_class',
        classes: ['open', 'internal'],
        blocks: ['upload'],
        whoMends: 'client',
      },
    ],
  },
} as const satisfies Record<number, RuleSet>

export type RulesVersion = keyof typeof ruleSets
export const rulesVersion: RulesVersion = 1

/** The most days that data of this class may be kept. */
export function retentionLimit(
  workloadClass: WorkloadClass,
  version: RulesVersion = rulesVersion,
): number {
  return ruleSets[version].retentionDays[workloadClass]
}

/** The rules of a class, for showing them before anything is at stake. */
export function rulesOfClass(
  workloadClass: WorkloadClass,
  version: RulesVersion = rulesVersion,
): readonly RuleRow[] {
  const rows: readonly RuleRow[] = ruleSets[version].rows
  return rows.filter(({ classes }) => classes.includes(workloadClass))
}

/**
 * Every rule that stands before `transition` for this class, each with whether it holds.
 * A class that is not offered has one result, which does not hold.
 */
export function evaluateRules(
  transition: GuardedTransition,
  workloadClass: WorkloadClass,
  facts: RuleFacts,
  version: number = rulesVersion,
): RuleResult[] {
  if (!isOffered(workloadClass)) {
    return [
      {
        rule: 'class_offered',
        holds: false,
        fact: 'class_not_offered',
        values: {},
        whoMends: 'client',
      },
    ]
  }
  const known = knownVersion(version)
  const checked = {
    ...facts,
    workloadClass,
    retentionLimitDays: retentionLimit(workloadClass, known),
  }
  return rulesOfClass(workloadClass, known)
    .filter(({ blocks }) => blocks.includes(transition))
    .map(({ rule, whoMends }) => {
      const finding = findings[rule](checked)
      return {
        rule,
        holds: finding === null,
        fact: finding?.fact ?? null,
        values: finding?.values ?? {},
        whoMends,
      }
    })
}

/** The rules before several steps, each rule once; where it stands before two, the failing result. */
export function rulesBefore(
  transitions: readonly GuardedTransition[],
  workloadClass: WorkloadClass,
  facts: RuleFacts,
  version: number = rulesVersion,
): RuleResult[] {
  const found = new Map<RuleId, RuleResult>()
  for (const transition of transitions) {
    for (const result of evaluateRules(transition, workloadClass, facts, version)) {
      if (found.get(result.rule)?.holds !== false) found.set(result.rule, result)
    }
  }
  return [...found.values()]
}

/**
 * Lets a transition pass only when every rule of its class holds.
 * @throws Refused class_not_offered, or rule_fails naming the rule, the fact and who can mend it.
 */
export function checkRules(
  transition: GuardedTransition,
  workloadClass: WorkloadClass,
  facts: RuleFacts,
  version: number = rulesVersion,
): void {
  if (!isOffered(workloadClass)) throw new Refused('class_not_offered', { class: workloadClass })
  const broken = evaluateRules(transition, workloadClass, facts, version).find(
    ({ holds }) => !holds,
  )
  if (broken) {
    throw new Refused('rule_fails', {
      ...broken.values,
      rule: broken.rule,
      fact: broken.fact ?? '',
      who: broken.whoMends,
    })
  }
}

/**
 * The catalogue's sentence for the broken rule inside the facts of a Refused('rule_fails'): the
 * fact that fails it. null for the facts of any other refusal.
 */
export function brokenRuleSentence({ rule, fact, who, ...values }: RefusalFacts) {
  const failing = factCodes.find((code) => code === fact)
  const known = ruleIds.some((id) => id === rule)
  return known && failing ? { key: `stewardship.fact_${failing}` as const, values } : null
}

function isOffered(workloadClass: WorkloadClass): boolean {
  return offeredClasses.some((offered) => offered === workloadClass)
}

function knownVersion(version: number): RulesVersion {
  if (!Object.hasOwn(ruleSets, version)) throw new Error(`Rules version ${version} is unknown.`)
  return version as RulesVersion
}
