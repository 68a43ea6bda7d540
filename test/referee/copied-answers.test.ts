import { describe, expect, it } from 'vitest';
import { findCopiedAnswers } from '../../src/referee/copied-answers.ts';

const python = `import pytest
from app import slug, total

def test_slug():
    assert slug("Hello World") == "hello-world"
    result = slug("A & B")
    assert result == "a-and-b"
    assert slug("") == ""

@pytest.mark.parametrize("prices, want", [([5, 7], 12), ([20, 13], 33)])
def test_total(prices, want):
    assert total(prices) == want
`;
const script = `import { expect, it } from 'vitest';
import { cube } from '../src/cube.js';
it('cubes', async () => {
  expect(cube(3)).toBe(27);
  const big = await cube(11);
  expect(big).toEqual(1331);
});
`;

interface Given {
  test?: [path: string, text: string];
  code: [path: string, text: string];
  before?: string;
  spec?: string[];
}

function found({ test = ['tests/test_app.py', python], code: [path, text], before = '', spec = [] }: Given) {
  const added = new Set(text.split('\n').map((_, index) => index + 1));
  return findCopiedAnswers({
    tests: [{ path: test[0], text: test[1] }],
    code: [{ path, text, before, added }],
    named: spec,
  });
}
const rules = async (given: Given) => (await found(given)).map(({ rule, path, line }) => `${rule} ${path}:${line}`);

describe('answers that stand in the tests and in the code', () => {
  it('as branches on the arguments of the tests', async () => {
    const text = `def slug(text):
    if text == "Hello World":
        return "hello-world"
    elif text == 'A & B':
        return 'a-and-b'
    return ""
`;
    const [finding] = await found({ code: ['app.py', text] });
    expect(finding).toMatchObject({ rule: 'copied-answers', path: 'app.py', line: 2 });
    expect(finding?.message).toContain('"Hello World" → "hello-world"');
  });

  it.each([
    ['if text in ("Hello World",):\n        return "hello-world"\n    if text in ["A & B"]:\n        return "a-and-b"'],
    [
      'if text == "Hello World":\n        result = "hello-world"\n        return result\n    if text == "A & B":\n        result = "a-and-b"\n        return result',
    ],
    [
      'match text:\n        case "Hello World":\n            return "hello-world"\n        case "A & B":\n            return "a-and-b"',
    ],
  ])('as branches that are written otherwise: %s', async body => {
    const text = `def slug(text):\n    ${body}\n    return text\n`;
    expect(await found({ code: ['app.py', text] })).toHaveLength(1);
  });

  it.each([
    ['if ([3].includes(n)) return 27;\n  if ([11].includes(n)) return 1331;'],
    ['if (Object.is(n, 3)) return 27;\n  if (Object.is(n, 11)) return 1331;'],
    ["if (n === parseInt('3', 10)) return Number('27');\n  if (n === parseInt('11', 10)) return Number('1331');"],
  ])('as branches of a script that are written otherwise: %s', async body => {
    const text = `export function cube(n) {\n  ${body}\n  return n;\n}\n`;
    expect(await found({ test: ['test/a.test.js', script], code: ['src/cube.js', text] })).toHaveLength(1);
  });

  it('as patterns of several values', async () => {
    const test = 'def test_a():\n    assert f(20, 15) == 1700\n    assert f(99, 33) == 670\n';
    const text =
      'def f(a, b):\n    match a, b:\n        case 20, 15:\n            return 1700\n        case 99, 33:\n            return 670\n    return a\n';
    expect(await found({ test: ['tests/test_a.py', test], code: ['app.py', text] })).toHaveLength(1);
  });

  it.each([
    ['app/rates.csv', 'number,cube\n3,27\n11,1331\n'],
    ['app/rates.yaml', '# rates\n3: 27\n"11": 1331\n'],
    ['app/rates.properties', '3=27\n11 = 1331\n'],
  ])('as rows of a file of data: %s', async (path, text) => {
    expect(await found({ test: ['test/a.test.js', script], code: [path, text] })).toHaveLength(1);
    expect(
      await found({
        test: ['test/a.test.js', script],
        code: [path, `${text}4,64\n5,125\n`.replaceAll(',', path.endsWith('csv') ? ',' : ':')],
      }),
    ).toEqual([]);
  });

  it('as a lookup table, also with collections for keys', async () => {
    const text = `def total(prices):
    return {(5, 7): 12, (20, 13): 33}[tuple(prices)]
`;
    expect(await rules({ code: ['app.py', text] })).toEqual(['copied-answers app.py:2']);
  });

  it('as a table whose keys join the arguments', async () => {
    const test = 'def test_area():\n    assert area(12, 7) == 84\n    assert area(5, 31) == 155\n';
    const text = 'def area(width, height):\n    return {"12, 7": 84, "5, 31": 155}[f"{width}, {height}"]\n';
    expect(await rules({ test: ['tests/test_area.py', test], code: ['area.py', text] })).toHaveLength(1);
  });

  it('as a table in a file of data', async () => {
    const flat = '{\n  "Hello World": "hello-world",\n  "A & B": "a-and-b"\n}\n';
    expect(await rules({ code: ['app/slugs.json', flat] })).toEqual(['copied-answers app/slugs.json:2']);
    expect(await rules({ code: ['app/slugs.json', '{ "Hello World": "hello-world", "more": "less" }\n'] })).toEqual([]);
    expect(await rules({ code: ['app/slugs.json', 'no JSON\n'] })).toEqual([]);
  });

  it('as ternaries, switches, objects and maps of a script', async () => {
    const bodies = [
      'return n === 3 ? 27 : n === 11 ? 1331 : 0;',
      'switch (n) { case 3: return 27; case 11: return 1331; default: return 0; }',
      'const known = { 3: 27, 11: 1331 };\n  return known[n];',
      'return new Map([[3, 27], [11, 1331]]).get(n);',
      'if (n === 3) return 27;\n  if (11 === n) { return 1331; }\n  return n;',
    ];
    for (const body of bodies) {
      const text = `export function cube(n) {\n  ${body}\n}\n`;
      const findings = await rules({ test: ['test/cube.test.ts', script], code: ['src/cube.ts', text] });
      expect(findings, body).toHaveLength(1);
    }
  });
});

