import { SeatChangeTable } from '~/components/contracts/seat-table'
import { TermsText } from '~/components/contracts/terms-text'
import { CheckboxField, HiddenField, TextArea, TextField } from '~/components/forms/fields'
import { Form, FormActions, type FormState } from '~/components/forms/form'
import { ActionForm, ConfirmStep, SubmitButton } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { DataTable } from '~/components/page/data-table'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Row, Section, Stack } from '~/components/page/section'
import { Code, CodeBlock, isolated, Name, Quiet, UserText } from '~/components/page/text'
import { clientHandOverStates } from '~/domain/contracts/seats/hand-over'
import type { Data, State } from './seats'

type Open = NonNullable<Data['open']>
type Shown = { data: Data; open: Open; state: FormState | undefined }

/** What is proposed, whose turn it is, and what the reader may do. */
export function OpenHandOver({ data, state }: { data: Data; state: State }) {
  const { t, date } = useLanguage()
  const { open } = data
  if (!open) return null
  const failed = state && 'errors' in state ? state : undefined
  const first = data.milestones.find(({ position }) => position === open.fromPosition)
  const yours = open.may.agree || open.may.sign
  const turn = clientHandOverStates.includes(open.state) ? 'with_client' : 'with_team'
  return (
    <Section
      title={t('seats.open_title')}
      lead={t('seats.open_by', {
        name: isolated(open.proposedBy),
        date: date(open.proposedAt),
        position: open.fromPosition,
        title: isolated(first?.title ?? ''),
      })}
    >
      <Stack gap={6}>
        <Notice tone={yours ? 'turn' : 'info'} title={yours ? t('contract.yours') : null}>
          <p>{t(`seats.turn_${turn}`, { client: isolated(data.clientName) })}</p>
          <p>
            <Countdown until={open.deadlineAt} />
          </p>
          <p className="text-quiet">{t('seats.else')}</p>
        </Notice>
        <Section level={3} title={t('seats.reason')}>
          <UserText text={open.reason} />
        </Section>
        <Section level={3} title={t('seats.changes')}>
          <SeatChangeTable
            changes={open.changes}
            milestones={open.after.milestones}
            profiles={data.profiles}
          />
          {open.replacesLater ? <Quiet>{t('seats.replaces')}</Quiet> : null}
        </Section>
        <Words data={data} open={open} />
        <Agree open={open} />
        <Fold label={t('seats.text', { version: open.after.version })} open={open.may.sign}>
          <TermsText terms={open.after} profiles={data.profiles} />
          <Code>{open.sha256}</Code>
          <Quiet>{t('terms.hash_note')}</Quiet>
          <Fold label={t('terms.canonical')}>
            <CodeBlock text={open.canonical} />
          </Fold>
        </Fold>
        <Sign data={data} open={open} state={failed} />
        <Endings open={open} state={failed} />
      </Stack>
    </Section>
  )
}

/** Who has agreed, and who is waited for. */
function Words({ data, open }: Pick<Shown, 'data' | 'open'>) {
  const { t, date } = useLanguage()
  const team = isolated(data.teamName)
  const client = isolated(data.clientName)
  const rows = [
    ...open.seats.map(({ personId, name, saidAt }) => ({
      key: personId,
      who: name,
      what: t('seats.word_seat'),
      saidAt,
      later: false,
    })),
    {
      key: 'team',
      who: open.team?.name ?? data.teamName,
      what: t('seats.word_team', { team }),
      saidAt: open.team?.saidAt ?? null,
      later: false,
    },
    {
      key: 'client',
      who: open.client?.name ?? data.clientName,
      what: t('seats.word_client', { client }),
      saidAt: open.client?.saidAt ?? null,
      later: !clientHandOverStates.includes(open.state),
    },
  ]
  return (
    <Section level={3} title={t('seats.words')}>
      <DataTable
        caption={t('seats.words')}
        hideCaption
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          {
            key: 'who',
            label: t('common.name'),
            primary: true,
            cell: (row) => <Name>{row.who}</Name>,
          },
          { key: 'what', label: t('common.what'), cell: (row) => row.what },
          {
            key: 'when',
            label: t('common.when'),
            cell: (row) =>
              row.saidAt
                ? t('seats.said_on', { date: date(row.saidAt) })
                : t(row.later ? 'seats.waited_next' : 'seats.waited_for'),
          },
        ]}
      />
    </Section>
  )
}

