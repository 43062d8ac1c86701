import { common, error, nav, status } from './en/common'
import { country } from './en/country'
import { home } from './en/home'
import { identity } from './en/identity'
import { look } from './en/look'
import { mail } from './en/mail'
import { brief, market, proposal } from './en/market'
import { organisation } from './en/organisation'
import { person } from './en/person'
import { refusal } from './en/refusal'
import { role } from './en/role'
import { sector } from './en/sector'
import { settings } from './en/settings'
import { skill } from './en/skill'
import { stewardship } from './en/stewardship'
import { team } from './en/team'
import { tour } from './en/tour'

/** The English catalogue. The others have the same keys. */
export const en = {
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
