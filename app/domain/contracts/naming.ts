import type { WorkloadClass } from '../stewardship/workload-class'

/** What others may read of who a contract was for: nothing, what it was, or also for whom. */
export const namings = ['nothing', 'title', 'client'] as const
export type Naming = (typeof namings)[number]

/** Classes whose contracts stay unnamed until the client says otherwise. */
export const unnamedClasses = ['restricted', 'critical'] as const satisfies readonly WorkloadClass[]

export const isUnnamedClass = (workloadClass: WorkloadClass): boolean =>
  unnamedClasses.some((one) => one === workloadClass)

/** What may be read of a contract, by its class and what the client allowed. */
export function namingOf(workloadClass: WorkloadClass, allowed: Naming | null): Naming {
  return isUnnamedClass(workloadClass) ? (allowed ?? 'nothing') : 'client'
}
