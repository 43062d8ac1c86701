import { Button } from '../page/button'
import { useLanguage } from '../page/language'
import { Quiet } from '../page/text'
import { Form } from './form'

/** Says whether somebody is reminded of their tracks, and turns it round. */
export function ReminderSwitch({ reminders }: { reminders: boolean }) {
  const { t } = useLanguage()
  return (
    <>
      <Quiet>{t(reminders ? 'learning.reminders_on' : 'learning.reminders_off')}</Quiet>
      <Form intent="reminders" bare>
        <input type="hidden" name="reminders" value={reminders ? 'off' : 'on'} />
        <div>
          <Button tone="quiet">
            {t(reminders ? 'learning.reminders_stop' : 'learning.reminders_start')}
          </Button>
        </div>
      </Form>
    </>
  )
}
