import { asking } from './ur/asking'
import { authoring } from './ur/authoring'
import { common, error, nav, status } from './ur/common'
import { contract } from './ur/contract'
import { country } from './ur/country'
import { credential } from './ur/credential'
import { criteria } from './ur/criteria'
import { dashboard } from './ur/dashboard'
import { dataset, sealing } from './ur/dataset'
import { desk, mailbox } from './ur/desk'
import { dispute } from './ur/dispute'
import { exchange } from './ur/exchange'
import { exposure } from './ur/exposure'
import { figures } from './ur/figures'
import { grading } from './ur/grading'
import { graduate } from './ur/graduate'
import { home } from './ur/home'
import { identity } from './ur/identity'
import { importing } from './ur/importing'
import { judging } from './ur/judging'
import { learning } from './ur/learning'
import { look } from './ur/look'
import { mail } from './ur/mail'
import { brief, compare, market, proposal } from './ur/market'
import { matching } from './ur/matching'
import { measuring } from './ur/measuring'
import { message } from './ur/message'
import { milestone } from './ur/milestone'
import { money } from './ur/money'
import { notification } from './ur/notification'
import { input, offer } from './ur/offer'
import { opening } from './ur/opening'
import { organisation } from './ur/organisation'
import { outcome } from './ur/outcomes'
import { person } from './ur/person'
import { plot } from './ur/plot'
import { portfolio } from './ur/portfolio'
import { prediction } from './ur/prediction'
import { progress } from './ur/progress'
import { refusal } from './ur/refusal'
import { reputation } from './ur/reputation'
import { review } from './ur/review'
import { role } from './ur/role'
import { search } from './ur/search'
import { seats } from './ur/seats'
import { sector } from './ur/sector'
import { settings } from './ur/settings'
import { skill } from './ur/skill'
import { stewardship } from './ur/stewardship'
import { team } from './ur/team'
import { terms } from './ur/terms'
import { tour } from './ur/tour'
import { track } from './ur/track'
import { verdict } from './ur/verdict'
import { watch } from './ur/watch'

/** The Urdu catalogue: by meaning, in the register of a serious newspaper. */
export const ur = {
  progress,
  prediction,
  asking,
  authoring,
  money,
  desk,
  mailbox,
  notification,
  verdict,
  terms,
  reputation,
  review,
  matching,
  message,
  milestone,
  measuring,
  dashboard,
  dataset,
  sealing,
  contract,
  brief,
  compare,
  common,
  country,
  credential,
  criteria,
  error,
  figures,
  graduate,
  grading,
  home,
  identity,
  judging,
  learning,
  look,
  mail,
  market,
  nav,
  input,
  offer,
  organisation,
  outcome,
  person,
  plot,
  portfolio,
  proposal,
  refusal,
  role,
  search,
  seats,
  sector,
  settings,
  skill,
  dispute,
  exchange,
  opening,
  exposure,
  status,
  stewardship,
  team,
  tour,
  track,
  importing,
  watch,
}
