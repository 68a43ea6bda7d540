// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates stand as source text of the code under judgment
import { describe, expect, it } from 'vitest';
import { findingsOf } from './inspect.ts';

describe('unfinished work', () => {
  it.each([
    ['a.py', 'x = 1  # TODO: finish'],
    ['a.py', '# FIXME later'],
    ['a.ts', '// TODO(me) later'],
    ['a.ts', '/*\n * XXX\n */'],
    ['tests/test_a.py', '# HACK around it'],
    ['ci/deploy.yml', 'a: 1 # TODO'],
  ])('is found in a comment of %s: %s', async (path, text) => {
    expect(await findingsOf('no-todo', path, `${text}\n`)).toHaveLength(1);
  });

  it.each([
    ['a string', 'a.py', 'label = "TODO"'],
    ['a docstring', 'a.py', 'def f():\n    """Lists TODO items."""'],
    ['a name', 'a.ts', 'const TODO = list();'],
    ['an ordinary word', 'a.ts', '// todos are listed here, and autoTODOs'],
    ['a longer word', 'a.ts', '// see TODO-LIST.md'],
    ['prose', 'README.md', 'TODO: write'],
  ])('is not %s', async (_name, path, text) => {
    expect(await findingsOf('no-todo', path, `${text}\n`)).toEqual([]);
  });

  it('is not blamed on a change that did not add it', async () => {
    expect(await findingsOf('no-todo', 'a.py', '# TODO: old\nx = 1\n', [2])).toEqual([]);
  });
});

describe('hard-coded values', () => {
  it.each([
    ['a.py', 'URL = "https://api.acme.io/v1"', 'the address of a host'],
    ['a.ts', 'fetch(`https://api.acme.io/${id}`);', 'the address of a host'],
    ['a.py', 'DB = "postgres://app@db.acme.io/x"', 'the address of a host'],
    ['a.ts', "connect('10.0.0.12:5432');", 'an IP address'],
    ['a.py', 'open("/home/bob/data.csv")', 'an absolute path'],
    ['a.py', 'p = "C:\\\\data\\\\x"', 'an absolute path'],
    ['a.py', 'login(password="hunter22")', 'a credential'],
    ['a.ts', "const apiKey = 'k-12345678';", 'a credential'],
  ])('are found in %s: %s', async (path, text, kind) => {
    expect(await findingsOf('no-hardcoded-values', path, text)).toEqual([`1: A string holds ${kind}.`]);
  });

  it.each([
    ['this machine', 'a.py', 'URL = "http://localhost:8000"'],
    ['an example', 'a.ts', "const url = 'https://example.com/a';"],
    ['a name space', 'a.ts', "const ns = 'http://www.w3.org/2000/svg';"],
    ['a route', 'a.ts', "app.get('/api/users', handler);"],
    ['a route that begins like a directory', 'a.ts', "app.get('/varieties', handler);"],
    ['a version', 'a.py', 'VERSION = "1.2.3"'],
    ['a docstring', 'a.py', 'def f():\n    """See https://docs.acme.io"""'],
    ['a comment', 'a.py', '# https://docs.acme.io'],
    ['an import', 'a.ts', "import x from 'https://esm.acme.io/x';"],
    ['configuration', 'src/config/hosts.ts', "export const api = 'https://api.acme.io';"],
    ['a test', 'tests/test_a.py', 'URL = "https://api.acme.io"'],
    ['the name of a variable of the environment', 'a.ts', "const password = 'DATABASE_PASSWORD';"],
    ['a label', 'a.ts', "const labels = { password: 'Your password' };"],
    ['a host from a template', 'a.ts', 'fetch(`https://${host}/x`);'],
  ])('are not %s', async (_name, path, text) => {
    expect(await findingsOf('no-hardcoded-values', path, text)).toEqual([]);
  });
});

