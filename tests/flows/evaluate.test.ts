import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'

vi.setConfig({ testTimeout: 180_000 })

const root = resolve(import.meta.dirname, '../..')
const data = process.env.SAMAR_DATA ?? join(root, '../shared/data')
const messages = join(data, 'evaluation/sms-spam.tsv')
const folder = mkdtempSync(join(tmpdir(), 'samar-evaluate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const evaluate = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/evaluate.mjs', ...args], { cwd: root, encoding: 'utf8' })

describe('npm run evaluate', () => {
  const there = existsSync(messages)
  if (!there) console.log(`Left out: there is no ${messages}. SAMAR_DATA names the folder.`)

  it.runIf(there)(
    'trains on a part, measures on the rest, and the verdict is replayed from its zip',
    () => {
      const { status, stdout, stderr } = evaluate(
        ...['--data', messages, '--columns', 'label,text', '--class', 'spam'],
        ...['--target', '0.85', '--rows', '600', '--out', folder],
      )
      expect([status, stderr]).toEqual([0, ''])
      expect(stdout).toContain('F1 for spam of at least 0.85, 95 % sure, on 600 sealed rows')
      expect(stdout).toMatch(/^Met: 0\.9/m)
      const [confirmed, refused] = stdout.split('Replayed with one byte changed:')
      expect(confirmed).toContain('(met): same')
      expect(confirmed).not.toContain('NO ')
      expect(refused).toContain('(met): different')
      expect(refused).toMatch(/NO {3}every answer is the one that was sealed/)
    },
  )

  it('says what is missing, and what a file may be', () => {
    const nothing = evaluate()
    expect(nothing.status).toBe(1)
    expect(nothing.stderr).toContain('Usage: npm run evaluate -- --data')
    const strange = evaluate('--data', 'no-such-file.tsv')
    expect([strange.status, strange.stderr]).toEqual([1, 'There is no file no-such-file.tsv.\n'])
  })
})
