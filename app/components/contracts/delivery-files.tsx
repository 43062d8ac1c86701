import { DataTable } from '../page/data-table'
import { useLanguage } from '../page/language'
import { Section } from '../page/section'
import { Code, Name, TextLink } from '../page/text'

type DeliveredFile = {
  id: string
  name: string
  sizeBytes: number
  sha256: string
  uploadedAt: Date
}

/** What the team handed over as files, each with the hash that the evidence keeps. */
export function DeliveryFiles(props: { milestoneId: string; files: readonly DeliveredFile[] }) {
  const { t, size, date } = useLanguage()
  if (props.files.length === 0) return null
  return (
    <Section title={t('milestone.files')} lead={t('milestone.files_lead')}>
      <DataTable
        caption={t('milestone.files')}
        hideCaption
        rows={props.files}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            label: t('milestone.file_name'),
            primary: true,
            cell: (file) => (
              <TextLink href={`/milestones/${props.milestoneId}/files/${file.id}`}>
                <Name>{file.name}</Name>
              </TextLink>
            ),
          },
          { key: 'size', label: t('milestone.file_size'), cell: (file) => size(file.sizeBytes) },
          { key: 'at', label: t('common.when'), cell: (file) => date(file.uploadedAt) },
          {
            key: 'hash',
            label: 'SHA-256',
            cell: (file) => <Code>{file.sha256.slice(0, 16)}</Code>,
          },
        ]}
      />
    </Section>
  )
}
