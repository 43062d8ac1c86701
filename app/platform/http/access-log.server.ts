import { randomBytes } from 'node:crypto'
import type { RequestHandler } from 'express'
import { log } from '../log.server'

/** Ids and words stay; anything that could be a token or an address of mail does not. */
function maskedPath(path: string): string {
  return path
    .split('/')
    .map((part) =>
      /^[a-z]+_[0-9a-z]{26}$/.test(part) || /^[a-zA-Z0-9.-]{0,24}$/.test(part) ? part : '*',
    )
    .join('/')
}

/** One line for each request: number, method, path without its query, status, time. Nobody's data. */
export const accessLog: RequestHandler = (req, res, next) => {
  const id = randomBytes(8).toString('hex')
  const startedAt = process.hrtime.bigint()
  res.locals.requestId = id
  res.set('X-Request-Id', id)
  res.once('close', () => {
    const line = {
      id,
      method: req.method,
      path: maskedPath(req.path),
      status: res.statusCode,
      ms: Number((process.hrtime.bigint() - startedAt) / 10_000n) / 100,
      finished: res.writableFinished,
    }
    log.info(line, 'request')
  })
  next()
}
