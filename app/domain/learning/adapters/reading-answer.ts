import { type ArchiveProblem, ArchiveRefused } from '~/platform/archives/archive'
import type { TrackFileProblem } from '../content/track-file-problem'
import type { ImportPlan } from '../imports/import-plan'
import { type ImportProblem, ImportRefused } from './import-refused'
import type { ReadImport } from './read-import.server'

/** What passes between the thread that reads a file and the process that asked: no errors, plain data. */
export type ReadingAsked = {
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly wanted: 'plan' | 'whole'
}

type Refusal =
  | { readonly of: 'archive'; problem: ArchiveProblem; place: string; most: number }
  | {
      readonly of: 'import'
      problem: ImportProblem
      place: string
      problems: readonly TrackFileProblem[]
    }
export type ReadingAnswer =
  | { readonly ok: true; readonly read: ReadImport | ImportPlan }
  | { readonly ok: false; readonly refusal: Refusal }

/** What reading came to. Other failures than refusals are thrown. */
export async function answerOf(
  read: () => Promise<ReadImport | ImportPlan>,
): Promise<ReadingAnswer> {
  try {
    return { ok: true, read: await read() }
  } catch (error) {
    if (error instanceof ArchiveRefused) {
      const { problem, place, most } = error
      return { ok: false, refusal: { of: 'archive', problem, place, most } }
    }
    if (!(error instanceof ImportRefused)) throw error
    const { problem, place, problems } = error
    return { ok: false, refusal: { of: 'import', problem, place, problems } }
  }
}

/** The refusal again, as it was thrown in the thread. */
export function refusedAs(refusal: Refusal): ArchiveRefused | ImportRefused {
  return refusal.of === 'archive'
    ? new ArchiveRefused(refusal.problem, refusal.place, refusal.most)
    : new ImportRefused(refusal.problem, refusal.place, refusal.problems)
}
