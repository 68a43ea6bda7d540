/** What a failure says is not there: names to look for in the spec, or a module and the file that wanted it. */
export interface Missing {
  symbols: string[];
  module?: string;
  importer?: string;
}

type Reader = (match: RegExpExecArray) => Missing;

const names =
  (...groups: number[]): Reader =>
  match => ({
    symbols: groups.flatMap(group => match[group]?.split('.').at(-1) ?? []),
  });

const module: Reader = match => ({
  symbols: [],
  module: match[1] ?? '',
  ...(match[2] && { importer: match[2] }),
});

/** The words in which CPython says that something does not exist. Matched against `<type>: <message>`. */
const python: [RegExp, Reader][] = [
  [/^ImportError: cannot import name '([^']+)' from (?:partially initialized module )?'([^']+)'/, names(1)],
  [/^ModuleNotFoundError: No module named '([^']+)'/, module],
  [/^AttributeError: .*has no attribute '([^']+)'/, names(1)],
  [/^AttributeError: .*does not have the attribute '([^']+)'/, names(1)],
  [/^NameError: name '([^']+)' is not defined/, names(1)],
  [/^TypeError: ([\w.]+)\(\) got an unexpected keyword argument '([^']+)'/, names(2, 1)],
  [/^TypeError: ([\w.]+)\(\) (?:takes|missing) .*argument/, names(1)],
  [/^KeyError: '([^']+)'/, names(1)],
];

const identifier = '([A-Za-z_$#][\\w$.#]*)';

/** The same for V8, the loaders of Node, Jest and Vite, and TypeScript's checker as ts-jest prints it. */
const script: [RegExp, Reader][] = [
  [
    new RegExp(`^TypeError: \\(?(?:0 ?, ?)?${identifier}\\)?(?:\\(\\.\\.\\.\\))? is not a (?:function|constructor)`),
    names(1),
  ],
  [new RegExp(`^ReferenceError: ${identifier} is not defined`), names(1)],
  [/does not provide an export named '([^']+)'/, names(1)],
  [/^TypeError: Cannot (?:read|set) properties of undefined \((?:reading|setting) '([^']+)'\)/, names(1)],
  [/Cannot find (?:module|package) ['"]([^'"]+)['"](?: imported)? from ['"]?([^'"\s]+)/, module],
  [/Cannot find module ['"]([^'"]+)['"]\s+Require stack:\s+- (\S+)/, module],
  [/Cannot find module ['"]([^'"]+)['"]/, module],
  [/Failed to resolve import "([^"]+)" from "([^"]+)"/, module],
  [/Failed to load url (\S+) .*? in (\S+?)\. Does the file exist/, module],
  [/TS2307: Cannot find module '([^']+)'/, module],
  [/TS2(?:305|724): .*has no exported member (?:named )?'([^']+)'/, names(1)],
  [/TS2(?:339|551): Property '([^']+)' does not exist/, names(1)],
  [/TS2(?:304|552): Cannot find name '([^']+)'/, names(1)],
  [/TS2353: .*'([^']+)' does not exist in type/, names(1)],
  [
    /TS2(?:554|555|345): [\s\S]*?\n\s*\d+\s+(.*)/,
    match => ({ symbols: (match[1] ?? '').match(/[\w$]+(?=\s*\()/g) ?? [] }),
  ],
];

/** What is missing, when the failure is about something that does not exist. */
export function missingIn(text: string, isPython: boolean): Missing | undefined {
  for (const [pattern, read] of isPython ? python : script) {
    const match = pattern.exec(text);
    if (match) return read(match);
  }
  return undefined;
}

/** Time-outs of single tests: pytest-timeout, Vitest, Jest, Mocha, `node --test`. */
export const timeOut =
  /^testTimeoutFailure:|Test timed out in \d+ ?ms|Exceeded timeout of \d+ ?ms|Timeout of \d+ ?ms exceeded|^Failed: Timeout [(>]/;

/** Failed assertions: unittest, pytest's own `Failed`, node:assert, Chai, and Jest's as the report reader marks them. */
export const assertion = /^(?:[\w.]*Assertion(?:Failed)?Error|Failed):|^Failed$/;

export const notImplemented = /^NotImplementedError\b|\bnot[ -]?(?:yet[ -])?implemented\b|\bunimplemented\b/i;

/** What the sandbox withholds or the repository lacks. None of it is about the feature. */
export const environment =
  /ConnectionRefusedError|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|gaierror|name resolution|Name or service not known|ENETUNREACH|Network is unreachable|fetch failed|PermissionError|\bEACCES\b|\bEPERM\b|\bEROFS\b|Read-only file system|\bENOSPC\b|No space left|fixture '[^']+' not found|Executable doesn't exist|cancelledByParent/;

export const syntax =
  /^(?:SyntaxError|IndentationError|TabError)\b|PARSE_ERROR|Transform failed|unexpected token|error TS1\d{3}:/i;
