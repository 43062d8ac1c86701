export type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'

interface ErrorFacts {
  type?: ErrorType
  code?: string
  param?: string
  /** True when the endpoint had begun its work: only then is the answer remembered by its key. */
  executed?: boolean
  [extra: string]: unknown
}

/** An answer in Stripe's error shape. */
export class ApiError extends Error {
  readonly status: number
  readonly facts: ErrorFacts

  constructor(status: number, message: string, facts: ErrorFacts = {}) {
    super(message)
    this.status = status
    this.facts = facts
  }

  get executed(): boolean {
    return this.facts.executed ?? false
  }

  body(): { error: Record<string, unknown> } {
    const { executed: _, type, code, ...rest } = this.facts
    const error: Record<string, unknown> = { ...rest, message: this.message }
    if (code !== undefined) {
      error.code = code
      error.doc_url = `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`
    }
    error.type = type ?? 'invalid_request_error'
    return { error }
  }
}

/** 400 for a parameter that is wrong in itself; such answers are not remembered. */
export function badParam(message: string, param: string, code?: string): ApiError {
  return new ApiError(400, message, { param, ...(code ? { code } : {}) })
}

/** 400 for a request that is well formed and may not be done. */
export function notPossible(message: string, code?: string, param?: string): ApiError {
  const facts: ErrorFacts = { executed: true }
  if (code) facts.code = code
  if (param) facts.param = param
  return new ApiError(400, message, facts)
}

/** 404 for an id that nothing has. `param` is `id` when the id stood in the path. */
export function missing(what: string, id: string, param = 'id'): ApiError {
  const inPath = param === 'id'
  return new ApiError(inPath ? 404 : 400, `No such ${what}: '${id}'`, {
    code: 'resource_missing',
    param,
    executed: !inPath,
  })
}
