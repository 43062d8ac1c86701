import { Refused } from '~/kernel/refusal'
import type { TrackFileProblem } from '../content/track-file-problem'

/** Why nothing can be made of a file; the catalogue's sentence is `importing.refused_<problem>`. */
export const importProblems = [
  'format_unknown',
  'manifest_missing',
  'manifest_outside',
  'not_text',
  'xml_broken',
  'xml_doctype',
  'xml_too_deep',
  'xml_too_large',
  'html_too_deep',
  'html_too_large',
  'too_much',
  'too_heavy',
  'nothing',
  'scorm_no_sco',
  'scorm_launch',
  'scorm_large',
  'folder',
] as const
export type ImportProblem = (typeof importProblems)[number]

/** The file is readable, but not as a course. `folder` lists what has to be mended. */
export class ImportRefused extends Refused {
  constructor(
    readonly problem: ImportProblem,
    readonly place = '',
    readonly problems: readonly TrackFileProblem[] = [],
  ) {
    super('import_refused', { file: place })
  }
}
