import { common, error, nav, status } from './ur/common'
import { home } from './ur/home'
import { look } from './ur/look'
import { refusal } from './ur/refusal'
import { tour } from './ur/tour'

/** The Urdu catalogue: by meaning, in the register of a serious newspaper. */
export const ur = { common, error, home, look, nav, refusal, status, tour }
