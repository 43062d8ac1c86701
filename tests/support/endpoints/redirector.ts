import type { Behaviour } from './start-endpoint'

/** Where redirects would do harm: the metadata service of a cloud. */
export const metadata = 'http://169.254.169.254/latest/meta-data/'

/** Sends everybody elsewhere. */
export function redirecting(location: string, status = 302): Behaviour {
  return (response) => {
    response.writeHead(status, { location })
    response.end()
  }
}

export const alone = () => redirecting(metadata)
