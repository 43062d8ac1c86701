/** Files that a team may hand over with one submission. */
export const mostDeliveryFiles = 5
export const mostFileBytes = 10_000_000

export type DeliveryProblem = 'too_many' | 'too_large' | 'empty'

export function deliveryProblem(
  files: readonly { readonly size: number }[],
  most = mostDeliveryFiles,
): DeliveryProblem | null {
  if (files.length > most) return 'too_many'
  if (files.some(({ size }) => size > mostFileBytes)) return 'too_large'
  return files.some(({ size }) => size === 0) ? 'empty' : null
}
