import { sampleTrack } from 'tests/support/learning'
import { describe, expect, it } from 'vitest'
import { editedContent } from '~/domain/learning/content/edit-item'
import { newContent } from '~/domain/learning/content/new-item'
import { readItem } from '~/domain/learning/content/read-item'
import type { Item, ItemContent, Quiz } from '~/domain/learning/content/track-content'
import { versionDifference } from '~/domain/learning/content/version-difference'

const items = sampleTrack().courses.flatMap((course) => course.items)
const itemOf = (key: string): Item => {
  const found = items.find((item) => item.key === key)
  if (!found) throw new Error(`no ${key}`)
  return found
}

/** The fields that the editor's page would send for this item. */
function formOf(item: Item): FormData {
  const form = new FormData()
  form.set('title', item.title)
  form.set('minutes', String(item.minutes))
  if (item.kind === 'lesson') form.set('body', item.body)
  if (item.kind === 'quiz') quizInto(form, item.quiz)
  if (item.kind === 'exercise') {
    const { brief, criterion, dataset, waysIn } = item.exercise
    form.set('brief', brief)
    form.set(
      'goal',
      criterion.averaging ? `${criterion.metric}_${criterion.averaging}` : criterion.metric,
    )
    form.set('target', String(criterion.target))
    form.set('sampleSize', String(criterion.sampleSize))
    form.set('sampleRows', String(dataset.sampleRows))
    form.set('positiveClass', criterion.positiveClass ?? '')
    form.set('labels', criterion.labels.join('\r\n'))
    for (const way of waysIn) form.append('waysIn[]', way)
  }
  if (item.kind === 'capstone') {
    const { brief, deliverables, passMark, rubric } = item.capstone
    form.set('brief', brief)
    form.set('deliverables', deliverables.join('\r\n'))
    form.set('passMark', `${passMark * 100} %`)
    for (const [at, line] of rubric.entries()) {
      form.set(`r.${at}.key`, line.key)
      form.set(`r.${at}.title`, line.title)
      for (const [place, level] of line.levels.entries()) {
        form.set(`r.${at}.l.${place}.points`, String(level.points))
        form.set(`r.${at}.l.${place}.text`, level.text)
      }
    }
  }
  return form
}

function quizInto(form: FormData, quiz: Quiz): void {
  form.set('intro', quiz.intro)
  form.set('passMark', String(quiz.passMark * 100))
  form.set('limitMinutes', quiz.limitMinutes === null ? '' : String(quiz.limitMinutes))
  for (const [at, question] of quiz.questions.entries()) {
    const name = `q.${at}`
    for (const field of ['key', 'kind', 'prompt', 'explanation'] as const) {
      form.set(`${name}.${field}`, question[field])
    }
    form.set(`${name}.points`, String(question.points))
    if (question.kind === 'numeric') {
      form.set(`${name}.answer`, question.answer)
      form.set(`${name}.tolerance`, question.tolerance)
      form.set(`${name}.unit`, question.unit)
    }
    if (question.kind === 'short_text') form.set(`${name}.accept`, question.accept.join('\n'))
    const rows =
      question.kind === 'ordering' ? question.parts : 'options' in question ? question.options : []
    for (const [place, row] of rows.entries()) {
      form.set(`${name}.o.${place}.key`, row.key)
      form.set(`${name}.o.${place}.text`, row.text)
      if ('correct' in row && row.correct) form.append(`${name}.right`, row.key)
    }
  }
}

describe('an editor’s form', () => {
  it.each(items.map((item) => [item.key, item] as const))('gives %s back as it was', (_, item) => {
    const { item: read, errors } = readItem(formOf(item), item)
    const { key: __, ...wanted } = item
    expect(errors).toEqual({})
    expect(read).toEqual(wanted)
  })

  it('reads Urdu digits, and says which number cannot be read', () => {
    const form = formOf(itemOf('check'))
    form.set('minutes', '۱۵')
    form.set('q.2.answer', '۰٫۵')
    const read = readItem(form, itemOf('check'))
    expect(read.item.minutes).toBe(15)
    expect((read.item as { quiz: Quiz }).quiz.questions[2]).toMatchObject({ answer: '0.5' })
    form.set('q.0.points', 'many')
    form.set('q.2.answer', 'half')
    expect(readItem(form, itemOf('check')).errors).toEqual({
      'q.0.points': 'authoring.number_unread',
      'q.2.answer': 'authoring.number_unread',
    })
  })

  it('takes the signs out that would turn a page around', () => {
    const form = formOf(itemOf('hello'))
    form.set('title', 'Invoice \u202eexe.fdp')
    form.set('body', 'سبق \u202e\u202dکا متن')
    const { item } = readItem(form, itemOf('hello'))
    expect(item).toMatchObject({ title: 'Invoice exe.fdp', body: 'سبق کا متن' })
  })

  it('needs a title and nothing else', () => {
    const { item, errors } = readItem(new FormData(), itemOf('check'))
    expect(errors).toEqual({ title: 'error.required' })
    expect(item).toMatchObject({ kind: 'quiz', quiz: { questions: [] } })
  })
})

