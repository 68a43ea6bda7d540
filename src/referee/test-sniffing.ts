import type { Finding } from '../domain/finding.ts';
import { grammarOf } from '../languages/syntax.ts';
import type { AddedLines } from './suppressions.ts';

/** How code can tell that it runs under a test: what the runners themselves document or leave behind. */
const tells: [string, RegExp][] = [
  [
    'a variable that a runner sets',
    /\b(?:PYTEST_CURRENT_TEST|PYTEST_VERSION|VITEST(?:_\w+)?|JEST_WORKER_ID|NODE_TEST_CONTEXT|MOCHA_\w+)\b/,
  ],
  [
    'the environment `test`',
    /\bNODE_ENV\b[^\n]{0,20}(?:===?|!==?)\s*["'`]test["'`]|["'`]test["'`]\s*(?:===?|!==?)[^\n]{0,30}\bNODE_ENV\b/,
  ],
  [
    'the modules of a runner',
    /["'](?:pytest|_pytest|unittest)["']\s+(?:not\s+)?in\s+sys\.modules|sys\.modules\.get\(\s*["']_?pytest|\bfind_spec\(\s*["'](?:_?pytest|unittest)["']|\b(?:len|any|all|list|str|repr)\(\s*sys\.meta_path/,
  ],
  ['the arguments of a runner', /(?:sys\.argv|process\.argv)[^\n]{0,40}(?:pytest|vitest|jest|mocha|--test)/],
  [
    'globals of a runner',
    /typeof\s+(?:globalThis\.)?(?:jest|vi|describe|it|expect|beforeEach)\s*[!=]==?|import\.meta\.vitest/,
  ],
  [
    'a variable that a runner sets, by the beginning of its name',
    /["'`](?:PYT|PYTEST|VIT|VITEST|JEST|MOCHA|NODE_T\w*)_?["'`]/,
  ],
  [
    'the modules that are loaded',
    /\bsys\.modules\.(?:items|values|keys|copy)\b|\b(?:list|dict|set|sorted|tuple|any|all)\(\s*sys\.modules\b|\bfor\b.*\bin\s+sys\.modules\b|\bgc\.get_(?:objects|referrers)\b/,
  ],
  [
    'how the process was started',
    /\bprocess\.execArgv\.(?:length|includes|some|find|indexOf|join)\b|\bnpm_lifecycle_event\b|\bsys\.orig_argv\b|\/proc\/self\/cmdline/,
  ],
  [
    'who called it',
    /\binspect\.(?:stack|currentframe)\s*\(|\bfrom\s+inspect\s+import\b.*\b(?:stack|currentframe)\b|\bsys\.(?:_getframe|_current_frames|gettrace)\b|\btraceback\.(?:extract_stack|walk_stack|format_stack|print_stack|StackSummary)\b|\bError\((?:"[^"]*"|'[^']*'|`[^`]*`)?\)\)?\.stack|Error\.captureStackTrace(?!(?:\?\.)?\(\s*this\b)|\bgetCallSites?\b/,
  ],
  [
    'a test of Go',
    /\btesting\s*\.\s*(?:Testing|Short)\s*\(|flag\.Lookup\(\s*"test\.|strings\.HasSuffix\(\s*os\.Args\[0\],\s*"\.test"/,
  ],
  [
    'a test of Rust',
    /\bthread::current\(\)\s*\.name\(\)\s*[!=]=|\bcfg!\s*\(\s*(?:not\s*\(\s*)?test\b|#\[cfg\(not\(test\)\)\]/,
  ],
  [
    'a test of Java',
    /Class\.forName\(\s*"(?:org\.junit|org\.testng)|getStackTrace\(\)[^\n]*(?:junit|Test)|surefire\.\w+"/,
  ],
  ['Redfirst itself', /\bREDFIRST_\w+/],
];

/** Where it was called from, and in what program: a logger may ask for that, if it has no word about tests for it. */
const whereabouts =
  /\bruntime\.Callers?\(|\bdebug\.(?:Stack|ReadBuildInfo)\(|\bos\.Executable\(|\bflag\.Lookup\(|\bcurrent_exe\(|\bthread::current\(\)\s*\.name|\bgetStackTrace\(|\bStackWalker\b|\bError\b.*\bstack\b|\bstack\b.*\bError\b|\bprepareStackTrace\b|\bsys\.argv\[0\]|\bprocess\.argv\[1\]/;
const aboutTests =
  /["'`][^"'`]*(?:(?:^|[^a-z])(?:tests?|spec|junit|surefire|pytest|vitest|jest|mocha)(?![a-z])|Test)[^"'`]*["'`]/;
/** Lines that belong together. */
const near = 3;

function asksWhereabouts(added: AddedLines['added'], { line, text }: AddedLines['added'][number]): boolean {
  if (!whereabouts.test(text)) return false;
  return added.some(other => Math.abs(other.line - line) <= near && aboutTests.test(joined(other.text)));
}

/** Literals that are put together again: `"py" + "test"`. */
const joined = (text: string): string => text.replace(/(["'`])\s*\+?\s*\1/g, '');

/** Product code that asks whether it is being tested: it could then answer a test what it answers nobody else. */
export function findTestSniffing(files: readonly AddedLines[]): Finding[] {
  return files
    .filter(({ path }) => grammarOf(path) !== undefined)
    .flatMap(({ path, added }) =>
      added.flatMap(each => {
        const { line } = each;
        const [known] =
          tells.find(([, pattern]) => [each.text, joined(each.text)].some(text => pattern.test(text))) ?? [];
        const tell = known ?? (asksWhereabouts(added, each) ? 'where it was called from' : undefined);
        if (!tell) return [];
        const message = `This line asks for ${tell}, by which code can tell that it is being tested.`;
        const remedy = 'Let the code do the same whoever calls it.';
        return [{ rule: 'test-sniffing', message, path, line, remedy }];
      }),
    );
}