/** What it makes of the reader's own seat, in a sentence. */
function useOwnSentence(open: Open): string {
  const { t, shareBps } = useLanguage()
  const { before = null, after = null } = open.mine ?? {}
  const position = open.fromPosition
  if (!after) return t('seats.your_goes', { position })
  const facts = { position, role: t(`role.${after.role}`), after: shareBps(after.shareBps) }
  if (!before) return t('seats.your_new', facts)
  if (before.role !== after.role) return t('seats.your_role', facts)
  return after.shareBps < before.shareBps
    ? t('seats.your_falls', { ...facts, before: shareBps(before.shareBps) })
    : t('seats.your_exchange', { position })
}

function Agree({ open }: Pick<Shown, 'open'>) {
  const { t } = useLanguage()
  const sentence = useOwnSentence(open)
  if (!open.concerned) return null
  if (!open.may.agree) return <Quiet>{t('seats.agreed_already')}</Quiet>
  return (
    <Notice tone="turn" title={t('seats.your_title')}>
      <p>{sentence}</p>
      <ActionForm
        intent="agree"
        label={t('seats.agree')}
        tone="primary"
        fields={{ handOverId: open.id, sha256: open.sha256 }}
      />
    </Notice>
  )
}

function Sign({ data, open, state }: Shown) {
  const { t } = useLanguage()
  if (!open.may.sign) return null
  const { version } = open.after
  const side = open.signsFor === 'client' ? data.clientName : data.teamName
  return (
    <Section
      level={3}
      id="sign"
      title={t('seats.sign_title')}
      lead={t('seats.sign_lead', { version })}
    >
      <p>{t('terms.sign_for', { side: isolated(side) })}</p>
      <Form intent="sign" state={state}>
        <HiddenField name="handOverId" value={open.id} />
        <HiddenField name="sha256" value={open.sha256} />
        <TextField
          name="typedName"
          label={t('terms.sign_name')}
          help={t('terms.sign_name_help', { name: isolated(data.name) })}
          autoComplete="name"
          required
        />
        <CheckboxField name="agree" label={t('seats.sign_agree', { version })} required />
        <FormActions>
          <SubmitButton
            note={t(`seats.sign_note_${open.signsFor}`, { client: isolated(data.clientName) })}
          >
            {t('seats.sign_yes', { version })}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

/** The ways out, for those who have one. */
function Endings({ open, state }: Pick<Shown, 'open' | 'state'>) {
  const { t } = useLanguage()
  if (!open.may.refuse && !open.may.withdraw) return null
  return (
    <Row gap={3}>
      {open.may.withdraw ? (
        <ConfirmStep
          label={t('seats.withdraw')}
          tone="quiet"
          sentence={t('seats.withdraw_sentence')}
        >
          <ActionForm
            intent="withdraw"
            label={t('seats.withdraw')}
            tone="danger"
            fields={{ handOverId: open.id }}
          />
        </ConfirmStep>
      ) : null}
      {open.may.refuse ? (
        <ConfirmStep
          label={t('seats.refuse')}
          sentence={t('seats.refuse_sentence')}
          open={state?.intent === 'refuse'}
        >
          <Form intent="refuse" state={state}>
            <HiddenField name="handOverId" value={open.id} />
            <TextArea
              name="reason"
              label={t('seats.refuse_reason')}
              rows={3}
              maxLength={2000}
              required
            />
            <FormActions>
              <SubmitButton tone="danger">{t('seats.refuse_yes')}</SubmitButton>
            </FormActions>
          </Form>
        </ConfirmStep>
      ) : null}
    </Row>
  )
}
