import type { PackageStandard } from '../content/track-content'
import { dataModels } from './data-model'

/** What a package says of a learner's work. It is somebody's script that says so: never a mark. */
export type PackageReport = Readonly<Record<string, string>>

/**
 * What of a message is kept; null for one that is none of the data model. What is too long, of
 * another form or not asked for is refused as a whole: a package that behaves sends nothing of it.
 */
export function readReport(standard: PackageStandard, given: unknown): PackageReport | null {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return null
  const model = dataModels[standard]
  const entries = Object.entries(given)
  if (entries.length > Object.keys(model).length) return null
  for (const [name, value] of entries) {
    const rule = Object.hasOwn(model, name) ? model[name] : undefined
    if (!rule?.kept || typeof value !== 'string' || value.length > rule.most) return null
    if (!new RegExp(rule.form).test(value) || value.includes('\0')) return null
    if (rule.range && value !== '') {
      if (Number(value) < rule.range[0] || Number(value) > rule.range[1]) return null
    }
    if (/\p{Surrogate}/u.test(value)) return null
  }
  return Object.fromEntries(entries as [string, string][])
}

export type ReportedStatus = 'passed' | 'failed' | 'completed' | 'incomplete' | 'browsed'

/** What is shown of it: one status, and a score with its most where both are there. */
export function reportSummary(report: PackageReport): {
  status: ReportedStatus | null
  score: number | null
  of: number | null
} {
  const said = [
    report['cmi.success_status'],
    report['cmi.completion_status'],
    report['cmi.core.lesson_status'],
  ]
  const known = ['passed', 'failed', 'completed', 'incomplete', 'browsed'] as const
  const status = known.find((one) => said.includes(one)) ?? null
  const number = (name: string) => (report[name] ? Number(report[name]) : null)
  const scaled = number('cmi.score.scaled')
  const raw = number('cmi.core.score.raw') ?? number('cmi.score.raw')
  if (raw === null && scaled !== null) return { status, score: scaled * 100, of: 100 }
  return { status, score: raw, of: number('cmi.core.score.max') ?? number('cmi.score.max') }
}
