import { common, error, nav, status } from './en/common'
import { home } from './en/home'
import { look } from './en/look'
import { refusal } from './en/refusal'
import { tour } from './en/tour'

/** The English catalogue. The others have the same keys. */
export const en = { common, error, home, look, nav, refusal, status, tour }
