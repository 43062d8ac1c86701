import { describe, expect, it } from 'vitest'
import {
  checkAddresses,
  checkUrl,
  type GuardRules,
  isPublicAddress,
  publicOnly,
} from '~/domain/outcomes/address-guard'

const playground: GuardRules = { allowLoopback: true, allowHttp: false, ownPorts: [3000, 3012] }

const privateHosts = [
  '127.0.0.1',
  '127.1',
  '127.0.0.1.',
  '127.255.255.254',
  '2130706433',
  '0177.0.0.1',
  '0x7f.0.0.1',
  '0x7f000001',
  '017700000001',
  '0x7f.1',
  '１２７.0.0.1',
  '127。0。0。1',
  '①②⑦.0.0.1',
  '10.0.0.1',
  '10.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '3232235777',
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  '0251.0376.0251.0376',
  '100.64.0.1',
  '100.127.255.255',
  '0.0.0.0',
  '0',
  '0.1.2.3',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '198.51.100.1',
  '203.0.113.7',
  '198.18.0.1',
  '198.19.255.255',
  '192.88.99.1',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:10.0.0.1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::808:808]',
  '[2002:7f00:1::]',
  '[2002:a9fe:a9fe::1]',
  '[2002:c0a8:101::1]',
  '[2001::1]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[fc00::1]',
  '[fd12:3456::1]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[100::1]',
  '[2001:2::1]',
  '[2001:10::1]',
  '[2001:20::1]',
  '[5f00::1]',
  '[4000::1]',
  '[::ffff:0:127.0.0.1]',
]

describe('the address guard', () => {
  it.each(privateHosts)('refuses %s', (host) => {
    expect(checkUrl(`https://${host}/v1`, publicOnly).ok).toBe(false)
  })

  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'printer',
    'db.internal',
    'nas.local',
    'router.lan',
    'x.home',
    'metadata.google.internal',
    'ｌｏｃａｌｈｏｓｔ',
    '1.0.0.127.in-addr.arpa',
  ])('refuses the name %s before asking anybody', (host) => {
    expect(checkUrl(`https://${host}/`, publicOnly)).toMatchObject({
      ok: false,
      problem: 'host_refused',
    })
  })

  it.each(['[fe80::1%25eth0]', '[::1%lo]', '1.2.3.4.5.6', '256.1.1.1', '0x1ffffffff'])(
    'refuses what is no host at all: %s',
    (host) => {
      expect(checkUrl(`https://${host}/`, publicOnly)).toMatchObject({
        ok: false,
        problem: 'not_a_url',
      })
    },
  )

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '134744072',
    '[2606:4700::1111]',
    '[64:ff9b::8.8.8.8]',
    '[2002:808:808::1]',
  ])('lets the public address %s through', (host) => {
    expect(checkUrl(`https://${host}/`, publicOnly).ok).toBe(true)
  })

  it('lets a public name through, still to be resolved', () => {
    const result = checkUrl('https://model.example.com./v1?a=1', publicOnly)
    expect(result).toMatchObject({
      ok: true,
      checked: { host: 'model.example.com', port: 443, address: null },
    })
  })

  it.each([
    ['http://model.example.com/', 'scheme_refused'],
    ['ftp://model.example.com/', 'scheme_refused'],
    ['file:///etc/passwd', 'scheme_refused'],
    ['gopher://model.example.com/', 'scheme_refused'],
    ['https://user:secret@model.example.com/', 'credentials_in_url'],
    ['https://model.example.com:22/', 'port_refused'],
    ['https://model.example.com:25/', 'port_refused'],
    ['https://model.example.com:5432/', 'port_refused'],
    ['https://model.example.com:6379/', 'port_refused'],
    ['https://model.example.com:0/', 'port_refused'],
    ['not a url', 'not_a_url'],
    ['', 'not_a_url'],
  ])('refuses %s as %s', (url, problem) => {
    expect(checkUrl(url, publicOnly)).toMatchObject({ ok: false, problem })
  })

  it('allows loopback only where the mode says so, and never our own ports', () => {
    expect(checkUrl('http://127.0.0.1:3011/v1', playground).ok).toBe(true)
    expect(checkUrl('http://localhost:3011/v1', playground).ok).toBe(true)
    expect(checkUrl('http://127.0.0.1:3012/', playground)).toMatchObject({
      problem: 'port_refused',
    })
    expect(checkUrl('http://10.0.0.1:3011/', playground)).toMatchObject({
      problem: 'address_refused',
    })
    expect(checkUrl('http://169.254.169.254/', playground)).toMatchObject({
      problem: 'address_refused',
    })
    expect(checkUrl('http://127.0.0.1:3011/v1', publicOnly).ok).toBe(false)
  })

  it('refuses a name as a whole when one of its addresses is private', () => {
    const url = new URL('https://model.example.com/')
    expect(checkAddresses({ url }, ['93.184.216.34', '2606:4700::1111'], publicOnly).ok).toBe(true)
    expect(checkAddresses({ url }, ['93.184.216.34', '127.0.0.1'], publicOnly).ok).toBe(false)
    expect(checkAddresses({ url }, ['::ffff:10.0.0.1'], publicOnly).ok).toBe(false)
    expect(checkAddresses({ url }, ['fe80::1%eth0'], publicOnly).ok).toBe(false)
    expect(checkAddresses({ url }, [], publicOnly).ok).toBe(false)
    expect(checkAddresses({ url }, ['127.0.0.1', '93.184.216.34'], playground).ok).toBe(false)
    const plain = new URL('http://model.example.com/')
    expect(checkAddresses({ url: plain }, ['93.184.216.34'], playground).ok).toBe(false)
  })

  it('fails closed on what it cannot read', () => {
    for (const text of ['', 'x', '1.2.3', '1.2.3.4/8', '::g', '0x7f.0.0.1', '1.2.3.4 ']) {
      expect(isPublicAddress(text)).toBe(false)
    }
  })
})
