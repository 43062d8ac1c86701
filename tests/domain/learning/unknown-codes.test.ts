import { describe, expect, it } from 'vitest'
import { unknownOccupations, unknownSkills } from '~/domain/learning/content/unknown-codes'
import { readHead } from '~/domain/learning/versions/authoring-forms.server'

describe('codes that the lists do not have', () => {
  it('are named; a group of occupations that are known is known', () => {
    // The list has 15-1299.01 and others of this group, not the group itself.
    const codes = ['43-9021.00', '15-1299.00', '15-1299', '15-1298.00', '99-9999.99']
    expect(unknownOccupations(codes)).toEqual(['15-1298.00', '99-9999.99'])
    expect(unknownSkills(['data-cleaning', 'juggling', ''])).toEqual(['juggling'])
  })

  it('stay when the form is saved, so that the warning is no loss', () => {
    const form = new FormData()
    const typed = {
      ...{ title: 'T', summary: 'S', description: 'D', language: 'en', licence: 'CC-BY-4.0' },
      ...{ hours: '2', currency: 'USD', price: '', 'from.0': '99-9999.99' },
      ...{ 'skill.0': 'juggling', 'skill.1': 'data-cleaning', 'skill.2': '<b>' },
      ...{ 'needs.0.skill': 'plate-spinning', 'needs.0.level': '2' },
    }
    for (const [name, value] of Object.entries(typed)) form.set(name, value)
    expect(readHead(form, { slug: 't', tracks: new Set() })).toMatchObject({
      ok: true,
      value: {
        skills: ['juggling', 'data-cleaning'],
        leadsFrom: ['99-9999.99'],
        prerequisites: [{ kind: 'skill', skillId: 'plate-spinning', level: 2 }],
      },
    })
  })
})
