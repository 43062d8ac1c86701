import { describe, expect, it } from 'vitest'
import {
  isPointer,
  labelInText,
  numberInText,
  type ReadAnswer,
  type Reading,
  readAnswers,
  resolvePointer,
} from '~/domain/outcomes/endpoints/read-answer'

const reading: Reading = {
  kind: 'single',
  answerPointer: '/label',
  listPointer: '',
  rule: 'as_it_is',
  labels: ['urgent', 'normal'],
  mostLength: 200,
}

const short = (answers: readonly ReadAnswer[]) =>
  answers.map((answer) => (answer.ok ? answer.output : answer.problem))

function one(body: string, changes: Partial<Reading> = {}) {
  return short(readAnswers(body, ['r1'], { ...reading, ...changes }))[0]
}

describe('an answer', () => {
  it('is found by an RFC 6901 pointer', () => {
    const json = { 'a/b': { 'm~n': [10, { label: 'x' }] }, '': 5 }
    expect(resolvePointer(json, '')).toBe(json)
    expect(resolvePointer(json, '/a~1b/m~0n/1/label')).toBe('x')
    expect(resolvePointer(json, '/a~1b/m~0n/01')).toBeUndefined()
    expect(resolvePointer(json, '/')).toBe(5)
    expect(resolvePointer(json, '/constructor')).toBeUndefined()
    expect(resolvePointer([1], '/length')).toBeUndefined()
    expect(isPointer('/a~1b')).toBe(true)
    for (const bad of ['label', '/a~', '/a~2', '$.label']) expect(isPointer(bad)).toBe(false)
  })

  it('is a text, a number or a truth value; anything else is named', () => {
    expect(one('{"label":" urgent "}')).toBe('urgent')
    expect(one('{"label":1}')).toBe('1')
    expect(one('true', { answerPointer: '' })).toBe('true')
    expect(one('{"label":"a\\u0000b"}')).toBe('ab')
    expect(one('<html>')).toBe('not_json')
    expect(one('{}')).toBe('answer_missing')
    expect(one('{"label":null}')).toBe('answer_missing')
    expect(one('{"label":{}}')).toBe('answer_not_text')
    expect(one(JSON.stringify({ label: 'a'.repeat(201) }))).toBe('answer_too_long')
    expect(one(JSON.stringify({ label: 'a'.repeat(201) }), { mostLength: 8_000 })).toHaveLength(201)
    expect(one(JSON.stringify({ label: 'a'.repeat(8_001) }), { mostLength: 8_000 })).toBe(
      'answer_too_long',
    )
  })

  it('of a chat model is the only label that it names', () => {
    const body = JSON.stringify({ choices: [{ message: { content: 'This is **Urgent**.' } }] })
    const chat = { answerPointer: '/choices/0/message/content', rule: 'label_in_text' } as const
    expect(one(body, { kind: 'chat', ...chat })).toBe('urgent')
    const neither = body.replace('Urgent', 'urgently needed')
    expect(one(neither, { kind: 'chat', ...chat })).toBe('answer_unclear')
  })
})

describe('a label in a text', () => {
  it('stands as a word, in whatever case; several labels are none', () => {
    const labels = ['urgent', 'normal']
    expect(labelInText('URGENT!', labels)).toBe('urgent')
    expect(labelInText('urgent, very urgent', labels)).toBe('urgent')
    expect(labelInText('urgent or normal', labels)).toBeNull()
    expect(labelInText('abnormal', labels)).toBeNull()
    expect(labelInText('normal_1', labels)).toBeNull()
    expect(labelInText('', labels)).toBeNull()
    expect(labelInText('urgent', [])).toBeNull()
  })

  it('may hold signs, other scripts, and other labels', () => {
    expect(labelInText('It is C++ (sure).', ['C', 'C++'])).toBe('C++')
    expect(labelInText('not  urgent', ['urgent', 'not urgent'])).toBe('not urgent')
    expect(labelInText('not urgent, but urgent', ['urgent', 'not urgent'])).toBeNull()
    expect(labelInText('جواب: فوری۔', ['فوری', 'معمول'])).toBe('فوری')
    expect(labelInText('فوریت', ['فوری', 'معمول'])).toBeNull()
    expect(labelInText('a.c', ['abc', 'a.c'])).toBe('a.c')
  })
})

