import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const posix = (path: string) => relative(root, path).split('\\').join('/');

function filesUnder(directory: string, skip: RegExp): string[] {
  return readdirSync(directory)
    .map(name => join(directory, name))
    .flatMap(path => (skip.test(posix(path)) ? [] : statSync(path).isDirectory() ? filesUnder(path, skip) : [path]))
    .filter(path => path.endsWith('.ts'));
}

const sources = filesUnder(join(root, 'src'), /^src\/playground\/schema/).map(path => {
  const text = readFileSync(path, 'utf8');
  return { path, name: posix(path), text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
});
const tests = filesUnder(join(root, 'test'), /^test\/fixtures/).map(path => ({
  name: posix(path),
  lines: readFileSync(path, 'utf8').split('\n').length,
}));

/** Who may import whom. A folder may always import itself, except that stages never import one another. */
const mayImport: Record<string, string[]> = {
  domain: [],
  ports: ['domain'],
  languages: ['domain'],
  config: ['domain', 'languages'],
  referee: ['domain', 'ports', 'languages'],
  writer: ['domain', 'ports', 'languages'],
  stages: ['domain', 'ports', 'referee', 'languages', 'writer'],
  publish: ['domain', 'ports'],
  intake: ['domain', 'ports'],
  judge: ['domain', 'ports', 'languages', 'referee', 'stages'],
  engine: ['domain', 'ports', 'config', 'languages', 'stages', 'writer', 'referee', 'judge', 'publish', 'intake'],
  check: ['domain', 'ports', 'languages', 'referee', 'stages', 'judge', 'engine'],
  doctor: ['domain', 'ports', 'config', 'judge', 'check', 'stages'],
  adapters: ['domain', 'ports'],
  playground: ['domain'],
};
const wiring = [
  'src/index.ts',
  'src/cli.ts',
  'src/pipeline.ts',
  'src/serve.ts',
  'src/world.ts',
  'src/sandbox.ts',
  'src/check-command.ts',
  'src/doctor-command.ts',
];

const folderOf = (name: string) => name.split('/')[1] ?? '';
const stageOf = (name: string) => name.split('/')[2] ?? '';

function importsOf(source: (typeof sources)[number]): string[] {
  return source.tree.statements
    .filter(statement => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    .map(statement => statement.moduleSpecifier)
    .filter(specifier => specifier !== undefined && ts.isStringLiteral(specifier))
    .map(specifier => specifier.text);
}

function localImports(source: (typeof sources)[number]): string[] {
  return importsOf(source)
    .filter(specifier => specifier.startsWith('.'))
    .map(specifier => posix(resolve(dirname(source.path), specifier)));
}

type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

function visitFunctions(node: ts.Node, visit: (fn: FunctionNode) => void): void {
  if (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node)
  )
    visit(node);
  node.forEachChild(child => visitFunctions(child, visit));
}

const lineOf = (tree: ts.SourceFile, position: number) => tree.getLineAndCharacterOfPosition(position).line + 1;

describe('house rules', () => {
  it('folders import only what the table allows', () => {
    const broken = sources
      .filter(source => !wiring.includes(source.name))
      .flatMap(source =>
        localImports(source)
          .filter(target => target.startsWith('src/') && folderOf(target) !== folderOf(source.name))
          .filter(target => !(mayImport[folderOf(source.name)] ?? []).includes(folderOf(target)))
          .map(target => `${source.name} -> ${target}`),
      );
    expect(broken).toEqual([]);
  });

  it('stages never import one another', () => {
    const isStage = (name: string) => /^src\/stages\/[^/]+\//.test(name);
    const broken = sources
      .filter(source => isStage(source.name))
      .flatMap(source =>
        localImports(source)
          .filter(target => isStage(target) && stageOf(target) !== stageOf(source.name))
          .map(target => `${source.name} -> ${target}`),
      );
    expect(broken).toEqual([]);
  });

  it('domain imports nothing but zod', () => {
    const broken = sources
      .filter(source => folderOf(source.name) === 'domain')
      .flatMap(source => importsOf(source).filter(specifier => !specifier.startsWith('./') && specifier !== 'zod'));
    expect(broken).toEqual([]);
  });

  it('there is no import cycle between files', () => {
    const graph = new Map(sources.map(source => [source.name, localImports(source)]));
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const walk = (name: string, trail: string[]): void => {
      if (state.get(name) === 'done') return;
      if (state.get(name) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(name)), name].join(' -> '));
        return;
      }
      state.set(name, 'open');
      for (const next of graph.get(name) ?? []) walk(next, [...trail, name]);
      state.set(name, 'done');
    };
    for (const name of graph.keys()) walk(name, []);
    expect(cycles).toEqual([]);
  });

  it('a source file holds at most 200 lines, a test file 300', () => {
    const long = [
      ...sources.map(source => ({ name: source.name, lines: source.text.split('\n').length, budget: 200 })),
      ...tests.map(test => ({ ...test, budget: 300 })),
    ];
    expect(long.filter(file => file.lines > file.budget + 1).map(file => `${file.name}: ${file.lines}`)).toEqual([]);
  });

  it('a function holds at most 50 lines and takes at most 3 parameters', () => {
    const broken: string[] = [];
    for (const { name, tree } of sources) {
      visitFunctions(tree, fn => {
        const from = lineOf(tree, fn.getStart(tree));
        const lines = lineOf(tree, fn.end) - from + 1;
        if (lines > 50) broken.push(`${name}:${from}: ${lines} lines`);
        if (fn.parameters.length > 3) broken.push(`${name}:${from}: ${fn.parameters.length} parameters`);
      });
    }
    expect(broken).toEqual([]);
  });

  it('blocks nest at most 4 deep', () => {
    const broken: string[] = [];
    for (const { name, tree } of sources) {
      const walk = (node: ts.Node, depth: number): void => {
        const isFunction = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
        const next = isFunction ? 0 : ts.isBlock(node) && !ts.isFunctionDeclaration(node.parent) ? depth + 1 : depth;
        if (next > 4) broken.push(`${name}:${lineOf(tree, node.getStart(tree))}`);
        node.forEachChild(child => walk(child, next));
      };
      walk(tree, 0);
    }
    expect(broken).toEqual([]);
  });

  it('the environment is read in one file', () => {
    const readers = sources.filter(source => /\bprocess\.env\b/.test(source.text)).map(source => source.name);
    expect(readers.filter(name => name !== 'src/config/environment.ts')).toEqual([]);
  });

  it('Octokit, OpenAI and child processes stay in adapters', () => {
    const foreign =
      /^(@octokit\/(rest|auth-app|core)|openai|execa|node:child_process|child_process|pg-boss|@electric-sql\/.*)(\/|$)/;
    const broken = sources
      .filter(source => !['adapters', 'playground'].includes(folderOf(source.name)))
      .flatMap(source =>
        importsOf(source)
          .filter(specifier => foreign.test(specifier))
          .map(specifier => `${source.name}: ${specifier}`),
      );
    expect(broken).toEqual([]);
  });

  it('files are not called utils, helpers, common or manager, and nothing is a default export', () => {
    const vague = sources.filter(source => /\b(utils?|helpers?|common|manager|service)\b/.test(source.name));
    const defaults = sources.filter(source => /^export default /m.test(source.text));
    expect([...vague, ...defaults].map(source => source.name)).toEqual([]);
  });

  it('only the referee makes a red proof', () => {
    const makers = sources.filter(source => /\bbrandRedProof\(/.test(source.text)).map(source => source.name);
    expect(makers.filter(name => !['src/domain/red.ts', 'src/referee/prove-red.ts'].includes(name))).toEqual([]);
  });

  it('our own modules are never mocked', () => {
    const mocking = filesUnder(join(root, 'test'), /^test\/(fixtures|house-rules)/).filter(path =>
      /\bvi\.mock\(/.test(readFileSync(path, 'utf8')),
    );
    expect(mocking.map(posix)).toEqual([]);
  });
});
