import { SelectField, TextArea, TextField } from '~/components/forms/fields'
import { useLanguage } from '~/components/page/language'

/** What is said of something that one shows: its title, one's part, the outcome it belongs to. */
export function ArtefactFields(props: {
  entries: readonly { id: string; title: string }[]
  now?: { title: string; part: string; entryId: string | null }
}) {
  const { t } = useLanguage()
  const { entries, now } = props
  return (
    <>
      <TextField
        name="title"
        label={t('portfolio.artefact_title')}
        required
        maxLength={120}
        defaultValue={now?.title}
      />
      <TextArea
        name="part"
        label={t('portfolio.artefact_part')}
        help={t('portfolio.artefact_part_help')}
        required
        rows={3}
        maxLength={500}
        defaultValue={now?.part}
      />
      {entries.length > 0 ? (
        <SelectField
          name="entryId"
          label={t('portfolio.artefact_entry')}
          placeholder={t('portfolio.artefact_entry_none')}
          defaultValue={now?.entryId ?? undefined}
          options={entries.map(({ id, title }) => ({ value: id, label: title }))}
        />
      ) : null}
    </>
  )
}