describe('the buttons of an editor', () => {
  const quiz = itemOf('check')
  const pressed = (content: ItemContent, ...commands: string[]) =>
    commands.reduce((now, command) => editedContent(now, command)?.content ?? now, content)
  const keys = (content: ItemContent) =>
    content.kind === 'quiz' ? content.quiz.questions.map(({ key }) => key) : []

  it('add a question of each kind, under keys that are free', () => {
    const all = ['single', 'multiple', 'numeric', 'ordering', 'short_text']
    const made = pressed(newContent('quiz', 'x'), ...all.map((kind) => `question-add:${kind}`))
    expect(keys(made)).toEqual(['q1', 'q2', 'q3', 'q4', 'q5'])
    const again = pressed(made, 'question-remove:q2', 'question-add:single')
    expect(keys(again)).toEqual(['q1', 'q3', 'q4', 'q5', 'q6'])
  })

  it('move questions, and stop at the ends', () => {
    expect(keys(pressed(quiz, 'question-up:many'))).toEqual([
      'many',
      'one',
      'number',
      'order',
      'word',
    ])
    expect(keys(pressed(quiz, 'question-up:one'))).toEqual(keys(quiz))
    expect(keys(pressed(quiz, 'question-down:word'))).toEqual(keys(quiz))
  })

  it('add, move and remove options and parts', () => {
    const changed = pressed(quiz, 'option-add:one', 'option-up:order:z', 'option-remove:many:b')
    const [one, many, , order] = changed.kind === 'quiz' ? changed.quiz.questions : []
    expect(one).toMatchObject({ options: [{ key: 'a' }, { key: 'b' }, { key: 'c', text: '' }] })
    expect(many).toMatchObject({ options: [{ key: 'a' }, { key: 'c' }] })
    expect(order).toMatchObject({ parts: [{ key: 'x' }, { key: 'z' }, { key: 'y' }] })
  })

  it('change a rubric', () => {
    const capstone = itemOf('report')
    const changed = pressed(
      capstone,
      'line-add:new',
      'line-up:method',
      'level-add:question',
      'level-remove:method:0',
    )
    const rubric = changed.kind === 'capstone' ? changed.capstone.rubric : []
    expect(rubric.map(({ key }) => key)).toEqual(['method', 'question', 'line-3'])
    const levels =
      capstone.kind === 'capstone' ? (capstone.capstone.rubric[0]?.levels.length ?? 0) : 0
    expect(rubric.map((line) => line.levels.length)).toEqual([levels - 1, levels + 1, 3])
  })

  it('do nothing that no button asks for', () => {
    for (const command of [
      '',
      'save',
      'question-add:essay',
      'question-up:none',
      'option-add:number',
    ]) {
      expect(editedContent(quiz, command)).toBeNull()
    }
    expect(editedContent(itemOf('hello'), 'question-add:single')).toBeNull()
  })
})

describe('the difference of two versions', () => {
  const before = sampleTrack()
  it('names head, courses and items that changed', () => {
    const [course] = before.courses
    if (!course) throw new Error('no course')
    const kept = course.items.filter(({ key }) => key !== 'again')
    const changed = kept.map((item) =>
      item.key === 'hello' ? { ...item, title: 'Welcome' } : item,
    )
    const after = sampleTrack({ hours: 5, courses: [{ ...course, items: changed }] })
    const found = versionDifference(before, after)
    expect(found.head).toEqual([{ field: 'hours', before: '4', after: '5' }])
    expect(found.items.map(({ key, change }) => [key, change])).toEqual([
      ['hello', 'changed'],
      ['again', 'removed'],
    ])
    expect(versionDifference(before, before)).toEqual({ head: [], courses: [], items: [] })
  })
})
