import { Button, ConfirmStep, LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Toast } from '~/components/page/page'
import { Progress } from '~/components/page/progress'
import { Row, Section, Stack } from '~/components/page/section'
import { StatusChip, type StatusKind } from '~/components/page/status-chip'
import { CodeBlock, Lede, Statement, UserText } from '~/components/page/text'

const kinds: StatusKind[] = [
  'met',
  'not_met',
  'inconclusive',
  'your_turn',
  'waiting',
  'running',
  'done',
  'lost',
  'draft',
]

export function Words() {
  const { t } = useLanguage()
  return (
    <Section title={t('look.type')}>
      <Statement>{t('look.statement')}</Statement>
      <Lede>{t('look.body')}</Lede>
      <UserText text={`${t('look.body')}\n\n${t('home.step_4_body')}`} />
      <Row>
        <Button type="button">{t('look.primary')}</Button>
        <Button type="button" tone="quiet">
          {t('look.quiet')}
        </Button>
        <Button type="button" tone="danger">
          {t('look.danger')}
        </Button>
        <LinkButton href="#content" tone="bare" icon="arrow">
          {t('common.open')}
        </LinkButton>
      </Row>
      <ConfirmStep label={t('look.danger')} sentence={t('look.confirm_sentence')}>
        <Button type="button" tone="danger">
          {t('look.danger')}
        </Button>
      </ConfirmStep>
      <CodeBlock
        label="POST /predict"
        text={'{ "text": "Where is my parcel?" }\n{ "label": "urgent" }'}
      />
    </Section>
  )
}

export function States() {
  const { t } = useLanguage()
  return (
    <Section title={t('look.states')}>
      <Row>
        {kinds.map((kind) => (
          <StatusChip key={kind} kind={kind} />
        ))}
      </Row>
      <Stack gap={3}>
        <Toast text={t('common.saved')} />
        <Notice title={t('common.what_next')}>{t('look.body')}</Notice>
        <Notice tone="turn" title={t('status.your_turn')}>
          {t('look.sentence')}
        </Notice>
        <Notice tone="met">{t('status.met_why')}</Notice>
        <Notice tone="lost">{t('status.not_met_why')}</Notice>
      </Stack>
      <Progress value={348} max={600} label={t('common.rows')} />
    </Section>
  )
}