describe('a number in a text', () => {
  it('is the only one there is', () => {
    expect(numberInText('About 12.5 kg.')).toBe('12.5')
    expect(numberInText('-3')).toBe('-3')
    expect(numberInText('\u22123')).toBe('-3')
    expect(numberInText('It costs $1,234,567.89')).toBe('1234567.89')
    expect(numberInText('1.2e-3')).toBe('1.2e-3')
    expect(numberInText('12kg')).toBe('12')
    expect(numberInText('5, yes 5')).toBe('5')
  })

  it('is none where there are several, or where it can be read in two ways', () => {
    for (const text of [
      '',
      'none',
      '10-20',
      '2024-01-05',
      '3,5',
      '1,2345',
      '1.234.567',
      'v2',
      '1e999',
    ]) {
      expect(numberInText(text), text).toBeNull()
    }
  })
})

describe('the answers of a batch', () => {
  const batch: Reading = { ...reading, kind: 'batch', listPointer: '/answers' }
  const ids = ['r1', 'r2', 'r3']
  const read = (answers: unknown, changes: Partial<Reading> = {}) =>
    short(readAnswers(JSON.stringify({ answers }), ids, { ...batch, ...changes }))

  it('are matched by their ids, whatever their order', () => {
    expect(
      read([
        { id: 'r3', label: 'c' },
        { id: 'r1', label: 'a' },
        { id: 'r2', label: 'b' },
      ]),
    ).toEqual(['a', 'b', 'c'])
  })

  it('are taken by place where none says whose it is', () => {
    expect(read([{ label: 'a' }, { label: 'b' }, { label: 'c' }])).toEqual(['a', 'b', 'c'])
    expect(read(['a', 'b', 'c'], { answerPointer: '' })).toEqual(['a', 'b', 'c'])
    expect(read([{ label: 'a' }, { nothing: 1 }, { label: ['c'] }])).toEqual([
      'a',
      'answer_missing',
      'answer_not_text',
    ])
  })

  it('never move up: a list by place that is too short or too long answers nothing', () => {
    const length = ['list_length', 'list_length', 'list_length']
    expect(read(['a', 'b'], { answerPointer: '' })).toEqual(length)
    expect(read(['a', 'b', 'c', 'd'], { answerPointer: '' })).toEqual(length)
    expect(read([])).toEqual(length)
  })

  it('that are missing, repeated or of unknown ids fail the rows concerned and no others', () => {
    expect(
      read([
        { id: 'r1', label: 'a' },
        { id: 'r3', label: 'c' },
      ]),
    ).toEqual(['a', 'answer_missing', 'c'])
    expect(
      read([
        { id: 'r1', label: 'a' },
        { id: 'x', label: 'b' },
        { id: 'r3', label: 'c' },
      ]),
    ).toEqual(['a', 'answer_unknown_id', 'c'])
    expect(
      read([
        { id: 'r1', label: 'a' },
        { id: 'r1', label: 'b' },
        { id: 'r2', label: 'b' },
        { label: 'c' },
      ]),
    ).toEqual(['answer_repeated', 'b', 'answer_missing'])
  })

  it('are none where there is no list', () => {
    expect(read({ r1: 'a' })).toEqual(['list_missing', 'list_missing', 'list_missing'])
    expect(read(undefined)).toEqual(['list_missing', 'list_missing', 'list_missing'])
    expect(short(readAnswers('no', ids, batch))).toEqual(['not_json', 'not_json', 'not_json'])
  })
})
