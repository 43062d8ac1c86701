import { exchangeRows } from '~/domain/figures/figure-rows'
import { serveFile } from '~/domain/identity/access.server'
import { figureFile } from './_file.server'

export const loader = serveFile('anyone', (args) => figureFile(args, 'exchanges.csv', exchangeRows))
