import { describe, expect, it } from 'vitest';
import { findTestSniffing } from '../../src/referee/test-sniffing.ts';

const found = (path: string, text: string) => findTestSniffing([{ path, added: [{ line: 3, text }] }]);

describe('code that asks whether it is being tested', () => {
  it.each([
    ['a.py', 'if os.environ.get("PYTEST_CURRENT_TEST"):'],
    ['a.py', 'if "pytest" in sys.modules:'],
    ['a.py', 'if "test" in sys.argv[0] or sys.argv[0].endswith("pytest"):'],
    ['a.py', 'caller = inspect.stack()[1].function'],
    ['a.py', 'frame = sys._getframe(1)'],
    ['a.ts', 'if (process.env.VITEST) return 3;'],
    ['a.ts', "if (process.env.NODE_ENV === 'test') return 3;"],
    ['a.js', "if ('test' == process.env.NODE_ENV) return 3;"],
    ['a.js', 'if (process.env.JEST_WORKER_ID) return 3;'],
    ['a.js', "if (typeof jest !== 'undefined') return 3;"],
    ['a.ts', 'const stack = new Error().stack;'],
    ['a.ts', 'Error.captureStackTrace(holder);'],
    ['a.ts', 'if (import.meta.vitest) return 3;'],
    ['a.ts', 'if (process.env.REDFIRST_OUT) return 3;'],
    ['a.py', 'caller = traceback.extract_stack()[-2].name'],
    ['a.py', 'from inspect import getsource, stack'],
    ['a.py', 'if any(each.startswith("PYT") for each in os.environ):'],
    ['a.py', 'for name, module in list(sys.modules.items()):'],
    ['a.ts', "if (Error('here').stack?.includes('test')) return 3;"],
    ['a.ts', 'if (process.execArgv.length > 0) return 3;'],
    ['a.ts', "if (process.env['npm_lifecycle_event']) return 3;"],
    ['a.py', 'if "py" + "test" in sys.modules:'],
    ['a.py', 'if importlib.util.find_spec("pytest"):'],
    ['a.py', 'if len(sys.meta_path) > 3:'],
    ['a.js', "if (Object.keys(process.env).some(key => key.startsWith('NODE_T'))) return 3;"],
    ['a.js', "if (process.argv[1]?.includes('.test.')) return 3;"],
    ['a.go', 'if _, file, _, _ := runtime.Caller(1); strings.HasSuffix(file, "_test.go") {'],
    ['a.go', 'if strings.Contains(string(debug.Stack()), "_test.go") {'],
    ['a.go', 'if flag.Lookup("test" + ".v") != nil {'],
    ['src/a.rs', 'if std::thread::current().name() != Some("main") {'],
    ['A.java', 'StackWalker.getInstance().walk(all -> all.anyMatch(each -> each.getClassName().endsWith("Test")));'],
  ])('%s: %s', (path, text) => {
    expect(found(path, text).map(({ line }) => line)).toEqual([3]);
  });

  it.each([
    ['a.ts', "if (process.env.NODE_ENV === 'production') enable();"],
    ['a.py', 'test = latest(rows)'],
    ['a.ts', 'const it = iterate();'],
    ['README.md', 'Set VITEST to run'],
    ['a.py', 'module = sys.modules[__name__]'],
    ['a.py', 'traceback.print_exc()'],
    ['a.ts', 'Error.captureStackTrace?.(this, NotFound);'],
    ['a.js', 'Error.captureStackTrace(this, this.constructor);'],
    ['a.py', 'from inspect import signature'],
    ['a.ts', 'spawn(process.execPath, [...process.execArgv, path]);'],
    ['a.ts', 'log(error.stack);'],
    ['a.ts', "if (error.stack) log('latest', error.stack);"],
    ['a.go', 'log.Printf("panic: %s", debug.Stack())'],
    ['a.go', '_, file, line, _ := runtime.Caller(1)'],
    ['a.ts', "run(process.argv[1], ['--fastest']);"],
  ])('and not %s: %s', (path, text) => {
    expect(found(path, text)).toEqual([]);
  });

  it('nearby lines belong together, others do not', () => {
    const asked = (between: number) =>
      findTestSniffing([
        {
          path: 'A.java',
          added: [
            { line: 1, text: 'for (StackTraceElement each : new Throwable().getStackTrace()) {' },
            { line: 1 + between, text: 'if (each.getClassName().endsWith("Tes" + "t")) {' },
          ],
        },
      ]).map(({ line }) => line);
    expect(asked(1)).toEqual([1]);
    expect(asked(9)).toEqual([]);
  });
});
