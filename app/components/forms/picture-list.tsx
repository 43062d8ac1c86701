import type { ReactNode } from 'react'
import { useLanguage } from '../page/language'
import { Code, Quiet } from '../page/text'

type Picture = { readonly path: string; readonly mediaType: string }

/** The pictures of a version, each with the Markdown that shows it. */
export function PictureList(props: {
  versionId: string
  pictures: readonly Picture[]
  acts?: (picture: Picture) => ReactNode
}) {
  const { t } = useLanguage()
  if (props.pictures.length === 0) return <Quiet>{t('authoring.pictures_none')}</Quiet>
  return (
    <ul className="m-0 grid list-none gap-3 p-0 sm:grid-cols-2">
      {props.pictures.map((picture) => {
        const name = picture.path.replace(/^assets\//, '')
        const markdown = `![${t('authoring.picture_alt')}](${picture.path})`
        return (
          <li key={picture.path} className="flex min-w-0 gap-3 border-t border-hairline pt-3">
            <img
              src={`/track-files/${props.versionId}/${name}`}
              alt=""
              loading="lazy"
              className="h-16 w-20 flex-none rounded-md border border-hairline bg-raised object-contain"
            />
            <div className="grid min-w-0 content-start gap-1">
              <span className="text-xs break-all text-quiet" dir="ltr">
                {name}
              </span>
              <Code>{markdown}</Code>
              <span className="flex flex-wrap gap-2">
                <button
                  type="button"
                  className="button button-bare needs-script"
                  data-copy={markdown}
                  data-copied={t('authoring.copied')}
                >
                  {t('authoring.copy')}
                </button>
                {props.acts?.(picture)}
              </span>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
