import { useActionData, useLoaderData } from '@remix-run/react'
import { SelectField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { skillOptions } from '~/components/forms/skill-options'
import { ActionForm, ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { LevelLegend, SkillClaims } from '~/components/people/skill-claims'
import { SkillRadar } from '~/components/plots/skill-radar'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { type Claim, isProved } from '~/domain/skills/claim'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { claimForm } from '~/domain/skills/forms.server'
import { claimsOf } from '~/domain/skills/queries.server'
import { removeClaim } from '~/domain/skills/remove-claim.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'skill.settings_title' }

export const loader = serve('person', async ({ viewer, db, url }) => {
  const claims = (await claimsOf(db, [viewer.personId])).get(viewer.personId) ?? []
  const change = url.searchParams.get('skill')
  return {
    personId: viewer.personId,
    claims,
    changing: claims.find(({ skillId }) => skillId === change) ?? null,
  }
})

export const action = act('person', async ({ viewer, form, at }) => {
  const by = viewer.personId
  if (form.get('intent') === 'remove') {
    const skillId = String(form.get('skillId') ?? '')
    await inTransaction((tx) => removeClaim(tx, { by, skillId }))
    return redirectWith('/settings/skills', 'skill.toast_removed')
  }
  const parsed = parseForm(claimForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  await inTransaction((tx) => claimSkill(tx, { ...parsed.value, by, at }))
  return redirectWith('/settings/skills', 'skill.toast_claimed')
})

export default function Skills() {
  const { claims, personId, changing } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('skill.settings_title')}
      lead={t('skill.settings_lead')}
      width="reading"
      actions={
        <>
          <LinkButton href="/settings/skills/gap">{t('skill.gap_link')}</LinkButton>
          <LinkButton href={`/people/${personId}`}>{t('skill.see_profile')}</LinkButton>
        </>
      }
    >
      <SettingsTabs current="/settings/skills" />
      <Section title={t('skill.mine_title')}>
        {claims.length > 0 ? (
          <>
            <SkillRadar claims={claims} />
            <SkillClaims
              claims={claims}
              owner={personId}
              action={(claim) => <Change claim={claim} />}
            />
          </>
        ) : (
          <EmptyState
            title={t('skill.settings_none_title')}
            body={t('skill.settings_none_body')}
            action={{ href: '#add', label: t('skill.settings_none_action') }}
          />
        )}
      </Section>
      <ClaimForm changing={changing} />
      <Fold label={t('skill.levels_title')}>
        <LevelLegend />
      </Fold>
    </Page>
  )
}

function Change({ claim }: { claim: Claim }) {
  const { t } = useLanguage()
  if (isProved(claim.level))
    return (
      <span className="text-xs text-quiet">
        {t(claim.evidenceKind === 'credential' ? 'skill.from_credential' : 'skill.from_contract')}
      </span>
    )
  return (
    <div className="flex flex-wrap items-start gap-2">
      <LinkButton href={`/settings/skills?skill=${claim.skillId}#add`} tone="bare">
        {t('skill.change')}
      </LinkButton>
      <ConfirmStep tone="quiet" label={t('common.remove')} sentence={t('skill.remove_sentence')}>
        <ActionForm
          intent="remove"
          tone="danger"
          label={t('common.remove')}
          fields={{ skillId: claim.skillId }}
        />
      </ConfirmStep>
    </div>
  )
}

/** Names a skill, or says something else about one that is there. */
function ClaimForm({ changing }: { changing: Claim | null }) {
  const state = useActionData<typeof action>()
  const language = useLanguage()
  const { t } = language
  return (
    <Section id="add" title={t('skill.add_title')} lead={t('skill.add_lead')}>
      <Form intent="claim" state={state} action="/settings/skills">
        <SelectField
          name="skillId"
          label={t('skill.field_skill')}
          required
          placeholder={t('common.choose')}
          defaultValue={changing?.skillId}
          options={skillOptions(language)}
        />
        <TextField
          name="evidence"
          type="url"
          label={t('skill.field_evidence')}
          help={t('skill.field_evidence_help')}
          maxLength={500}
          defaultValue={changing?.evidenceKind === 'link' ? changing.evidence : undefined}
        />
        <TextField
          name="note"
          label={t('skill.field_note')}
          maxLength={280}
          defaultValue={changing?.note}
        />
        <FormActions>
          <SubmitButton note={t('skill.add_note')}>{t('skill.add_submit')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}
