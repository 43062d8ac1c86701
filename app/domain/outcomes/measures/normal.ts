/** P(Z ≤ z) for a standard normal Z, to about 15 digits. @source Marsaglia 2004, the Taylor series. */
export function normalAtMost(z: number): number {
  if (z < -8) return 0
  if (z > 8) return 1
  let sum = z
  let term = z
  for (let odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return 0.5 + sum * Math.exp(-(z * z) / 2 - Math.log(2 * Math.PI) / 2)
}

/** The z with P(Z ≤ z) = p, for p between 0 and 1, by bisection. */
export function normalQuantile(p: number): number {
  let low = -8
  let high = 8
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (normalAtMost(middle) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
