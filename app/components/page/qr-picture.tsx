/** A QR code: dark on white in every theme, because cameras expect that. */
export function QrPicture(props: { size: number; path: string; label: string }) {
  return (
    <svg
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${props.size} ${props.size}`}
      width={176}
      height={176}
      shapeRendering="crispEdges"
      className="rounded-md border border-hairline"
    >
      <rect width={props.size} height={props.size} fill="#ffffff" />
      <path d={props.path} fill="#1b1d1f" />
    </svg>
  )
}