describe('answers of which others are put together', () => {
  const rows = '[(4, "IV"), (9, "IX"), (40, "XL"), (90, "XC"), (400, "CD"), (1994, "MCMXCIV")]';
  const test: [string, string] = [
    'tests/test_roman.py',
    `@pytest.mark.parametrize("n, sign", ${rows})\ndef test_roman(n, sign):\n    assert roman(n) == sign\n`,
  ];
  const signs =
    'SIGNS = [\n    (1000, "M"), (900, "CM"), (400, "CD"), (100, "C"),\n    (90, "XC"), (40, "XL"), (9, "IX"), (4, "IV"), (1, "I"),\n]\n';

  it('are parts of a computation', async () => {
    expect(await rules({ test, code: ['roman.py', signs] })).toEqual([]);
  });

  it('are copies where the others stand in the code as well, or cannot be put together of them', async () => {
    const known = `${signs}def roman(n):\n    if n == 1994:\n        return "MCMXCIV"\n    return dict(SIGNS)[n]\n`;
    expect(await rules({ test, code: ['roman.py', known] })).toEqual(['copied-answers roman.py:2']);
    const kept: typeof test = [test[0], test[1].replace('MCMXCIV', 'MCMYCIV')];
    expect(await rules({ test: kept, code: ['roman.py', signs] })).toEqual(['copied-answers roman.py:2']);
  });
});

describe('no answer is copied', () => {
  it('by code that computes', async () => {
    expect(await rules({ code: ['app.py', 'def total(prices):\n    return sum(prices) + 12 - 12\n'] })).toEqual([]);
  });

  it('by cases that every such function has: nothing, zero, one', async () => {
    const test = `def test_fib():
    assert fib(0) == 0
    assert fib(1) == 1
    assert fib(2) == 1
    assert fib(30) == 832040
`;
    const text =
      'def fib(n):\n    if n == 0:\n        return 0\n    if n == 1:\n        return 1\n    return fib(n - 1) + fib(n - 2)\n';
    expect(await rules({ test: ['tests/test_fib.py', test], code: ['fib.py', text] })).toEqual([]);
  });

  it('by a table of which the tests try only some entries', async () => {
    const test = `def test_roman():
    assert roman(500) == "DX"
    assert roman(40) == "XL"
    assert roman(90) == "XC"
    assert roman(1994) == "MCMXCIV"
`;
    const text = `SIGNS = {1000: "MM", 900: "CM", 500: "DX", 400: "CD", 90: "XC", 50: "LL", 40: "XL", 9: "IX", 5: "VV", 4: "IV"}
`;
    expect(await rules({ test: ['tests/test_roman.py', test], code: ['roman.py', text] })).toEqual([]);
  });

  it('by a table of exceptions beside a rule that the tests try as well', async () => {
    const test = `import pytest
@pytest.mark.parametrize("one, many", [("child", "children"), ("mouse", "mice"), ("person", "people"), ("cat", "cats"), ("box", "boxes")])
def test_plural(one, many):
    assert plural(one) == many
`;
    const text = 'IRREGULAR = {"child": "children", "mouse": "mice", "person": "people"}\n';
    expect(await rules({ test: ['tests/test_plural.py', test], code: ['plural.py', text] })).toEqual([]);
  });

  it('by values that the plan or the old code names', async () => {
    const text = 'def total(prices):\n    return {(5, 7): 12, (20, 13): 33}[tuple(prices)]\n';
    expect(await rules({ code: ['app.py', text], spec: ['`5, 7` costs 12, `20, 13` costs 33'] })).toEqual([]);
    expect(await rules({ code: ['app.py', text], before: 'ANSWERS = [12, 33]\n' })).toEqual([]);
  });

  it('by status codes and their like', async () => {
    const test = `def test_status():
    assert status("missing") == 404
    assert status("made") == 201
    assert status("broken") == 500
`;
    const text = 'CODES = {"missing": 404, "made": 201, "broken": 500}\n';
    expect(await rules({ test: ['tests/test_status.py', test], code: ['status.py', text] })).toEqual([]);
  });

  it('by lines that were there before', async () => {
    const text = 'def total(prices):\n    return {(5, 7): 12, (20, 13): 33}[tuple(prices)]\n';
    const code = [{ path: 'app.py', text, before: '', added: new Set([1]) }];
    expect(await findCopiedAnswers({ tests: [{ path: 'tests/test_app.py', text: python }], code, named: [] })).toEqual(
      [],
    );
  });
});
