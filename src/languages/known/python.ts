import { callOf, type Language, missingModule, names } from '../language.ts';
import { pythonManifests, pythonProfile } from '../python.ts';

/** The interpreter that a call of pytest means. */
function pythonVersions(run: string): string[] {
  const call = callOf(run, 'pytest');
  const python = call?.replace(/\s+-m\s+pytest$/, '').replace(/pytest$/, 'python3') ?? 'python3';
  return [`${python} --version`, ...(call ? [`${call} --version`] : [])];
}

/** Methods behind operators (docs.python.org/3/reference/datamodel.html#emulating-numeric-types). */
const operators: Record<string, string> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '@': 'matmul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '<<': 'lshift',
  '>>': 'rshift',
  '&': 'and',
  '^': 'xor',
  '|': 'or',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};

/** An operator may be missing on its left side, on its right side, or in place. */
const operatorMethods: Language['missing'][number][1] = match => {
  const name = operators[match[1] ?? ''] ?? operators[(match[1] ?? '').replace(/=$/, '')];
  return { symbols: name ? [`__${name}__`, `__r${name}__`, `__i${name}__`] : [] };
};

const methods =
  (...symbols: string[]): Language['missing'][number][1] =>
  () => ({ symbols });

/** Python, tested with pytest. */
export const python: Language = {
  title: 'Python',
  names: ['python'],
  grammars: ['python'],
  manifests: pythonManifests,
  profile: pythonProfile,
  versions: pythonVersions,
  docComment: 'a docstring',
  modulePath: module => module.split('.'),
  /** The words in which CPython says that something does not exist. Matched against `<type>: <message>`. */
  missing: [
    [/^ImportError: cannot import name '([^']+)' from (?:partially initialized module )?'([^']+)'/, names(1)],
    [/^ModuleNotFoundError: No module named '([^']+)'/, missingModule],
    [/^AttributeError: .*has no attribute '([^']+)'/, names(1)],
    [/^AttributeError: .*does not have the attribute '([^']+)'/, names(1)],
    [/^NameError: name '([^']+)' is not defined/, names(1)],
    [/^TypeError: ([\w.]+)\(\) got an unexpected keyword argument '([^']+)'/, names(2, 1)],
    [/^TypeError: ([\w.]+)\(\) (?:takes|missing) .*argument/, names(1)],
    [/^KeyError: '([^']+)'/, names(1)],
    [/^TypeError: .*object is not subscriptable/, methods('__getitem__', '__class_getitem__')],
    [/^TypeError: .*object does not support item assignment/, methods('__setitem__')],
    [/^TypeError: .*object (?:does not|doesn't) support item deletion/, methods('__delitem__')],
    [/^TypeError: .*has no len\(\)/, methods('__len__')],
    [/^TypeError: .*object is not callable/, methods('__call__')],
    [/^TypeError: .*object is not iterable/, methods('__iter__', '__contains__')],
    [/^TypeError: .*object is not an iterator/, methods('__next__')],
    [/^TypeError: .*does not support the context manager protocol/, methods('__enter__', '__exit__')],
    [/^TypeError: unsupported operand type\(s\) for (\S+?): /, operatorMethods],
    [/^TypeError: '(\S+)' not supported between instances/, operatorMethods],
  ],
  suppressions: [
    {
      rule: 'pytest.mark.skip',
      kind: 'skip',
      pattern: /\bmark\s*(?:\.\s*|,\s*["'])(?:skip|skipif|xfail)\b/,
    },
    {
      rule: 'pytest.skip',
      kind: 'skip',
      pattern: /\bpytest\s*\.\s*(?:skip|xfail|importorskip|exit)\s*\(/,
    },
    {
      rule: 'unittest.skip',
      kind: 'skip',
      pattern: /@\s*(?:unittest\s*\.\s*)?(?:skip(?:If|Unless)?|expectedFailure)\b/,
    },
    {
      rule: 'unittest.skipTest',
      kind: 'skip',
      pattern: /\bskipTest\s*\(|\braise\s+(?:unittest\s*\.\s*)?SkipTest\b/,
    },
    {
      rule: 'collect_ignore',
      kind: 'skip',
      pattern: /^\s*(?:collect_ignore(?:_glob)?|__test__)\s*=/,
    },
    {
      rule: 'noqa',
      kind: 'suppression',
      pattern: /#\s*(?:ruff\s*:\s*|flake8\s*:\s*)?noqa\b/i,
      inText: true,
    },
    {
      rule: 'type: ignore',
      kind: 'suppression',
      pattern: /#\s*(?:type|pyright|ty)\s*:\s*(?:ignore|basic|off)\b/i,
    },
    {
      rule: 'mypy: ignore-errors',
      kind: 'suppression',
      pattern: /#\s*mypy\s*:\s*(?:ignore|disable|allow|no-)/i,
      inText: true,
    },
    {
      rule: 'pylint: disable',
      kind: 'suppression',
      pattern: /#\s*pylint\s*:\s*(?:disable|skip-file)/i,
    },
    {
      rule: 'fmt: off',
      kind: 'suppression',
      pattern: /#\s*(?:fmt\s*:\s*(?:off|skip)|isort\s*:\s*(?:skip|off)|yapf\s*:\s*disable)/i,
      inText: true,
    },
    {
      rule: 'pragma: no cover',
      kind: 'suppression',
      pattern: /#\s*pragma\s*:\s*no\s*(?:cover|branch)/i,
      inText: true,
    },
    { rule: 'nosec', kind: 'suppression', pattern: /#\s*nosec\b/i },
    { rule: 'no_type_check', kind: 'suppression', pattern: /@\s*(?:typing\s*\.\s*)?no_type_check\b/ },
  ],
};
