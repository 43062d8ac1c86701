import pino from 'pino'

/** Structured lines, without personal data or secrets: ids, codes and counts only. */
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

export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.SAMAR_MODE === 'test' ? 'silent' : 'info'),
  base: { process: process.env.SAMAR_PROCESS ?? 'web' },
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: describeError },
  redact: {
    paths: ['*.password', '*.token', '*.authorization', '*.cookie', '*.email'],
    censor: '[redacted]',
  },
})
