import { describe, expect, it } from 'vitest'
import type { Quiz } from '~/domain/learning/content/track-content'
import { drawQuiz } from '~/domain/learning/quiz/draw-quiz'
import { gradeQuiz } from '~/domain/learning/quiz/grade-quiz'
import { askedQuiz, questionOrder } from '~/domain/learning/quiz/read-answers'

const head = { prompt: '?', explanation: '', points: 1 }
const keys = Array.from({ length: 8 }, (_, at) => `q${at}`)
const quiz: Quiz = {
  intro: '',
  passMark: 1,
  limitMinutes: null,
  questions: keys.map((key, at) =>
    at === 0
      ? {
          ...head,
          key,
          kind: 'ordering',
          parts: ['a', 'b', 'c'].map((part) => ({ key: part, text: part })),
        }
      : {
          ...head,
          key,
          kind: 'single',
          options: ['a', 'b', 'c', 'd'].map((option) => ({
            key: option,
            text: option,
            correct: option === 'a',
          })),
        },
  ),
}
const attempts = Array.from({ length: 60 }, (_, at) => `att_${at}`)

describe('the questions of an attempt', () => {
  it('stand in an order that its id decides, their choices too', () => {
    expect(drawQuiz(quiz, 'att_1')).toEqual(drawQuiz(quiz, 'att_1'))
    const orders = attempts.map((id) => drawQuiz(quiz, id))
    const different = (key: string) => new Set(orders.map((shown) => shown[key]?.join())).size
    expect(different(questionOrder)).toBeGreaterThan(50)
    expect(different('q3')).toBeGreaterThan(12)
    for (const shown of orders) {
      expect([...(shown[questionOrder] ?? [])].sort()).toEqual(keys)
      expect([...(shown.q3 ?? [])].sort()).toEqual(['a', 'b', 'c', 'd'])
      // What is to be put in order never lies in its right order.
      expect([...(shown.q0 ?? [])].sort()).toEqual(['a', 'b', 'c'])
      expect(shown.q0).not.toEqual(['a', 'b', 'c'])
    }
  })

  it('are so many as the quiz draws, and only they are marked', () => {
    const drawn = attempts.map((id) => drawQuiz({ ...quiz, draw: 3 }, id))
    const asked = drawn.map((shown) => shown[questionOrder] ?? [])
    expect(asked.every((one) => one.length === 3)).toBe(true)
    expect(new Set(asked.flat())).toEqual(new Set(keys))
    const shown = { [questionOrder]: ['q5', 'q2', 'q7'] }
    const right = { q5: ['a'], q2: ['a'], q7: ['a'] }
    expect(gradeQuiz(askedQuiz(quiz, shown), right)).toMatchObject({ maxPoints: 3, passed: true })
    expect(askedQuiz(quiz, shown).questions.map(({ key }) => key)).toEqual(['q5', 'q2', 'q7'])
  })
})
