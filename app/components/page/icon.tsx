import type { ReactNode } from 'react'

const drawings = {
  tick: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  cross: <path d="m6.5 6.5 11 11m0-11-11 11" />,
  tilde: <path d="M4.5 13.5c2-4 5-4 7.5-1.5s5.5 2.5 7.5-1.5" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5V12l3 2" />
    </>
  ),
  turn: <path d="M12 4v10m0 5.5v.5" />,
  lock: (
    <>
      <rect x="5" y="11" width="14" height="9" rx="1.5" />
      <path d="M8 11V8a4 4 0 0 1 8 0v3" />
    </>
  ),
  arrow: <path d="M5 12h14m-5.5-5.5L19 12l-5.5 5.5" />,
  back: <path d="M19 12H5m5.5-5.5L5 12l5.5 5.5" />,
  down: <path d="m6 9.5 6 6 6-6" />,
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="m15 15 5 5" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="8" r="3.5" />
      <path d="M5 20c.5-4 3.5-6 7-6s6.5 2 7 6" />
    </>
  ),
  team: (
    <>
      <circle cx="9" cy="9" r="3" />
      <path d="M3.5 19c.4-3.5 2.5-5.5 5.5-5.5s5.1 2 5.5 5.5M15.5 6.5a3 3 0 0 1 0 5.5m2 2.2c1.8.8 2.8 2.5 3 4.8" />
    </>
  ),
  brief: (
    <>
      <path d="M6.5 3.5h8l3.5 3.5v13.5h-11.5z" />
      <path d="M9.5 10.5h5m-5 3.5h5m-5 3.5h3" />
    </>
  ),
  contract: (
    <>
      <path d="M6.5 3.5h11v17h-11z" />
      <path d="M9.5 8h5m-5 3h5m-5 6c1-2 2-2 2.5-.5s1.5 1 2.5-.5" />
    </>
  ),
  money: (
    <>
      <rect x="3.5" y="6.5" width="17" height="11" rx="1.5" />
      <circle cx="12" cy="12" r="2.5" />
    </>
  ),
  shield: <path d="M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6z" />,
  hash: <path d="M9.5 4 7.5 20m9-16-2 16M4.5 9h16m-17 6h16" />,
  download: <path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14" />,
  upload: <path d="M12 15V4M7.5 8.5 12 4l4.5 4.5M5 19.5h14" />,
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11" height="11" rx="1.5" />
      <path d="M15.5 8.5v-4h-11v11h4" />
    </>
  ),
  plus: <path d="M12 5v14m-7-7h14" />,
  minus: <path d="M5 12h14" />,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  globe: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17" />
    </>
  ),
  sun: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 3v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4" />
    </>
  ),
  moon: <path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10" />,
  bell: <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zm4 4h4" />,
  message: <path d="M5 5.5h14v10h-7.5L7 19v-3.5H5z" />,
  external: <path d="M13.5 4.5h6v6m0-6-9 9M10 6.5H5v13h13v-5" />,
  info: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 11v5.5M12 7.5v.5" />
    </>
  ),
  warning: (
    <>
      <path d="M12 4 3 19.5h18z" />
      <path d="M12 10v4.5m0 2v.5" />
    </>
  ),
  star: <path d="m12 4 2.4 5.2 5.6.6-4.2 3.8 1.2 5.6-5-2.9-5 2.9 1.2-5.6L4 9.8l5.6-.6z" />,
  play: <path d="M8 5.5v13l10.5-6.5z" />,
  flask: <path d="M9.5 4v6l-5 8.5c-.5 1 0 2 1 2h13c1 0 1.5-1 1-2L14.5 10V4M8 4h8M7.5 14.5h9" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

/** Drawings that point somewhere turn round in right-to-left pages. */
const pointing = new Set<IconName>(['arrow', 'back', 'external', 'play', 'brief', 'contract'])

/** A small drawing beside a word. It is never the only carrier of a meaning. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      className={pointing.has(name) ? 'mirror' : undefined}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={
        name === 'tick' || name === 'cross' || name === 'tilde' || name === 'turn' ? 2.5 : 1.75
      }
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {drawings[name]}
    </svg>
  )
}
