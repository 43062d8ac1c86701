import { type ActArgs, invalid, redirectWith } from '~/domain/identity/access.server'
import type { DraftPage } from '~/domain/learning/versions/author-queries.server'
import { courseForm, itemForm } from '~/domain/learning/versions/authoring-forms.server'
import {
  addCourse,
  addItem,
  moveCourse,
  moveItem,
  removeCourse,
  removeItem,
  renameCourse,
  returnItem,
} from '~/domain/learning/versions/edit-outline.server'
import { startNextVersion } from '~/domain/learning/versions/start-draft.server'
import {
  discardDraft,
  handInVersion,
  takeBackVersion,
  withdrawVersion,
} from '~/domain/learning/versions/version-steps.server'
import { inTransaction, type Tx } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { trackPath } from './_paths'

type Args = ActArgs<'person'>

const textIn = (form: FormData, name: string) => String(form.get(name) ?? '')

/** What the buttons of a table of contents do, by their intent. */
const moves: Readonly<
  Record<
    string,
    (tx: Tx, given: { versionId: string; by: string; at: Date; key: string }) => unknown
  >
> = {
  'course-up': (tx, { key, ...of }) => moveCourse(tx, { ...of, courseKey: key, step: -1 }),
  'course-down': (tx, { key, ...of }) => moveCourse(tx, { ...of, courseKey: key, step: 1 }),
  'course-remove': (tx, { key, ...of }) => removeCourse(tx, { ...of, courseKey: key }),
  'item-up': (tx, { key, ...of }) => moveItem(tx, { ...of, itemKey: key, step: -1 }),
  'item-down': (tx, { key, ...of }) => moveItem(tx, { ...of, itemKey: key, step: 1 }),
  'item-remove': (tx, { key, ...of }) => removeItem(tx, { ...of, itemKey: key }),
  'item-return': (tx, { key, ...of }) => returnItem(tx, { ...of, itemKey: key }),
}

const steps: Readonly<Record<string, { run: typeof handInVersion; said: MessageKey }>> = {
  submit: { run: handInVersion, said: 'authoring.submitted' },
  'take-back': { run: takeBackVersion, said: 'authoring.taken_back' },
  withdraw: { run: withdrawVersion, said: 'authoring.withdrawn' },
  discard: { run: discardDraft, said: 'authoring.discarded' },
}

export async function actOnDraft(args: Args, page: DraftPage) {
  const { viewer, form, params, at } = args
  const here = trackPath(params)
  const intent = textIn(form, 'intent')
  const of = { versionId: page.version.id, by: viewer.personId, at }
  const key = textIn(form, 'key')
  const move = moves[intent]
  if (move) {
    await inTransaction(async (tx) => move(tx, { ...of, key }))
    return redirectWith(`${here}#${/^course/.test(intent) ? 'c' : 'i'}-${key}`)
  }
  const step = steps[intent]
  if (step) {
    await inTransaction((tx) => step.run(tx, of))
    return redirectWith(here, step.said)
  }
  if (intent === 'next-version') {
    const input = { trackId: page.trackId, by: viewer.personId, at }
    await inTransaction((tx) => startNextVersion(tx, input))
    return redirectWith(here, 'authoring.version_started')
  }
  if (intent === 'item-add') return addTo(args, of)
  return saveCourse(args, of)
}

async function addTo({ form, params }: Args, of: { versionId: string; by: string; at: Date }) {
  const courseKey = textIn(form, 'key')
  const parsed = parseForm(itemForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values, `item-add-${courseKey}`)
  const input = { ...of, ...parsed.value, courseKey }
  const { itemKey } = await inTransaction((tx) => addItem(tx, input))
  return redirectWith(`${trackPath(params)}/items/${itemKey}`, 'authoring.item_added')
}

async function saveCourse({ form, params }: Args, of: { versionId: string; by: string; at: Date }) {
  const courseKey = textIn(form, 'key')
  const adds = form.get('intent') === 'course-add'
  const parsed = parseForm(courseForm, form)
  if (!parsed.ok) {
    return invalid(parsed.errors, parsed.values, adds ? 'course-add' : `course-rename-${courseKey}`)
  }
  if (!adds) {
    await inTransaction((tx) => renameCourse(tx, { ...of, ...parsed.value, courseKey }))
    return redirectWith(`${trackPath(params)}#c-${courseKey}`, 'common.saved')
  }
  const made = await inTransaction((tx) => addCourse(tx, { ...of, ...parsed.value }))
  return redirectWith(`${trackPath(params)}#c-${made.courseKey}`, 'authoring.course_made')
}
