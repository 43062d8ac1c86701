import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/** The plan of the house (DESIGN.md section 4), read from the source. */
const root = resolve(import.meta.dirname, '..')

type Import = { target: string; line: number; typeOnly: boolean }
type SourceFile = {
  path: string
  text: string
  lines: number
  ast: ts.SourceFile
  imports: Import[]
}

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return walk(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
  })
}

const prefixes = { '~/': 'app/', 'db/': 'db/', 'emails/': 'emails/', 'tests/': 'tests/' }

/** The file of the project that a specifier names, or the specifier itself for a package. */
function resolveImport(from: string, specifier: string): string {
  const prefix = Object.entries(prefixes).find(([start]) => specifier.startsWith(start))
  const base = specifier.startsWith('.')
    ? relative(root, resolve(root, dirname(from), specifier))
    : prefix
      ? prefix[1] + specifier.slice(prefix[0].length)
      : null
  if (base === null) return specifier
  const endings = ['', '.ts', '.tsx', '/index.ts', '/index.tsx']
  return (
    endings
      .map((ending) => base + ending)
      .find((path) => /\.[a-z]+$/.test(path) && existsSync(join(root, path))) ?? base
  )
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const ast = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
  const imports: Import[] = []
  const lineOf = (node: ts.Node) => ast.getLineAndCharacterOfPosition(node.getStart()).line + 1
  const visit = (node: ts.Node) => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      const clause = ts.isImportDeclaration(node) ? node.importClause : undefined
      const named = clause?.namedBindings
      const typeOnly = ts.isExportDeclaration(node)
        ? node.isTypeOnly
        : clause !== undefined &&
          (clause.isTypeOnly ||
            (!clause.name &&
              named !== undefined &&
              ts.isNamedImports(named) &&
              named.elements.length > 0 &&
              named.elements.every((element) => element.isTypeOnly)))
      imports.push({
        target: resolveImport(path, node.moduleSpecifier.text),
        line: lineOf(node),
        typeOnly,
      })
    }
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] &&
      ts.isStringLiteral(node.arguments[0])
    ) {
      imports.push({
        target: resolveImport(path, node.arguments[0].text),
        line: lineOf(node),
        typeOnly: false,
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(ast)
  return { path, text, lines: text.split('\n').length - 1, ast, imports }
}

const files = ['app', 'db', 'emails', 'demo', 'bench'].flatMap(walk).map(readSource)
const inFolder = (folder: string) => files.filter(({ path }) => path.startsWith(`${folder}/`))

const domainFloors: Record<string, number> = {
  identity: 3,
  ledger: 3,
  skills: 4,
  stewardship: 4,
  outcomes: 4,
  payments: 4,
  credentials: 5,
  escrow: 5,
  learning: 6,
  teams: 6,
  market: 7,
  contracts: 8,
  reputation: 9,
  messages: 9,
  notifications: 10,
  figures: 10,
}

/** The module a file belongs to, and its floor. Null for what stands outside the house. */
function placeOf(path: string): { module: string; floor: number } | null {
  const domain = /^app\/domain\/([^/]+)\//.exec(path)
  if (domain?.[1]) return { module: domain[1], floor: domainFloors[domain[1]] ?? Number.NaN }
  if (path.startsWith('app/kernel/')) return { module: 'kernel', floor: 0 }
  if (path.startsWith('db/schema/')) return { module: 'schema', floor: 1 }
  if (path.startsWith('app/platform/')) return { module: 'platform', floor: 2 }
  if (path.startsWith('app/routes/')) return { module: 'routes', floor: 11 }
  if (path.startsWith('app/jobs/')) return { module: 'jobs', floor: 11 }
  if (path.startsWith('db/seed/')) return { module: 'seed', floor: 11 }
  return null
}

const isServer = (path: string) => /\.server\.tsx?$/.test(path) || path.startsWith('db/')

/** Files with rules and types only: what the schema, components and mails may read of a module. */
const isPureDomain = (path: string) =>
  path.startsWith('app/domain/') && !isServer(path) && !path.includes('/adapters/')

function offences(
  from: readonly SourceFile[],
  check: (file: SourceFile, imported: Import) => string | false | null | undefined,
): string[] {
  return from.flatMap((file) =>
    file.imports.flatMap((imported) => {
      const found = check(file, imported)
      return found ? [`${file.path}:${imported.line} ${found}`] : []
    }),
  )
}

describe('floors', () => {
  it('has a floor for every module', () => {
    const unknown = files.filter(({ path }) => Number.isNaN(placeOf(path)?.floor))
    expect(unknown.map(({ path }) => path)).toEqual([])
  })

  it('imports only from lower floors, and never from a module on the same floor', () => {
    const found = offences(files, (file, { target, typeOnly }) => {
      const here = placeOf(file.path)
      const there = placeOf(target)
      if (!here || !there || here.module === there.module) return null
      // A column's type may be a noun's: the type is erased, the table stays below.
      if (
        here.module === 'schema' &&
        typeOnly &&
        (isPureDomain(target) || /platform\/languages/.test(target))
      )
        return null
      if (there.floor > here.floor) return `climbs from floor ${here.floor} to ${target}`
      if (there.floor === here.floor) return `reaches across floor ${here.floor} to ${target}`
      return null
    })
    expect(found).toEqual([])
  })

  it('has no import cycles', () => {
    const graph = new Map(
      files.map(({ path, imports }) => [
        path,
        imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target),
      ]),
    )
    const done = new Set<string>()
    const cycles: string[] = []
    const follow = (path: string, trail: string[]) => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      if (done.has(path) || trail.includes(path)) return
      for (const next of graph.get(path) ?? []) if (graph.has(next)) follow(next, [...trail, path])
      done.add(path)
    }
    for (const path of graph.keys()) follow(path, [])
    expect(cycles).toEqual([])
  })

  it('keeps the demo processes and the house apart', () => {
    const found = offences(files, ({ path }, { target }) => {
      if (path.startsWith('demo/') && /^(app|db|emails)\//.test(target)) return `imports ${target}`
      if (path.startsWith('app/') && target.startsWith('demo/')) return `imports ${target}`
      return null
    })
    expect(found).toEqual([])
  })

  it('lets components and mails read pure files only', () => {
    const sources = [...inFolder('app/components'), ...inFolder('emails')]
    const found = offences(sources, (_file, { target }) => {
      if (!/^(app|db)\//.test(target)) return null
      const allowed =
        target.startsWith('app/kernel/') ||
        target.startsWith('app/platform/languages/') ||
        target.startsWith('app/components/') ||
        isPureDomain(target)
      return allowed && !isServer(target) ? null : `imports ${target}`
    })
    expect(found).toEqual([])
  })

  it('keeps tables and SQL out of the routes', () => {
    const found = offences(inFolder('app/routes'), (_file, { target }) =>
      /^db\/|^drizzle-orm|^postgres$/.test(target) ? `imports ${target}` : null,
    )
    expect(found).toEqual([])
  })
})

/** Calls that read a clock, chance, or the world. */
const impure =
  /\b(Date\.now\(|new Date\(\)|Math\.random\(|process\.|performance\.|fetch\(|setTimeout\(|randomBytes\()/

describe('purity', () => {
  it('keeps the kernel to itself', () => {
    const found = offences(inFolder('app/kernel'), (_file, { target }) =>
      target.startsWith('app/kernel/') ? null : `imports ${target}`,
    )
    expect(found).toEqual([])
  })

  it('keeps rules free of I/O, clocks and chance', () => {
    const pure = files.filter(({ path }) => path.startsWith('app/kernel/') || isPureDomain(path))
    const calls = pure.flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          impure.test(line.replace(/\/\/.*|^\s*\*.*|\/\*.*/, ''))
            ? [`${path}:${index + 1} ${line.trim()}`]
            : [],
        ),
    )
    const imports = offences(pure, (file, { target, typeOnly }) => {
      if (typeOnly) return null
      if (isServer(target) || /^(drizzle-orm|postgres|undici)/.test(target))
        return `imports ${target}`
      // Hashing and streams are computation; sockets and files are not.
      const computes = /^node:(crypto|stream|zlib|buffer|util|string_decoder)$/.test(target)
      return target.startsWith('node:') && (file.path.startsWith('app/kernel/') || !computes)
        ? `imports ${target}`
        : null
    })
    expect([...calls, ...imports]).toEqual([])
  })

  it('compares statuses only in the noun that owns them', () => {
    const found = files
      .filter(({ path }) => /^app\/(domain|routes|jobs)\//.test(path) && !isPureDomain(path))
      // An adapter speaks of its provider's statuses, which are no noun of ours.
      .filter(({ path }) => !path.includes('/adapters/'))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .flatMap((line, index) =>
            /\bstatus\s*[!=]==\s*'|\b(eq|ne)\(\w+\.status,\s*'/.test(line)
              ? [`${path}:${index + 1} ${line.trim()}`]
              : [],
          ),
      )
    expect(found).toEqual([])
  })
})

describe('access', () => {
  it('has every loader and action name who may use it', () => {
    const found: string[] = []
    for (const { path, ast } of inFolder('app/routes').filter((file) => !isServer(file.path))) {
      for (const statement of ast.statements) {
        const exported =
          ts.canHaveModifiers(statement) &&
          ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
        if (!exported) continue
        if (
          ts.isFunctionDeclaration(statement) &&
          /^(loader|action)$/.test(statement.name?.text ?? '')
        ) {
          found.push(`${path} ${statement.name?.text} is not wrapped`)
        }
        if (!ts.isVariableStatement(statement)) continue
        for (const declaration of statement.declarationList.declarations) {
          const name = declaration.name.getText()
          if (name !== 'loader' && name !== 'action') continue
          const call = declaration.initializer
          const wrapper = name === 'loader' ? /^serve(File)?$/ : /^(act|receive)$/
          const named =
            call &&
            ts.isCallExpression(call) &&
            wrapper.test(call.expression.getText()) &&
            call.arguments[0] &&
            ts.isStringLiteral(call.arguments[0])
          if (!named) found.push(`${path} ${name} does not say who may use it`)
        }
      }
    }
    expect(found).toEqual([])
  })
})

/** Views, tables, seeds and catalogues may be long. */
const longAllowed =
  /^app\/(routes|components)\/|^db\/|^app\/platform\/languages\/|taxonomy|notification-table|exposure\/(published-scores|occupations\/)/

describe('size and names', () => {
  it('keeps files under 250 lines', () => {
    const long = files.filter(
      ({ path, lines }) => /^app\//.test(path) && !longAllowed.test(path) && lines > 250,
    )
    expect(long.map(({ path, lines }) => `${path} ${lines}`)).toEqual([])
  })

  it('keeps functions under 70 lines', () => {
    const found: string[] = []
    for (const { path, ast } of files) {
      if (!/^app\//.test(path) || longAllowed.test(path)) continue
      const visit = (node: ts.Node) => {
        if (ts.isFunctionLike(node) && 'body' in node && node.body) {
          const start = ast.getLineAndCharacterOfPosition(node.getStart()).line
          const end = ast.getLineAndCharacterOfPosition(node.getEnd()).line
          if (end - start + 1 > 70) found.push(`${path}:${start + 1} ${end - start + 1} lines`)
        }
        ts.forEachChild(node, visit)
      }
      visit(ast)
    }
    expect(found).toEqual([])
  })

  it('names files in kebab-case and without the words that name nothing', () => {
    const empty = /^(utils?|helpers?|lib|service|manager|misc)$/
    const found = files.flatMap(({ path }) =>
      path.split('/').flatMap((part) => {
        const stem = part.replace(/\.(server\.)?tsx?$/, '').replace(/\.(server|config|test)$/, '')
        const plain = stem.replace(/^(\$|\[\.\])/, '').replace(/\[\.\]/g, '-')
        const kebab =
          /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(plain) ||
          stem.startsWith('$') ||
          stem.startsWith('_')
        return kebab && !empty.test(stem) ? [] : [path]
      }),
    )
    expect([...new Set(found)]).toEqual([])
  })

  it('has no barrel files', () => {
    const barrels = files.filter(
      ({ path, ast }) =>
        /(^|\/)index\.tsx?$/.test(path) &&
        !path.startsWith('app/routes/') &&
        ast.statements.every((statement) => ts.isExportDeclaration(statement)),
    )
    expect(barrels.map(({ path }) => path)).toEqual([])
  })

  it('uses start and end, never left and right, in class names', () => {
    const physical =
      /className=.*[" `](-?(ml|mr|pl|pr|left|right|border-l|border-r|rounded-l|rounded-r)-|text-(left|right)\b|float-(left|right)\b)/
    const found = files.flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) => (physical.test(line) ? [`${path}:${index + 1}`] : [])),
    )
    expect(found).toEqual([])
  })
})
