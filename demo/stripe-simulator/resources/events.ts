import { expandField, list, optional, text } from '../core/checks'
import { ApiError } from '../core/errors'
import { find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'

/** `charge.*` stands for every type that begins so. */
function matches(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted
}

export const eventRoutes = [
  route('GET', '/v1/events/:id', expandField, (context, _, ids) =>
    find(context, 'event', ids.id ?? '', 'event'),
  ),
  route(
    'GET',
    '/v1/events',
    { ...pageFields, type: optional(text()), types: optional(list(text(), { max: 20 })) },
    (context, params) => {
      const wanted = [...(params.types ?? []), ...(params.type ? [params.type] : [])]
      const rows = context.unit
        .all('event')
        .filter((row) => wanted.length === 0 || wanted.some((type) => matches(row.type, type)))
      return page(context, rows, params, '/v1/events')
    },
  ),
  route('GET', '/v2/core/events/:id', {}, (context, _, ids) => {
    const event = context.unit.get('thin_event', ids.id ?? '')
    if (!event) throw new ApiError(404, `Event not found: ${ids.id}`, { code: 'not_found' })
    return event
  }),
  route('GET', '/v2/core/events', { object_id: optional(text()) }, (context, params) => {
    const rows = context.unit
      .all('thin_event')
      .filter((row) => !params.object_id || row.related_object.id === params.object_id)
    return { data: rows.reverse().slice(0, 100), next_page_url: null, previous_page_url: null }
  }),
]
