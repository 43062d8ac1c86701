/** How far others depend on the system and its data; each class has rules (DESIGN.md section 11). */
export const workloadClasses = ['open', 'internal', 'restricted', 'critical'] as const
export type WorkloadClass = (typeof workloadClasses)[number]

/** The classes whose every rule is enforced today; the others are not offered before theirs are. */
export const offeredClasses = ['open', 'internal'] as const satisfies readonly WorkloadClass[]

/** Merged data take the highest class of their parts. */
export function highestClass(classes: readonly WorkloadClass[]): WorkloadClass {
  return classes.reduce<WorkloadClass>(
    (highest, next) =>
      workloadClasses.indexOf(next) > workloadClasses.indexOf(highest) ? next : highest,
    'open',
  )
}

export function isWorkloadClass(text: string): text is WorkloadClass {
  return workloadClasses.some((known) => known === text)
}
