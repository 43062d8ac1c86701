import { describe, expect, it } from 'vitest'
import {
  checkAddresses,
  checkUrl,
  type GuardRules,
  isLoopback,
  isPublicAddress,
  publicOnly,
  sameAddress,
} from '~/domain/outcomes/endpoints/address-guard'

const playground: GuardRules = { allowLoopback: true, allowHttp: false, ownPorts: [3000, 3012] }

/** Every notation of every kind of address that is not public: the list of MEASUREMENT.md. */
const refusedHosts: Record<string, string[]> = {
  loopback: ['127.0.0.1', '127.255.255.254', '[::1]', '[0:0:0:0:0:0:0:1]', '[0000::0001]'],
  'a short form': ['127.1', '127.0.1', '10.1', '0', '192.168.257'],
  decimal: ['2130706433', '3232235777', '2852039166'],
  octal: ['0177.0.0.1', '017700000001', '0251.0376.0251.0376', '00000177.1', '012.0.0.1'],
  hexadecimal: ['0x7f.0.0.1', '0x7f000001', '0x7f.1', '0xa9fea9fe', '0X7F.0X1', '0xA.0.0.1'],
  'mixed bases': ['0x7f.0.0.01', '0300.0xa8.1.1', '127.0x0.00.1'],
  'full-width digits and dots': [
    '１２７.0.0.1',
    '127。0。0。1',
    '127．0．0．1',
    '127｡0｡0｡1',
    '①②⑦.0.0.1',
    '１６９。２５４。１６９。２５４',
    '０ｘ７ｆ.1',
  ],
  'trailing dots': ['127.0.0.1.', '10.0.0.1.', '2130706433.', '169.254.169.254..'],
  'percent-encoding': ['%31%32%37.0.0.1', '127%2e0%2E0%2e1', '%e2%91%a0%e2%91%a1%e2%91%a6.0.0.1'],
  'what the parser strips': ['127.0.\n0.1', '127.\t0.0.1', '127.0.0.1\\@8.8.8.8'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'link-local and metadata': ['169.254.169.254', '[fe80::1]', '[fe80::a9fe:a9fe]', '[febf::1]'],
  'carrier-grade': ['100.64.0.1', '100.127.255.255', '100.100.100.200'],
  unspecified: ['0.0.0.0', '0.1.2.3', '[::]'],
  multicast: ['224.0.0.1', '239.255.255.250', '[ff02::1]', '[ff0e::1]'],
  broadcast: ['255.255.255.255'],
  reserved: ['240.0.0.1', '192.0.0.1', '192.0.0.170', '192.88.99.1', '[100::1]', '[5f00::1]'],
  'anycast of protocols': ['192.31.196.1', '192.52.193.1', '192.175.48.1', '[2001:4:112::1]'],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.7', '[2001:db8::1]', '[3fff::1]'],
  benchmark: ['198.18.0.1', '198.19.255.255', '[2001:2::1]'],
  'IPv4-mapped': [
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:10.0.0.1]',
    '[::FFFF:A9FE:A9FE]',
  ],
  'IPv4-compatible': ['[::127.0.0.1]', '[::7f00:1]', '[::8.8.8.8]'],
  'IPv4-translated': ['[::ffff:0:127.0.0.1]', '[::ffff:0:8.8.8.8]'],
  NAT64: ['[64:ff9b::127.0.0.1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b::10.0.0.1]'],
  'local-use NAT64': ['[64:ff9b:1::808:808]', '[64:ff9b:1:ffff::7f00:1]', '[64:ff9b:2::8.8.8.8]'],
  '6to4': ['[2002:7f00:1::]', '[2002:a9fe:a9fe::1]', '[2002:c0a8:101::1]', '[2002:a00:1::]'],
  Teredo: ['[2001::1]', '[2001:0:7f00:1::1]', '[2001:0:808:808::1]'],
  ISATAP: [
    '[2600:1f00::5efe:127.0.0.1]',
    '[2600:1f00::200:5efe:10.0.0.1]',
    '[2600:1f00::5efe:8.8.8.8]',
    '[fe80::5efe:7f00:1]',
  ],
  'unique local and site-local': ['[fc00::1]', '[fd12:3456::1]', '[fd00:ec2::254]', '[fec0::1]'],
  'protocol assignments': [
    '[2001:1::1]',
    '[2001:3::1]',
    '[2001:10::1]',
    '[2001:20::1]',
    '[2001:1ff::1]',
  ],
  'never given out': ['[4000::1]', '[3ffe::1]', '[1::1]', '[200::1]', '[e000::1]'],
}

const refusedCases = Object.entries(refusedHosts).flatMap(([kind, hosts]) =>
  hosts.map((host): [string, string] => [kind, host]),
)

