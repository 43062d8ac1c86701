import { type Interval, inverseBeta } from './interval'

/**
 * The value below which Student's t with `degrees` of freedom lies with probability `p`, for
 * 0 < p < 1. From the incomplete beta: P(|T| < t) = I_y(1/2, degrees/2) with y = t²/(degrees + t²).
 */
export function studentQuantile(p: number, degrees: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, degrees)
  const y = inverseBeta(2 * p - 1, 0.5, degrees / 2)
  return Math.sqrt((degrees * y) / (1 - y))
}

/**
 * One-sided bounds of a mean of `n` cases with sample standard deviation `deviation`, each at
 * `level`: mean ± t · deviation / √n. Two cases at least, or nothing is bounded.
 */
export function studentInterval(
  mean: number,
  deviation: number,
  n: number,
  level: number,
): Interval {
  const method = 'student_t'
  if (n < 2) return { lower: null, upper: null, method }
  const reach = (studentQuantile(1 - level, n - 1) * deviation) / Math.sqrt(n)
  return { lower: mean - reach, upper: mean + reach, method }
}
