import pino from 'pino'

/**
 * An error without the data that it was thrown with: a failed query's own text holds its parameters,
 * so the database's reason stands in for it. The stack keeps its places, not its first line.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const failedQuery = error.message.startsWith('Failed query')
  const reason = failedQuery && error.cause instanceof Error ? error.cause : error
  return {
    type: error.name,
    code: 'code' in reason ? reason.code : undefined,
    message: reason.message.split('\n')[0],
    places: error.stack?.split('\n').filter((line) => /^\s+at /.test(line)),
  }
}

/**
 * Lines go through the process's own stream: one that nobody reads any more, because the launcher
 * was killed, loses them and stops nothing. Pino's own destination would wait for it for ever.
 */
process.stdout.on('error', () => {})

/** Structured lines, without personal data or secrets: ids, codes and counts only. */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? (process.env.SAMAR_MODE === 'test' ? 'silent' : 'info'),
    base: { process: process.env.SAMAR_PROCESS ?? 'web' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    redact: {
      paths: ['*.password', '*.token', '*.authorization', '*.cookie', '*.email'],
      censor: '[redacted]',
    },
  },
  process.stdout,
)
