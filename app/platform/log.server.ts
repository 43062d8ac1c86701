import pino from 'pino'

/** Structured lines, without personal data or secrets: ids, codes and counts only. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.SAMAR_MODE === 'test' ? 'silent' : 'info'),
  base: { process: process.env.SAMAR_PROCESS ?? 'web' },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: ['*.password', '*.token', '*.authorization', '*.cookie', '*.email'],
    censor: '[redacted]',
  },
})