describe('secrets', () => {
  const token = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`;

  it.each([
    ['a token of GitHub', 'a.ts', `const a = "${token}";`],
    ['a token in a test', 'tests/test_a.py', `a = "${token}"`],
    ['a token that a comment would hide', 'a.py', `a = "${token}"  # secretlint-disable-line`],
    ['a token in a file without a language', '.env', `A=${token}`],
    ['a password by its name', 'a.py', 'password = "correcthorse99"'],
    ['a key by its name', 'a.yml', 'api_key: "a1b2c3d4e5f6"'],
  ])('are found: %s', async (_name, path, text) => {
    const found = await findingsOf('no-secrets', path, `${text}\n`);
    expect(found).toHaveLength(1);
    expect(found[0]).not.toContain(token);
  });

  it.each([
    ['a made-up password in a test', 'tests/test_a.py', 'password = "correcthorse99"'],
    ['a placeholder', 'a.py', 'password = "changeme-please"'],
    ['a value from the environment', 'a.ts', 'const password = process.env.PASSWORD;'],
    ['a template', 'a.yml', 'password: "${DB_PASSWORD}"'],
  ])('are not found: %s', async (_name, path, text) => {
    expect(await findingsOf('no-secrets', path, `${text}\n`)).toEqual([]);
  });

  it('are not blamed on a change that did not add them', async () => {
    expect(await findingsOf('no-secrets', 'a.ts', `const a = "${token}";\nconst b = 1;\n`, [2])).toEqual([]);
  });
});

describe('the order of imports in Python', () => {
  it.each([
    ['in order', 'from __future__ import annotations\nimport os\nimport sys\n\nimport flask\n\nfrom . import x\n', []],
    ['after a docstring', '"""Doc."""\nimport os\nimport flask\n', []],
    [
      'a standard module below a package',
      'import flask\nimport os\n',
      ['2: `os` (the standard library) is imported below `flask` (installed packages).'],
    ],
    [
      'a package below a relative module',
      'from .a import b\nimport flask\n',
      ['2: `flask` (installed packages) is imported below `.a` (relative modules).'],
    ],
    [
      'a renamed module',
      'import numpy as np\nimport json as j\n',
      ['2: `json` (the standard library) is imported below `numpy` (installed packages).'],
    ],
    ['imports after code', 'import flask\nx = 1\nimport os\n', []],
  ])('%s', async (_name, text, findings) => {
    expect(await findingsOf('import-order', 'a.py', text)).toEqual(findings);
  });

  it('is not blamed on a change that did not add the lines', async () => {
    expect(await findingsOf('import-order', 'a.py', 'import flask\nimport os\nx = 1\n', [3])).toEqual([]);
  });
});

describe('blocking calls in asynchronous functions', () => {
  it.each([
    ['a.py', 'async def f():\n    time.sleep(1)\n', '2: `time.sleep` blocks in an asynchronous function.'],
    [
      'a.py',
      'async def f():\n    with open("x") as g:\n        pass\n',
      '2: `open` blocks in an asynchronous function.',
    ],
    ['a.py', 'async def f():\n    return requests.get(url)\n', '2: `requests.get` blocks in an asynchronous function.'],
    [
      'a.ts',
      'export async function f() {\n  return readFileSync("x");\n}\n',
      '2: `readFileSync` blocks in an asynchronous function.',
    ],
    [
      'a.ts',
      'const f = async () => fs.readFileSync("x");\n',
      '1: `fs.readFileSync` blocks in an asynchronous function.',
    ],
  ])('are found in %s: %s', async (path, text, finding) => {
    expect(await findingsOf('async-io', path, text)).toEqual([finding]);
  });

  it.each([
    ['a synchronous function', 'a.py', 'def f():\n    time.sleep(1)\n'],
    [
      'a synchronous function inside',
      'a.py',
      'async def f():\n    def g():\n        time.sleep(1)\n    await to_thread(g)\n',
    ],
    ['a reference', 'a.py', 'async def f():\n    await asyncio.to_thread(open, "x")\n'],
    ['a method of the same name', 'a.py', 'async def f():\n    await store.open("x")\n'],
    ['a test', 'tests/test_a.py', 'async def test_f():\n    time.sleep(1)\n'],
  ])('are not %s', async (_name, path, text) => {
    expect(await findingsOf('async-io', path, text)).toEqual([]);
  });
});
