import type { RenderedItem } from '~/domain/learning/content/rendered-item'
import type { Item, ItemContent } from '~/domain/learning/content/track-content'
import type { Locale } from '~/platform/languages/locales'
import { FileField, HiddenField, TextField } from '../forms/fields'
import { Form, FormActions, type FormState } from '../forms/form'
import { MarkdownHelp } from '../forms/markdown-field'
import { PictureList } from '../forms/picture-list'
import { TextDifference } from '../forms/text-difference'
import { TypedAgain } from '../forms/typed-again'
import { CriterionPreviewParts } from '../outcomes/criterion-preview'
import { Button, SubmitButton } from '../page/button'
import { EmptyState } from '../page/empty-state'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { Section, Stack } from '../page/section'
import { Name, Quiet, TextLink } from '../page/text'
import type { ExerciseFacts } from './exercise-fields'
import { ItemFields } from './item-fields'
import { ItemPreview } from './item-preview'
import { PackageNote } from './package-player'

type Typed = { title: string; minutes: number } & ItemContent
export type EditorPage = {
  readonly partner: { readonly id: string }
  readonly trackId: string
  readonly path: string
  readonly item: Item
  readonly language: Locale
  readonly revision: number
  readonly savedAt: Date
  readonly savedBy: string | null
  readonly savedByMe: boolean
  readonly editable: boolean
  readonly pictures: readonly { readonly path: string; readonly mediaType: string }[]
  readonly version: { readonly id: string }
  readonly exercise: ExerciseFacts | null
  readonly rendered: RenderedItem | null
  readonly previous: { readonly key: string; readonly title: string } | null
  readonly next: { readonly key: string; readonly title: string } | null
}
export type EditorReply = FormState & {
  readonly item?: Typed
  readonly revision?: number
  readonly preview?: RenderedItem
  readonly conflict?: {
    readonly theirs: string
    readonly mine: string
    readonly values: Readonly<Record<string, string | string[]>>
  }
}

/** One item as it is written: the form, what came of a preview, and where two people met. */
export function ItemEditor({ page, sent }: { page: EditorPage; sent: EditorReply | null }) {
  const { t } = useLanguage()
  if (!page.editable) {
    return (
      <>
        <Notice>{t('authoring.read_only')}</Notice>
        <PackageNote item={page.item} versionId={page.version.id} />
        {page.rendered ? (
          <ItemPreview item={page.item} rendered={page.rendered} language={page.language} answers />
        ) : null}
        <Neighbours page={page} />
      </>
    )
  }
  const rows = sent?.intent === 'rows' ? sent : null
  return (
    <>
      {sent?.conflict ? <Conflict page={page} conflict={sent.conflict} /> : null}
      {sent?.preview && sent.item ? (
        <Section id="seen" title={t('authoring.preview')} lead={t('authoring.preview_lead')}>
          <div className="rounded-md border border-hairline bg-raised p-4">
            <ItemPreview
              item={sent.item}
              rendered={sent.preview}
              language={page.language}
              answers
            />
          </div>
        </Section>
      ) : null}
      <PackageNote item={page.item} versionId={page.version.id} />
      <Editor page={page} sent={rows ? null : sent} />
      {page.item.kind === 'exercise' ? <Rows page={page} state={rows} /> : null}
      <Neighbours page={page} />
    </>
  )
}

function Editor({ page, sent }: { page: EditorPage; sent: EditorReply | null }) {
  const { t, dateTime } = useLanguage()
  const state: FormState | null = sent
    ? { errors: sent.errors, ...(sent.values ? { values: sent.values } : {}), intent: 'save' }
    : null
  const live = page.item.kind === 'lesson'
  return (
    <div className="editor" data-editor="">
      <Form intent="save" state={state} unsaved={sent !== null && !sent.conflict} upload>
        <HiddenField name="revision" value={String(sent?.revision ?? page.revision)} />
        {sent?.conflict ? (
          <HiddenField name="late" value={String(sent.conflict.values.late)} />
        ) : null}
        {/* The enter key presses the first button of a form. */}
        <button
          type="submit"
          name="do"
          value="save"
          className="sr-only"
          tabIndex={-1}
          aria-hidden
          formNoValidate
        >
          {t('authoring.save')}
        </button>
        <ItemFields item={sent?.item ?? page.item} exercise={page.exercise} />
        <div className="sticky bottom-0 z-10 -mx-2 border-t border-hairline bg-paper px-2 py-2">
          <FormActions>
            <Button name="do" value="save">
              {t('authoring.save')}
            </Button>
            <Button name="do" value="preview" tone="quiet" unchecked>
              {t('authoring.preview')}
            </Button>
            <p
              className="self-center text-sm text-quiet"
              role="status"
              data-autosave={`${page.path}/save`}
              data-trouble={t('authoring.autosave_trouble')}
            >
              {t('authoring.saved_by', {
                name: page.savedBy ?? '',
                date: dateTime(page.savedAt),
              })}
            </p>
          </FormActions>
        </div>
      </Form>
      <Stack gap={5}>
        {live ? (
          <div data-live={`${page.path}/preview`} hidden>
            <p className="pb-2 text-sm text-quiet">{t('authoring.preview')}</p>
            <div data-live-part="" className="rounded-md border border-hairline bg-raised p-4" />
          </div>
        ) : null}
        <MarkdownHelp />
        <Fold label={t('authoring.pictures_n', { count: page.pictures.length })}>
          <PictureList versionId={page.version.id} pictures={page.pictures} />
          <p>
            <TextLink href={`/partners/${page.partner.id}/tracks/${page.trackId}/files`}>
              {t('authoring.pictures_add')}
            </TextLink>
          </p>
        </Fold>
      </Stack>
    </div>
  )
}

