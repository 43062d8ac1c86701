import { serveFile } from '~/domain/identity/access.server'
import { portfolioPage, portfolioPictures } from '~/domain/reputation/portfolio-page.server'
import { attachmentHeader } from '~/kernel/file-name'
import { plainName } from '~/kernel/plain-name'
import { env } from '~/platform/env.server'
import { languageFor } from '~/platform/languages/language'
import { countAttempt } from '~/platform/limits.server'
import { renderPdf } from '~/platform/paper/render-pdf.server'
import { portfolioPaper } from './_paper'

/** Setting a paper takes a second of a processor, so one address gets a few in a minute. */
const limit = { points: 12, perSeconds: 60 }

/** The portfolio on paper, in the reader's language, for whoever may open its page. */
export const loader = serveFile(
  'anyone',
  async ({ viewer, params, url, db, at, locale, address }) => {
    const asked = { personId: params.personId ?? '', code: url.searchParams.get('code') }
    const page = await portfolioPage(db, viewer, asked, at)
    await countAttempt(db, `portfolio-pdf:${address}`, limit)
    const pictures = await portfolioPictures(db, page)
    const language = languageFor(locale, 'UTC')
    const pdf = await renderPdf(portfolioPaper(language, page, pictures, env().APP_ORIGIN, at))
    const headers = new Headers({
      'Content-Type': 'application/pdf',
      'Content-Length': String(pdf.byteLength),
      'Content-Disposition': attachmentHeader(`${plainName(page.person.name)}.pdf`),
      'Cache-Control': 'private, no-store',
    })
    if (page.visibility !== 'public') headers.set('X-Robots-Tag', 'noindex')
    return new Response(new Uint8Array(pdf), { headers })
  },
)
