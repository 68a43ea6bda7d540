import { extname } from 'node:path';
import type { Finding } from '../domain/finding.ts';
import type { AddedLines } from './suppressions.ts';

const languages = {
  python: ['.py', '.pyi'],
  script: ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'],
  java: ['.java'],
  rust: ['.rs'],
  go: ['.go'],
};

interface Tell {
  in: keyof typeof languages;
  /** Completes "This line …". */
  does: string;
  pattern: RegExp;
  /** What it looks for is a string itself. */
  inText?: true;
}

/** How product code can change what an assertion says, by the public surface of the runners and their languages. */
const patches: Tell[] = [
  { in: 'python', does: 'uses the test framework', pattern: /^\s*(?:import|from)\s+(?:_?pytest|unittest)\b/ },
  {
    in: 'python',
    does: 'replaces a builtin',
    pattern: /\bbuiltins\.\w+\s*=(?!=)|\bsetattr\(\s*(?:builtins|unittest)\b/,
  },
  {
    in: 'script',
    does: 'uses the test framework',
    pattern: /(?:from|require\()\s*['"](?:vitest|@jest\/globals|jest|mocha|chai|node:test)['"]/,
    inText: true,
  },
  {
    in: 'python',
    does: 'is a hook by which pytest runs or reports tests',
    pattern: /\bdef\s+pytest_(?:runtest|pyfunc_call|report|collection|itemcollected|fixture_setup)\w*/,
  },
  { in: 'script', does: 'replaces an assertion', pattern: /\b(?:assert|expect)(?:\.\w+)+\s*=(?!=)|\bexpect\.extend\(/ },
  { in: 'script', does: 'equals whatever it is compared with', pattern: /\basymmetricMatch\b/ },
  {
    in: 'script',
    does: 'replaces how the process ends',
    pattern: /\bprocess\.(?:(?:exit|reallyExit)\s*=(?!=)|exitCode\s*=\s*(?:0|undefined)\b)/,
  },
  {
    in: 'rust',
    does: 'takes the place of a macro that asserts',
    pattern: /\bmacro_rules!\s*(?:(?:debug_)?assert(?:_eq|_ne)?|panic|unreachable|matches)\b/,
  },
  {
    in: 'go',
    does: 'gives a word of the language another meaning, in the tests of this package too',
    pattern: /^(?:func|const|var|type)\s+(?:true|false|nil|panic|recover|len|string|int|bool|error)\b/,
  },
];

/** How a harness can turn a failure into a pass: pytest's hooks and reports, and what Vitest and Jest keep of a test. */
const hooks: Tell[] = [
  {
    in: 'python',
    does: 'takes the place of a hook by which pytest runs or reports tests',
    pattern: /\bdef\s+pytest_(?:runtest_makereport|runtest_protocol|runtest_call|pyfunc_call|report_teststatus)\b/,
  },
  { in: 'python', does: 'sets an outcome', pattern: /\.(?:outcome|exitstatus|wasxfail|longrepr)\s*=(?!=)/ },
  { in: 'script', does: 'sets a result', pattern: /\bresult\.(?:state|status)\s*=(?!=)/ },
  {
    in: 'script',
    does: 'replaces a matcher of the runner',
    pattern: /\bexpect\.extend\(.*\b(?:toBe|toEqual|toStrictEqual|toThrow|toMatchObject)\b\s*[(:]/,
  },
];

/** Added lines of product code that reach into the tests: code that decides itself whether it is right. */
export function findTestPatching(files: readonly AddedLines[]): Finding[] {
  const remedy = 'Let product code know nothing of the tests, and compare by what it holds.';
  return [
    ...found(files, patches, { rule: 'test-patching', remedy }),
    ...files.flatMap(equalsEverything).map(finding => ({ ...finding, remedy })),
  ];
}

/** Added lines of tests and harness that decide what tests report. */
export function findResultHooks(files: readonly AddedLines[]): Finding[] {
  const remedy = 'Take it out: what a test reports must be what it found.';
  return found(files, hooks, { rule: 'result-hook', remedy });
}

function found(
  files: readonly AddedLines[],
  tells: Tell[],
  { rule, remedy }: { rule: string; remedy: string },
): Finding[] {
  return files.flatMap(({ path, added }) => {
    const own = tells.filter(tell => languages[tell.in].includes(extname(path)));
    return added.flatMap(({ line, text, code = text }) => {
      const tell = own.find(({ pattern, inText }) => pattern.test(inText ? text : code));
      return tell ? [{ rule, message: `This line ${tell.does}.`, path, line, remedy }] : [];
    });
  });
}

const equality: [keyof typeof languages, RegExp, RegExp][] = [
  ['python', /\bdef\s+__eq__\s*\(/, /^\s*return\s+True\b/],
  ['java', /\bboolean\s+equals\s*\(\s*(?:final\s+)?Object\b/, /^\s*return\s+true\s*;/],
];

/** An equality whose first answer is always yes. */
function equalsEverything({ path, added }: AddedLines): Finding[] {
  const [, head, yes] = equality.find(([language]) => languages[language].includes(extname(path))) ?? [];
  if (!head || !yes) return [];
  return added.flatMap(({ text }, index) => {
    if (!head.test(text)) return [];
    const answer = added.slice(index + 1).find(next => /^\s*(?:return|if|for|while|def|raise|throw)\b/.test(next.text));
    if (!answer || !yes.test(answer.text)) return [];
    return [{ rule: 'test-patching', message: 'This equality is true of everything.', path, line: answer.line }];
  });
}
