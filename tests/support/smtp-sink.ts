import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'

export type Delivered = { from: string; to: string[]; data: string }

/** A mail server that takes everything and keeps it; `refuse` makes it turn every message away. */
export async function startSmtpSink(): Promise<{
  url: string
  messages: Delivered[]
  behaviour: { refuse: boolean }
  close(): Promise<void>
}> {
  const messages: Delivered[] = []
  const behaviour = { refuse: false }
  const open = new Set<Socket>()
  const server: Server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
    const say = (line: string) => socket.write(`${line}\r\n`)
    let rest = ''
    let body: string[] | null = null
    let message: Delivered = { from: '', to: [], data: '' }
    const command = (line: string) => {
      const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
      if (/^(EHLO|HELO)/i.test(line)) return say('250 sink')
      if (/^MAIL FROM/i.test(line)) {
        message = { from: address, to: [], data: '' }
        return say(behaviour.refuse ? '451 come back later' : '250 ok')
      }
      if (/^RCPT TO/i.test(line)) {
        message.to.push(address)
        return say('250 ok')
      }
      if (/^DATA/i.test(line)) {
        body = []
        return say('354 go on')
      }
      if (/^QUIT/i.test(line)) {
        say('221 bye')
        return socket.end()
      }
      return say('250 ok')
    }
    socket.setEncoding('utf8')
    socket.on('data', (piece: string) => {
      rest += piece
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (body && line === '.') {
          messages.push({ ...message, data: body.join('\n') })
          body = null
          say('250 kept')
        } else if (body) body.push(line.replace(/^\.\./, '.'))
        else command(line)
      }
    })
    say('220 sink')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    behaviour,
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
