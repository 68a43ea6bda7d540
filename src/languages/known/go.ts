import { posix } from 'node:path';
import { goManifests, goProfile } from '../go-project.ts';
import { type Language, missingModule, names } from '../language.ts';
import type { SyntaxNode } from '../syntax.ts';

const nameOf = (node: SyntaxNode): string => node.childForFieldName('name')?.text ?? '';

/** The type that a method belongs to, or the function itself. */
const ownerOf = (node: SyntaxNode): string =>
  /(\w+)(?:\[[^\]]*\])?\)$/.exec(node.childForFieldName('receiver')?.text ?? '')?.[1] ?? nameOf(node);

/** Methods of well-known interfaces: their name says what they do (golint, "exported"). */
const wellKnown = /^(?:Error|Read|ServeHTTP|String|Write|Unwrap|Len|Less|Swap)$/;

const isExported = (name: string): boolean => /^\p{Lu}/u.test(name);

/** Go, tested with `go test`. */
export const go: Language = {
  title: 'Go',
  names: ['go'],
  grammars: ['go'],
  manifests: goManifests,
  profile: goProfile,
  versions: () => ['go version'],
  docComment: 'a comment directly above',
  typesBecause: 'the compiler of Go asks for every type',
  modulePath: module => module.split('/').slice(-1),
  /** The words of the compiler (go/types) and of `go list`. */
  missing: [
    [/\bpackage (\S+) is not in (?:GOROOT|std)\b/, missingModule],
    [/no required module provides package ([^\s;:]+)/, missingModule],
    [/cannot find (?:package|module providing package) "?([^\s";:]+)/, missingModule],
    [/\bgo build (\S+): no non-test Go files in /, missingModule],
    [/\bundefined: ([\w.]+)/, names(1)],
    [/\bundeclared name: ([\w.]+)/, names(1)],
    [/^\S*?: ?[\w.()[\]*&]*\.(\w+) undefined \(type/m, names(1)],
    [/\bundefined \(type \S+ has no (?:field or method|method or field) (\w+)/, names(1)],
    [/unknown field '?(\w+)'? in struct literal/, names(1)],
    [/(?:not enough|too many) arguments in call to ([\w.]+)/, names(1)],
    [/cannot use .* value in argument to ([\w.]+)/, names(1)],
    [/cannot use ([\w.]+)\(.*\) \(value of type/, names(1)],
    [/\b([\w.]+)\(.*\) \(no value\) used as value/, names(1)],
    [/assignment mismatch: .* but ([\w.]+)(?:\([^)]*\))? returns/, names(1)],
    [/\((?:wrong type for|missing) method (\w+)\)/, names(1)],
  ],
  /** Package testing, build constraints, and what golangci-lint and staticcheck document. */
  suppressions: [
    { rule: 't.Skip', kind: 'skip', pattern: /\b(?:tb?|b|f|T\(\))\s*\.\s*(?:Skip|Skipf|SkipNow)\s*\(/ },
    { rule: 'build constraint', kind: 'skip', pattern: /^\s*\/\/\s*(?:go:build\b|\+build\b)/ },
    { rule: 'os.Exit', kind: 'skip', pattern: /\bos\s*\.\s*Exit\s*\(\s*0\s*\)|\bsyscall\s*\.\s*Exit\s*\(/ },
    { rule: 'nolint', kind: 'suppression', pattern: /\/\/\s*nolint\b/i },
    { rule: 'lint:ignore', kind: 'suppression', pattern: /\/\/\s*lint:(?:file-)?ignore\b/ },
    { rule: '#nosec', kind: 'suppression', pattern: /#\s*nosec\b/i },
    { rule: 'coverage ignore', kind: 'suppression', pattern: /\/\/\s*coverage:ignore\b/ },
  ],
  tests: {
    /** Package testing: `TestXxx(*testing.T)`, examples with an expected output, and the seeds of fuzz tests. */
    testAt(node) {
      if (node.type !== 'function_declaration') return undefined;
      const name = nameOf(node);
      const isTest = /^(?:Test|Fuzz)(?!\p{Ll})/u.test(name) && name !== 'TestMain';
      const isExample = /^Example(?!\p{Ll})/u.test(name) && /\/\/\s*(?:Unordered output|Output):/i.test(node.text);
      return isTest || isExample ? { name, isMany: true, attributes: isExample ? '// Output:' : '' } : undefined;
    },
    blockAt: () => undefined,
    asserts:
      /^(?:\w+\.)+(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\(|^(?:\w+\.)?(?:assert|require|is|must|check|verify|expect|quick)\w*[.(]|^\w+(?:\.\w+)?\((?:[\s\S]*,\s*)?t\s*[,)]|^\w+\.Fuzz\(|^\/\/ Output:/i,
    vacuous: /^\w+\.(?:True|False|Equal)\(t, (?:true|false|\d+|"[^"]*")(?:, (?:true|false|\d+|"[^"]*"))?\)$/,
  },
  definitions: {
    kinds: { function_declaration: 'function', method_declaration: 'function', type_spec: 'class' },
    isPublic: node =>
      isExported(nameOf(node)) &&
      isExported(ownerOf(node)) &&
      node.parent?.type !== 'block' &&
      !(node.type === 'method_declaration' && wellKnown.test(nameOf(node))),
    doc: /^\/\/ |^\/\*/,
  },
  canary: ({ path, text }, nonce) => ({
    path: posix.join(posix.dirname(path), `${nonce}_test.go`),
    content: `package ${/^package (\w+)/m.exec(text)?.[1] ?? 'main'}\n\nimport "testing"\n\nfunc Test_${nonce}(t *testing.T) {\n\tif got := len("four"); got == 4 {\n\t\tt.Fatalf("got %d, want 5", got)\n\t}\n}\n`,
  }),
};
