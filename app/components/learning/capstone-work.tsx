import { useLanguage } from '../page/language'
import { Section } from '../page/section'
import { Name, Quiet } from '../page/text'
import { WorkText } from './work-text'

export type ShownWork = {
  words: string
  html: string | null
  links: readonly string[]
  files: readonly { id: string; name: string; bytes: number }[]
}

/** What was handed in with a capstone: words, links, and files that can be saved, never opened here. */
export function CapstoneWork(props: { work: ShownWork; filesUrl: string }) {
  const { t } = useLanguage()
  const { words, html, links } = props.work
  return (
    <Section title={t('grading.work')}>
      {words.trim() === '' ? (
        <Quiet>{t('grading.work_no_words')}</Quiet>
      ) : (
        <WorkText html={html} text={words} />
      )}
      {links.length > 0 ? (
        <div className="grid gap-1">
          <h3 className="text-base">{t('grading.links')}</h3>
          <ul className="m-0 grid list-none gap-1 p-0">
            {links.map((link) => (
              <li key={link} className="min-w-0 break-all">
                <a href={link} rel="noopener noreferrer nofollow" dir="ltr">
                  {link}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <WorkFiles files={props.work.files} filesUrl={props.filesUrl} />
    </Section>
  )
}

export function WorkFiles(props: { files: ShownWork['files']; filesUrl: string }) {
  const { t, size } = useLanguage()
  if (props.files.length === 0) return null
  return (
    <div className="grid gap-1">
      <h3 className="text-base">{t('grading.files')}</h3>
      <ul className="m-0 grid list-none gap-1 p-0">
        {props.files.map((file) => (
          <li key={file.id} className="flex flex-wrap items-baseline gap-x-3">
            <a href={`${props.filesUrl}/${file.id}`} className="min-w-0 break-all">
              <Name>{file.name}</Name>
            </a>
            <Quiet as="span">{size(file.bytes)}</Quiet>
          </li>
        ))}
      </ul>
    </div>
  )
}
