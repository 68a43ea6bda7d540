import { type Language, mistypedCalls, names } from '../language.ts';
import { holdsCrates, rustManifests, rustProfile } from '../rust-project.ts';
import { attributesAbove, type SyntaxNode } from '../syntax.ts';

const nameOf = (node: SyntaxNode): string => node.childForFieldName('name')?.text ?? '';
const attributesOf = (node: SyntaxNode): string =>
  attributesAbove(node)
    .map(({ text }) => text)
    .join('\n');

/** A module that is only compiled for tests. */
const isTestModule = (node: SyntaxNode): boolean =>
  node.type === 'mod_item' && /^#\[cfg\((?:all\()?test\b/m.test(attributesOf(node));

function isInTests(node: SyntaxNode): boolean {
  for (let around: SyntaxNode | null = node; around; around = around.parent) if (isTestModule(around)) return true;
  return false;
}

/** Rust, tested with `cargo test`. */
export const rust: Language = {
  title: 'Rust',
  names: ['rust'],
  grammars: ['rust'],
  manifests: rustManifests,
  profile: rustProfile,
  versions: () => ['cargo --version', 'rustc --version'],
  holdsSeveral: holdsCrates,
  docComment: 'a `///` comment',
  typesBecause: 'the compiler of Rust asks for every type of a signature',
  testsElsewhere:
    'Tests inside of source files (`#[cfg(test)]`) are run and may not be weakened, but red is read from files of their own only: put new tests in tests/.',
  isTestBlock: isTestModule,
  /** The words of rustc, each with its error code (doc.rust-lang.org/error_codes). */
  missing: [
    [/unresolved import `([\w:]+)`/, names(1)],
    [/could not find `(\w+)` in/, names(1)],
    [/cannot find [\w ,/]+ `([\w:]+)!?`/, names(1)],
    [/use of undeclared [\w ]+ `(\w+)`/, names(1)],
    [/use of unresolved module or unlinked crate `(\w+)`/, names(1)],
    [/no [\w ]+ named `(\w+)` found/, names(1)],
    [/no field (?:named )?`(\w+)`/, names(1)],
    [/has no field named `(\w+)`/, names(1)],
    [/takes \d+ [\w ]*arguments? but .*: `(\w+)`$/m, names(1)],
    [/`(\w+)`[^`]* is private/, names(1)],
    [/the trait bound `[^`:]+: ([\w:]+)/, names(1)],
    [/doesn't implement `([\w:]+)`/, names(1)],
    [/\bE0308\b.*\(calls (.+)\)$/m, mistypedCalls],
  ],
  /** Attributes of the test harness and of the compiler's lints (doc.rust-lang.org/reference/attributes). */
  suppressions: [
    { rule: '#[ignore]', kind: 'skip', pattern: /#\s*\[\s*(?:cfg_attr\s*\(.*)?ignore\b/ },
    { rule: '#[cfg]', kind: 'skip', pattern: /#!?\s*\[\s*cfg\s*\((?!\s*(?:test|feature\s*=\s*"[^"]*")\s*\))/ },
    { rule: 'process::exit', kind: 'skip', pattern: /\bprocess\s*::\s*(?:exit|abort)\s*\(/ },
    { rule: '#[allow]', kind: 'suppression', pattern: /#!?\s*\[\s*(?:cfg_attr\s*\(.*)?(?:allow|expect)\s*\(/ },
    { rule: 'rustfmt::skip', kind: 'suppression', pattern: /#!?\s*\[\s*rustfmt\s*::\s*skip\b/ },
    {
      rule: 'coverage(off)',
      kind: 'suppression',
      pattern: /#\s*\[\s*(?:no_coverage|coverage\s*\(\s*off)|\bgrcov-excl/i,
      inText: true,
    },
  ],
  tests: {
    /** Functions with an attribute that ends in `test`, and those of rstest and test-case. */
    testAt(node) {
      if (node.type !== 'function_item') return undefined;
      const attributes = attributesOf(node);
      const isTest = /^#\[(?:[\w:]+::)?(?:test|rstest|test_case|quickcheck|wasm_bindgen_test)\b(?!\s*=)/m.test(
        attributes,
      );
      return isTest ? { name: nameOf(node), isMany: true, attributes } : undefined;
    },
    blockAt: node => (node.type === 'mod_item' ? nameOf(node) : undefined),
    asserts:
      /^(?:\w+::)*(?:(?:debug_|prop_)?assert\w*|panic|unreachable)!|\.(?:unwrap|expect)(?:_err|_none)?\(|^(?:[\w.]+(?:::|\.))?(?:assert|check|verify|expect)\w*\(|^#\[should_panic/m,
    vacuous: /^assert!\s*\(\s*true\b|^assert_eq!\s*\(\s*([\w"]+)\s*,\s*\1\s*[,)]/,
  },
  definitions: {
    kinds: { function_item: 'function', struct_item: 'class', enum_item: 'class', trait_item: 'class' },
    isPublic: node =>
      node.children.some(child => child?.type === 'visibility_modifier' && child.text === 'pub') && !isInTests(node),
    doc: /^\/\/\/|^\/\*\*/,
  },
  canary: (_perch, nonce) => ({
    path: `tests/${nonce}.rs`,
    content: `#[test]\nfn ${nonce}() {\n    assert_eq!(2 + 2, 5);\n}\n`,
  }),
};
