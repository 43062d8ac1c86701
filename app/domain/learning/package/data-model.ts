import type { PackageStandard } from '../content/track-content'

/**
 * What a package may tell the page and ask of it: SCORM 1.2 RTE 3.4 and SCORM 2004 RTE 4.2, as far
 * as one SCO without sequencing needs it. The same table is sent to the browser.
 */
export type ElementRule = {
  readonly access: 'both' | 'read' | 'write'
  /** A regular expression that a value has to match. */
  readonly form: string
  readonly most: number
  /** What it is before anything was set; left out: nothing, which 2004 answers with an error. */
  readonly start?: string
  readonly range?: readonly [number, number]
  /** It is kept for the next time. */
  readonly kept?: true
  /** What a time that is set here is added to: what was there before this session began. */
  readonly addsTo?: string
}
export type DataModel = Readonly<Record<string, ElementRule>>

/** Of all that one package may keep; the text that it writes for itself is most of it. */
export const suspendCharacters = 65_536

const words = (...list: readonly string[]) => `^(${list.join('|')})$`
const anything = '^[\\s\\S]*$'
const decimal = '^-?\\d{1,7}(\\.\\d{1,9})?$'
const fixed = (start: string): ElementRule => ({ access: 'read', form: anything, most: 0, start })
const text = (most: number, start?: string): ElementRule => ({
  ...{ access: 'both', form: anything, most, kept: true },
  ...(start === undefined ? {} : { start }),
})

const statuses12 = ['passed', 'completed', 'failed', 'incomplete', 'browsed', 'not attempted']
const score12: ElementRule = {
  ...{ access: 'both', form: `${decimal}|^$`, most: 20, start: '', range: [0, 100], kept: true },
}
const scorm12: DataModel = {
  'cmi._version': fixed('3.4'),
  'cmi.core._children': fixed(
    'student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time',
  ),
  'cmi.core.student_id': fixed('learner'),
  'cmi.core.student_name': fixed('Learner'),
  'cmi.core.lesson_location': text(1_000, ''),
  'cmi.core.credit': fixed('no-credit'),
  'cmi.core.lesson_status': {
    ...{ access: 'both', form: words(...statuses12), most: 20, start: 'not attempted', kept: true },
  },
  'cmi.core.entry': fixed('ab-initio'),
  'cmi.core.score._children': fixed('raw,min,max'),
  'cmi.core.score.raw': score12,
  'cmi.core.score.min': score12,
  'cmi.core.score.max': score12,
  'cmi.core.total_time': {
    ...{
      access: 'read',
      form: '^\\d{4}:\\d{2}:\\d{2}\\.\\d{2}$',
      most: 20,
      start: '0000:00:00.00',
    },
    kept: true,
  },
  'cmi.core.lesson_mode': fixed('normal'),
  'cmi.core.exit': {
    ...{ access: 'write', form: words('time-out', 'suspend', 'logout', ''), most: 10 },
  },
  'cmi.core.session_time': {
    ...{ access: 'write', form: '^\\d{2,4}:\\d{2}:\\d{2}(\\.\\d{1,2})?$', most: 20 },
    addsTo: 'cmi.core.total_time',
  },
  'cmi.suspend_data': text(suspendCharacters, ''),
  'cmi.launch_data': fixed(''),
  'cmi.comments': { access: 'both', form: anything, most: 4_096, start: '' },
  'cmi.comments_from_lms': fixed(''),
}

const score2004: ElementRule = { access: 'both', form: decimal, most: 20, kept: true }
const scorm2004: DataModel = {
  'cmi._version': fixed('1.0'),
  'cmi.completion_status': {
    ...{ access: 'both', most: 20, start: 'unknown', kept: true },
    form: words('completed', 'incomplete', 'not attempted', 'unknown'),
  },
  'cmi.success_status': {
    ...{ access: 'both', form: words('passed', 'failed', 'unknown'), most: 20 },
    ...{ start: 'unknown', kept: true },
  },
  'cmi.credit': fixed('no-credit'),
  'cmi.entry': fixed('ab-initio'),
  'cmi.exit': {
    ...{ access: 'write', form: words('time-out', 'suspend', 'logout', 'normal', ''), most: 10 },
  },
  'cmi.learner_id': fixed('learner'),
  'cmi.learner_name': fixed('Learner'),
  'cmi.launch_data': { access: 'read', form: anything, most: 0 },
  'cmi.location': text(1_000),
  'cmi.mode': fixed('normal'),
  'cmi.progress_measure': { access: 'both', form: decimal, most: 20, range: [0, 1], kept: true },
  'cmi.score._children': fixed('scaled,raw,min,max'),
  'cmi.score.scaled': { ...score2004, range: [-1, 1] },
  'cmi.score.raw': score2004,
  'cmi.score.min': score2004,
  'cmi.score.max': score2004,
  'cmi.session_time': {
    ...{ access: 'write', most: 40, addsTo: 'cmi.total_time' },
    form: '^P(\\d+Y)?(\\d+M)?(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+(\\.\\d{1,2})?S)?)?$',
  },
  'cmi.suspend_data': text(suspendCharacters),
  'cmi.total_time': {
    ...{ access: 'read', form: '^PT\\d{1,6}H\\d{1,2}M\\d{1,2}(\\.\\d{1,2})?S$', most: 40 },
    ...{ start: 'PT0H0M0S', kept: true },
  },
}

export const dataModels: Readonly<Record<PackageStandard, DataModel>> = {
  scorm_1_2: scorm12,
  scorm_2004: scorm2004,
}
