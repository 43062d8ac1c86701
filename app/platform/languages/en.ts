import { asking } from './en/asking'
import { authoring } from './en/authoring'
import { common, error, nav, status } from './en/common'
import { contract } from './en/contract'
import { country } from './en/country'
import { credential } from './en/credential'
import { criteria } from './en/criteria'
import { dashboard } from './en/dashboard'
import { dataset, sealing } from './en/dataset'
import { desk, mailbox } from './en/desk'
import { dispute } from './en/dispute'
import { exchange } from './en/exchange'
import { exposure } from './en/exposure'
import { figures } from './en/figures'
import { grading } from './en/grading'
import { graduate } from './en/graduate'
import { home } from './en/home'
import { identity } from './en/identity'
import { importing } from './en/importing'
import { judging } from './en/judging'
import { learning } from './en/learning'
import { look } from './en/look'
import { mail } from './en/mail'
import { brief, compare, market, proposal } from './en/market'
import { matching } from './en/matching'
import { measuring } from './en/measuring'
import { message } from './en/message'
import { milestone } from './en/milestone'
import { money } from './en/money'
import { notification } from './en/notification'
import { input, offer } from './en/offer'
import { opening } from './en/opening'
import { organisation } from './en/organisation'
import { outcome } from './en/outcomes'
import { person } from './en/person'
import { plot } from './en/plot'
import { portfolio } from './en/portfolio'
import { prediction } from './en/prediction'
import { progress } from './en/progress'
import { refusal } from './en/refusal'
import { reputation } from './en/reputation'
import { review } from './en/review'
import { role } from './en/role'
import { search } from './en/search'
import { seats } from './en/seats'
import { sector } from './en/sector'
import { settings } from './en/settings'
import { skill } from './en/skill'
import { stewardship } from './en/stewardship'
import { team } from './en/team'
import { terms } from './en/terms'
import { tour } from './en/tour'
import { track } from './en/track'
import { verdict } from './en/verdict'
import { watch } from './en/watch'

/** The English catalogue. The others have the same keys. */
export const en = {
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
