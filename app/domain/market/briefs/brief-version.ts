import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { DataDeclaration } from '~/domain/stewardship/facts'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'

/** What a published brief says. JSON only: the budget is a decimal string of minor units. */
export type BriefTerms = {
  readonly title: string
  readonly statement: string
  readonly sector: string
  readonly country: string
  readonly currency: string
  readonly budgetMinor: string
  readonly weeks: number
  readonly workloadClass: WorkloadClass
  readonly criteria: readonly Criterion[]
  readonly data: DataDeclaration
}

type Row = Omit<BriefTerms, 'budgetMinor'> & { readonly budgetMinor: bigint }

/** The terms of a brief's row. */
export function termsOfBrief(row: Row): BriefTerms {
  const { title, statement, sector, country, currency, weeks, workloadClass, criteria, data } = row
  return {
    ...{ title, statement, sector, country, currency, weeks, workloadClass, criteria, data },
    budgetMinor: row.budgetMinor.toString(),
  }
}

/** What may change of a brief that teams answer. Its sealed rows, class and place stay. */
export type BriefChange = {
  readonly title: string
  readonly statement: string
  readonly budgetMinor: string
  readonly weeks: number
  readonly criteria: readonly {
    readonly id: string
    readonly target: number
    readonly sampleSize: number
    readonly attempts: number
  }[]
}

/** The next version of a brief. */
export function changedBrief(terms: BriefTerms, change: BriefChange): BriefTerms {
  const { title, statement, budgetMinor, weeks } = change
  return {
    ...terms,
    ...{ title, statement, budgetMinor, weeks },
    criteria: terms.criteria.map((criterion) => {
      const { target, sampleSize, attempts } =
        change.criteria.find(({ id }) => id === criterion.id) ?? criterion
      return { ...criterion, target, sampleSize, attempts }
    }),
  }
}
