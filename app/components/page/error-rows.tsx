import type { ErrorRow } from '~/domain/outcomes/runs/error-rows'
import { isMessageKey } from '~/platform/languages/translator'
import { type Column, DataTable } from './data-table'
import { type ReaderLanguage, useLanguage } from './language'
import { Name, Num, Quiet } from './text'

/** The client's own rows that were answered otherwise, worst first. Never for anybody else. */
export function ErrorRows({ rows }: { rows: readonly ErrorRow[] }) {
  const language = useLanguage()
  const { t, number } = language
  const texts = rows.some(({ score }) => score !== null)
  const far = rows.some(({ off }) => off !== null)
  const columns: Column<ErrorRow>[] = [
    {
      key: 'row',
      label: t('milestone.error_row'),
      primary: true,
      cell: ({ row, features }) => (
        <>
          <Num>{number(row)}</Num> <Name>{featuresText(features)}</Name>
        </>
      ),
    },
    {
      key: 'label',
      label: texts ? t('plot.error_expected') : t('milestone.error_label'),
      cell: ({ label }) => <Written text={label} />,
    },
    {
      key: 'answer',
      label: texts ? t('plot.error_given') : t('milestone.error_answer'),
      cell: (row) => <Answer row={row} />,
    },
    ...(far ? [{ key: 'off', label: t('plot.error_off'), numeric: true, cell: offText }] : []),
    ...(texts
      ? [{ key: 'score', label: t('plot.error_score'), numeric: true, cell: scoreText }]
      : []),
  ]
  function offText({ off }: ErrorRow) {
    if (off === null) return ''
    return `${off > 0 ? '+' : ''}${number(off, { digits: 4 })}`
  }
  function scoreText({ score }: ErrorRow) {
    return score === null ? '' : number(score, { digits: 3, leastDigits: 3 })
  }
  return (
    <div className="grid gap-3">
      <Quiet>{far || texts ? t('plot.errors_lead') : t('milestone.errors_sample_lead')}</Quiet>
      <DataTable
        caption={t('milestone.errors_sample')}
        hideCaption
        rows={rows}
        rowKey={({ row }) => String(row)}
        columns={columns}
      />
    </div>
  )
}

function featuresText(features: ErrorRow['features']): string {
  const texts = Object.values(features).map((value) =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  )
  return texts.join(' · ').slice(0, 160)
}

/** What somebody wrote, kept apart from the words around it; a long text does not push the table apart. */
function Written({ text }: { text: string }) {
  return (
    <span className="block max-w-[44ch] break-words whitespace-pre-line">
      <Name>{text.length > 600 ? `${text.slice(0, 600)}…` : text}</Name>
    </span>
  )
}

function problemText({ t }: Pick<ReaderLanguage, 't'>, problem: string): string {
  const key = `outcome.problem_${problem}`
  return isMessageKey(key) ? t(key) : t('plot.error_failed')
}

function Answer({ row: { output, problem } }: { row: ErrorRow }) {
  const language = useLanguage()
  return (
    <>
      {output === null ? null : <Written text={output} />}
      {problem === null ? null : <Quiet as="span">{problemText(language, problem)}</Quiet>}
      {output === null && problem === null ? language.t('milestone.dry_run_none') : null}
    </>
  )
}