describe('the address guard', () => {
  it.each(refusedCases)('refuses %s: %j', (_kind, host) => {
    const answer = checkUrl(`https://${host}/v1`, publicOnly)
    expect(answer).toMatchObject({ ok: false, problem: expect.stringMatching(/^address|^host/) })
  })

  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'LocalHost',
    'l%6fcalhost',
    'localhost.localdomain',
    'a..example.com',
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

  it.each([
    '[fe80::1%25eth0]',
    '[::1%lo]',
    '[::1%251]',
    '1.2.3.4.5.6',
    '256.1.1.1',
    '0x1ffffffff',
    '08.0.0.1',
    '127.0.0.1%00',
    'a%20b.example.com',
    '[127.0.0.1]',
    '[::1',
  ])('refuses what is no host at all: %s', (host) => {
    expect(checkUrl(`https://${host}/`, publicOnly)).toMatchObject({
      ok: false,
      problem: 'not_a_url',
    })
  })

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
    ['HTTP://MODEL.EXAMPLE.COM/', 'scheme_refused'],
    ['ws://model.example.com/', 'scheme_refused'],
    ['data:text/plain,x', 'scheme_refused'],
    ['javascript:alert(1)', 'scheme_refused'],
    ['blob:https://model.example.com/x', 'scheme_refused'],
    ['https://user:secret@model.example.com/', 'credentials_in_url'],
    ['https://user@model.example.com/', 'credentials_in_url'],
    ['https://:secret@model.example.com/', 'credentials_in_url'],
    ['https://8.8.8.8@127.0.0.1/', 'credentials_in_url'],
    ['https://model.example.com%40127.0.0.1/', 'not_a_url'],
    [`https://model.example.com/${'a'.repeat(2_000)}`, 'not_a_url'],
    ['//model.example.com/', 'not_a_url'],
    ['https://model.example.com:65536/', 'not_a_url'],
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

  it.each([
    [80, true],
    [443, true],
    [1024, true],
    [8080, true],
    [8443, true],
    [65_535, true],
    ...[0, 1, 21, 22, 23, 25, 53, 110, 135, 139, 389, 445, 465, 587, 636, 873, 993, 1023].map(
      (port): [number, boolean] => [port, false],
    ),
    ...[1433, 2049, 2181, 2375, 3306, 3389, 5222, 5432, 5900, 6000, 6379, 6443, 6667, 9200].map(
      (port): [number, boolean] => [port, false],
    ),
    ...[10_080, 10_250, 11_211, 27_017, 61_616].map((port): [number, boolean] => [port, false]),
  ])('port %i: %s', (port, allowed) => {
    expect(checkUrl(`https://model.example.com:${port}/`, publicOnly).ok).toBe(allowed)
  })

  it('uses http only where the rules allow it, and never to what is private', () => {
    const plain: GuardRules = { ...publicOnly, allowHttp: true }
    expect(checkUrl('http://model.example.com/', plain).ok).toBe(true)
    expect(checkUrl('http://8.8.8.8/', plain).ok).toBe(true)
    expect(checkUrl('http://8.8.8.8/', publicOnly)).toMatchObject({ problem: 'scheme_refused' })
    expect(checkUrl('http://127.0.0.1/', plain)).toMatchObject({ problem: 'address_refused' })
    const url = new URL('http://model.example.com/')
    expect(checkAddresses({ url }, ['93.184.216.34'], plain).ok).toBe(true)
    expect(checkAddresses({ url }, ['10.0.0.1'], plain).ok).toBe(false)
    expect(checkUrl('ftp://model.example.com/', plain)).toMatchObject({ problem: 'scheme_refused' })
  })

  it('takes only this machine for loopback, not what a tunnel or translator carries', () => {
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) {
      expect(isLoopback(address)).toBe(true)
    }
    for (const address of ['64:ff9b::127.0.0.1', '2002:7f00:1::', '::127.0.0.1', '10.0.0.1', 'x']) {
      expect(isLoopback(address)).toBe(false)
    }
    expect(checkUrl('http://[2002:7f00:1::]:3011/', playground).ok).toBe(false)
    expect(checkUrl('http://[64:ff9b::7f00:1]:3011/', playground).ok).toBe(false)
  })

  it.each([
    ['93.184.216.34', '93.184.216.34', true],
    ['93.184.216.34', '::ffff:93.184.216.34', true],
    ['2606:4700::1111', '2606:4700:0:0:0:0:0:1111', true],
    ['93.184.216.34', '93.184.216.35', false],
    ['93.184.216.34', '64:ff9b::93.184.216.34', false],
    ['fe80::1%eth0', 'fe80::1%eth0', false],
    ['', '', false],
  ])('compares %s with %s: %s', (one, other, same) => {
    expect(sameAddress(one, other)).toBe(same)
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
    for (const text of [
      '::8.8.8.8',
      '::127.0.0.1',
      '',
      'x',
      '1.2.3',
      '1.2.3.4/8',
      '::g',
      '0x7f.0.0.1',
      '1.2.3.4 ',
    ]) {
      expect(isPublicAddress(text)).toBe(false)
    }
  })
})
