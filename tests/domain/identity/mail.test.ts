import { type MailName, type MailProps, messages } from 'emails/messages'
import { renderMail } from 'emails/render-mail.server'
import { describe, expect, it } from 'vitest'
import { locales } from '~/platform/languages/locales'

const url = 'http://localhost:3000/somewhere?code=abc'
const examples: MailProps = {
  'already-member': { name: 'Amina', url },
  'confirm-email': { name: 'Amina', url },
  'message-digest': {
    name: 'Amina',
    threads: [{ title: 'Reminders', about: null, unread: 2, url }],
    more: 1,
    url,
  },
  notification: { name: 'Amina', sentence: 'Something has happened.', yourTurn: true, url },
  'organisation-invitation': { inviter: 'Bilal', organisation: 'Karachi Clinics', days: 7, url },
  'password-changed': { name: 'Amina', url },
  'reset-password': { name: 'Amina', url },
  'team-invitation': {
    inviter: 'Bilal',
    team: 'Ravi Works',
    role: 'measurer',
    message: 'Come',
    days: 3,
    url,
  },
}

describe('every message', () => {
  for (const name of Object.keys(messages) as MailName[]) {
    for (const locale of locales) {
      it(`${name} in ${locale} has a subject, a page and a text that says the same`, async () => {
        const { subject, html, text } = await renderMail(name, examples[name], locale)
        expect(subject.length).toBeGreaterThan(3)
        expect(html).toContain(`dir="${locale === 'ur' ? 'rtl' : 'ltr'}"`)
        expect(html).toContain(`lang="${locale}"`)
        expect(html).toContain('code=abc')
        expect(text).toContain(url)
        expect(text).not.toMatch(/<[a-z]+[ >]/)
        if (locale === 'ur' && name !== 'notification') expect(subject).toMatch(/[\u0600-\u06ff]/)
      })
    }
  }

  it('shows what people wrote as text, never as markup', async () => {
    const rude = '<img src=x onerror=alert(1)>\r\nBcc: everybody@example.com'
    const { subject, html } = await renderMail(
      'organisation-invitation',
      { inviter: rude, organisation: rude, days: 7, url },
      'en',
    )
    expect(html).not.toContain('<img src=x')
    expect(subject).not.toMatch(/[\r\n]/)
  })
})
