import { useActionData } from '@remix-run/react'
import { ItemPreview } from '~/components/learning/item-preview'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, serve } from '~/domain/identity/access.server'
import { readItem } from '~/domain/learning/content/read-item'
import { itemPage } from '~/domain/learning/versions/item-queries.server'
import { Refused } from '~/kernel/refusal'
import { itemPath, ofItem, previewed } from './_editor.server'

export const handle = { title: 'authoring.preview', script: false }

/** Typed texts as learners would see them: the comfort script takes the part out of this page. */
export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const page = await itemPage(db, viewer, ofItem(params))
  const crumbs = [
    { href: itemPath(params), label: page.item.title },
    { label: t('authoring.preview') },
  ]
  const rendered = await previewed(page, page.item).catch((error: unknown) => {
    if (error instanceof Refused) return null
    throw error
  })
  return { crumbs, item: page.item, rendered, language: page.content.language }
})

export const action = act('person', async ({ viewer, form, params, db }) => {
  const page = await itemPage(db, viewer, ofItem(params))
  const { item } = readItem(form, page.item)
  const { language } = page.content
  return { errors: {}, item, rendered: await previewed(page, item), language }
})

export default function Preview() {
  const sent = useActionData<typeof action>()
  const { t } = useLanguage()
  const rendered = sent && 'rendered' in sent ? sent : null
  const problem = sent && !rendered ? Object.values(sent.errors)[0] : null
  return (
    <Page title={t('authoring.preview')} width="reading">
      <div id="preview">
        {problem ? <p>{problem}</p> : null}
        {rendered ? (
          <ItemPreview
            item={rendered.item}
            rendered={rendered.rendered}
            language={rendered.language}
            answers
          />
        ) : null}
      </div>
    </Page>
  )
}