/** Somebody else has saved meanwhile: both texts, and three ways on. */
function Conflict(props: { page: EditorPage; conflict: NonNullable<EditorReply['conflict']> }) {
  const { t, dateTime } = useLanguage()
  const { page, conflict } = props
  const again = (intent: string, label: string, note: string) => (
    <TypedAgain intent={intent} values={conflict.values} without={['revision']}>
      <HiddenField name="revision" value={String(page.revision)} />
      <HiddenField name="do" value="save" />
      <SubmitButton tone="quiet" note={note}>
        {label}
      </SubmitButton>
    </TypedAgain>
  )
  return (
    <Section
      title={t(page.savedByMe ? 'authoring.conflict_own_title' : 'authoring.conflict_title')}
    >
      <div role="alert" tabIndex={-1} data-focus="">
        <Notice tone="turn">
          {page.savedByMe
            ? t('authoring.conflict_own_body', { date: dateTime(page.savedAt) })
            : t('authoring.conflict_body', {
                name: page.savedBy ?? '',
                date: dateTime(page.savedAt),
              })}
        </Notice>
      </div>
      <TextDifference
        earlier={conflict.theirs}
        later={conflict.mine}
        label={t('authoring.conflict_difference')}
      />
      <Quiet>{t('authoring.conflict_signs')}</Quiet>
      <div className="grid gap-4 sm:grid-cols-2">
        {again('save', t('authoring.keep_mine'), t('authoring.keep_mine_note'))}
        {again(
          'keep-theirs',
          t(page.savedByMe ? 'authoring.keep_other' : 'authoring.keep_theirs'),
          t('authoring.keep_theirs_note'),
        )}
      </div>
      <p className="font-semibold">
        {t(page.item.kind === 'lesson' ? 'authoring.conflict_merged' : 'authoring.conflict_edit')}
      </p>
    </Section>
  )
}

/** The labelled rows of an exercise: what is in them, and another file in their place. */
function Rows({ page, state }: { page: EditorPage; state: FormState | null }) {
  const { t, number } = useLanguage()
  const { exercise, item } = page
  if (!exercise || item.kind !== 'exercise') return null
  const report = exercise.rows?.report ?? null
  return (
    <Section id="rows" title={t('authoring.rows')} lead={t('authoring.rows_lead')}>
      {exercise.rows === null ? (
        <EmptyState title={t('authoring.rows_none')} body={t('authoring.rows_none_body')} />
      ) : report === null ? (
        <Notice tone="lost">{t('authoring.rows_unfit', { file: exercise.rows.file })}</Notice>
      ) : (
        <p>
          {t('authoring.rows_found', {
            count: report.rows,
            duplicates: number(report.duplicates),
            noise: number(report.noise.rows),
          })}{' '}
          {report.labels.kind === 'class' ? (
            <Name>
              {report.labels.counts
                .slice(0, 30)
                .map(({ label, count }) => `${label} (${number(count)})`)
                .join(', ')}
            </Name>
          ) : null}
        </p>
      )}
      {exercise.short && report ? (
        <Notice tone="turn">
          {t('authoring.rows_short', { rows: report.rows, needed: exercise.needed })}
        </Notice>
      ) : null}
      <Form intent="rows" state={state} upload>
        <FileField
          name="file"
          label={t('authoring.rows_file')}
          help={t('authoring.rows_file_help')}
          accept=".csv,.tsv,.jsonl,text/csv"
          required
        />
        <TextField
          name="labelColumn"
          label={t('brief.label_column')}
          required
          dir="ltr"
          width="medium"
          maxLength={100}
          defaultValue={item.exercise.dataset.labelColumn}
        />
        <FormActions>
          <SubmitButton tone="quiet" note={t('authoring.rows_note')}>
            {t(exercise.rows ? 'authoring.rows_replace' : 'authoring.rows_send')}
          </SubmitButton>
        </FormActions>
      </Form>
      {exercise.preview ? (
        <Fold label={t('authoring.power')}>
          <CriterionPreviewParts {...exercise.preview} level={3} />
        </Fold>
      ) : null}
    </Section>
  )
}

function Neighbours({ page }: { page: EditorPage }) {
  const { t } = useLanguage()
  const base = `/partners/${page.partner.id}/tracks/${page.trackId}`
  const link = (to: EditorPage['previous'], label: string) =>
    to ? (
      <a href={`${base}/items/${to.key}`} className="py-2">
        {label}: <Name>{to.title}</Name>
      </a>
    ) : (
      <span />
    )
  return (
    <nav
      aria-label={t('authoring.neighbours')}
      className="flex flex-wrap justify-between gap-4 border-t border-hairline pt-3"
    >
      {link(page.previous, t('common.previous'))}
      {link(page.next, t('common.next'))}
    </nav>
  )
}
