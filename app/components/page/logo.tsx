/** The mark: an interval above its target. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 28 28"
      aria-hidden="true"
      className="mirror flex-none"
    >
      <rect width="28" height="28" rx="6" fill="var(--accent)" />
      <path d="M8.5 5v18" stroke="var(--turn)" strokeWidth="2.5" strokeLinecap="round" />
      <path d="M12 14h11" stroke="var(--on-accent)" strokeWidth="2.5" strokeLinecap="round" />
      <circle cx="17.5" cy="14" r="4" fill="var(--on-accent)" />
    </svg>
  )
}
