import type { Behaviour } from './start-endpoint'

/** Sends one byte of a valid answer every so often and never ends. */
export function dripper(everyMs = 20): Behaviour {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"label":"')
    const timer = setInterval(() => response.write('a'), everyMs)
    response.on('close', () => clearInterval(timer))
  }
}

/** Never comes to the end of its headers. */
export function headerDripper(everyMs = 20): Behaviour {
  return ({ socket }) => {
    if (!socket) return
    socket.write('HTTP/1.1 200 OK\r\n')
    let line = 0
    const timer = setInterval(() => socket.write(`x-${line++}: a\r\n`), everyMs)
    socket.on('close', () => clearInterval(timer))
  }
}

export const dripping = dripper()

export const alone = () => dripper(1_000)
