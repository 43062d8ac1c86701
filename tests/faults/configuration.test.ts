import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { envNames, readEnv } from '~/platform/env.server'
import { projectFolder } from '../../scripts/postgres.mjs'

const page = readFileSync(join(projectFolder, 'docs/configuration.md'), 'utf8')

function documented(heading: string): string[] {
  const section = page.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((found) => String(found[1]))
}

test('docs/configuration.md lists every variable of env.server.ts, and no other', () => {
  expect(documented('Every process').sort()).toEqual([...envNames].sort())
})

test('every port that the commands read is documented', () => {
  const commands = readFileSync(join(projectFolder, 'scripts/instance.mjs'), 'utf8')
  const ports = [...commands.matchAll(/\b([A-Z]+(?:_[A-Z]+)*_PORT)\b/g)].map((found) => found[1])
  const listed = [
    ...documented('Every process'),
    ...documented("Only the commands and the demo's processes"),
  ]
  expect(listed).toEqual(expect.arrayContaining([...new Set(ports)]))
})

test('only live mode listens on every network by itself', () => {
  const needed = {
    DATABASE_URL: 'postgresql://owner@db.example/samar',
    DATABASE_APP_URL: 'postgresql://app@db.example/samar',
    SAMAR_MASTER_KEY: Buffer.alloc(32).toString('base64'),
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_WEBHOOK_SECRET: 'whsec_x',
    APP_ORIGIN: 'https://samar.example',
    SMTP_URL: 'smtps://mail.example',
  }
  const host = (given: Record<string, string>) => readEnv({ ...needed, ...given }).HOST
  expect(host({})).toBe('127.0.0.1')
  expect(host({ SAMAR_MODE: 'test' })).toBe('127.0.0.1')
  expect(host({ SAMAR_MODE: 'live' })).toBe('0.0.0.0')
  expect(host({ SAMAR_MODE: 'live', HOST: '::1' })).toBe('::1')
  expect(() => host({ HOST: 'localhost' })).toThrow(
    /^HOST has a wrong value: must be an IP address/,
  )
})

test('uploaded packages have an origin of their own, or none', () => {
  const needed = {
    DATABASE_URL: 'postgresql://owner@db.example/samar',
    DATABASE_APP_URL: 'postgresql://app@db.example/samar',
    SAMAR_MASTER_KEY: Buffer.alloc(32).toString('base64'),
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_WEBHOOK_SECRET: 'whsec_x',
    SMTP_URL: 'smtps://mail.example',
  }
  const content = (given: Record<string, string>) => readEnv({ ...needed, ...given }).CONTENT_ORIGIN
  expect(content({})).toBe('http://localhost:3001')
  expect(content({ PORT: '4000' })).toBe('http://localhost:4001')
  expect(content({ SAMAR_CONTENT_PORT: '4444' })).toBe('http://localhost:4444')
  expect(content({ APP_ORIGIN: 'http://192.0.2.1:3000' })).toBe('http://192.0.2.1:3001')
  expect(content({ APP_ORIGIN: 'https://demo.example' })).toBeNull()
  const live = { SAMAR_MODE: 'live', APP_ORIGIN: 'https://samar.example' }
  expect(content(live)).toBeNull()
  expect(content({ ...live, CONTENT_ORIGIN: 'https://packages.example/' })).toBe(
    'https://packages.example',
  )
  expect(() => content({ ...live, CONTENT_ORIGIN: 'https://samar.example' })).toThrow(
    /^CONTENT_ORIGIN must be another origin/,
  )
  expect(() => content({ ...live, CONTENT_ORIGIN: 'http://packages.example' })).toThrow(/https/)
  expect(() => content({ PORT: '4000', SAMAR_CONTENT_PORT: '4000' })).toThrow(/another port/)
})
