import { common, error, nav, status } from './ur/common'
import { country } from './ur/country'
import { home } from './ur/home'
import { identity } from './ur/identity'
import { look } from './ur/look'
import { mail } from './ur/mail'
import { brief, market, proposal } from './ur/market'
import { organisation } from './ur/organisation'
import { person } from './ur/person'
import { refusal } from './ur/refusal'
import { role } from './ur/role'
import { sector } from './ur/sector'
import { settings } from './ur/settings'
import { skill } from './ur/skill'
import { stewardship } from './ur/stewardship'
import { team } from './ur/team'
import { tour } from './ur/tour'

/** The Urdu catalogue: by meaning, in the register of a serious newspaper. */
export const ur = {
  brief,
  common,
  country,
  error,
  home,
  identity,
  look,
  mail,
  market,
  nav,
  organisation,
  person,
  proposal,
  refusal,
  role,
  sector,
  settings,
  skill,
  status,
  stewardship,
  team,
  tour,
}
