import { createContext, type ReactNode, useContext } from 'react'
import type { Theme } from '~/platform/languages/request-locale'

/** What every page knows about its reader and its surroundings. */
export type Shell = {
  viewer: { name: string; operator: boolean } | null
  unread: number
  /** Threads with messages that this reader has not read. */
  unreadThreads: number
  /** Works of learners that wait for this reader's marks. */
  reviews: number
  /** Demo and test have a simulator, a mailbox page and a tour. */
  playground: boolean
  /** Business time, for countdowns. */
  now: Date
  theme: Theme | null
  lowData: boolean
  /** Path and query of this page, to come back to. */
  path: string
  /** The sentence of the act that led here, if there was one. */
  toast: string | null
}

const ShellContext = createContext<Shell>({
  viewer: null,
  unread: 0,
  unreadThreads: 0,
  reviews: 0,
  playground: false,
  now: new Date(0),
  theme: null,
  lowData: false,
  path: '/',
  toast: null,
})

export function ShellProvider(props: { value: Shell; children: ReactNode }) {
  return <ShellContext.Provider value={props.value}>{props.children}</ShellContext.Provider>
}

export function useShell(): Shell {
  return useContext(ShellContext)
}
