import { describe, expect, it } from 'vitest';
import { withTrueStructure } from '../../../src/referee/step/structure.ts';

const before = ['CLAUDE.md', 'app/__init__.py', 'app/main.py', 'app/old.py', 'docs/a.md', 'tests/test_main.py'];

function structured(drawing: string, change: { adds?: string[]; goes?: string[] }): string {
  const text = `# Backend\n\n## Project Structure\n\n\`\`\`text\n${drawing}\n\`\`\`\n\n## Commands\n\n\`\`\`\napp/\n\`\`\`\n`;
  const after = [...before.filter(path => !change.goes?.includes(path)), ...(change.adds ?? [])];
  const result = withTrueStructure(text, { before: new Set(before), after: new Set(after) });
  const [head = '', rest = ''] = result.split('```text\n');
  const [inside = '', ...tail] = rest.split('\n```');
  expect(`${head}\`\`\`text\n${drawing}\n\`\`\`${tail.join('\n```')}`).toBe(text);
  return inside;
}

const boxes = `backend/
├── app/
│   ├── __init__.py
│   ├── main.py      # where it begins
│   └── old.py
├── docs/
└── tests/
    └── test_main.py`;

describe('a drawn project structure', () => {
  it('gets a new file among its like, in a directory that is drawn open', () => {
    expect(structured(boxes, { adds: ['app/book.py', 'docs/b.md', 'tests/test_book.py'] })).toBe(
      boxes
        .replace('│   ├── main.py', '│   ├── book.py\n│   ├── main.py')
        .replace('    └── test_main', '    ├── test_book.py\n    └── test_main'),
    );
  });

  it('draws the corner anew where the last one changes', () => {
    expect(structured(boxes, { adds: ['app/zoo.py', 'web/index/page.ts'], goes: ['app/old.py'] })).toBe(`backend/
├── app/
│   ├── __init__.py
│   ├── main.py      # where it begins
│   └── zoo.py
├── docs/
├── tests/
│   └── test_main.py
└── web/
    └── index/
        └── page.ts`);
  });

  it('loses what went, with its directory', () => {
    expect(structured(boxes, { goes: ['tests/test_main.py', 'docs/a.md'] })).toBe(`backend/
└── app/
    ├── __init__.py
    ├── main.py      # where it begins
    └── old.py`);
  });

  it.each([
    [
      'ASCII',
      '.\n|-- app/\n|   |-- main.py\n|   `-- old.py\n`-- tests/\n    `-- test_main.py',
      '.\n|-- app/\n|   |-- book.py\n|   |-- main.py\n|   `-- old.py\n`-- tests/\n    `-- test_main.py',
    ],
    [
      'indentation',
      'app/\n  main.py\n  old.py\ntests/\n  test_main.py',
      'app/\n  book.py\n  main.py\n  old.py\ntests/\n  test_main.py',
    ],
  ])('may be drawn in %s', (_how, drawing, expected) => {
    expect(structured(drawing, { adds: ['app/book.py'] })).toBe(expected);
  });

  it('may be headed by a line that is called like a directory in it', () => {
    const text = '## Project Structure\n\n```\napp/\n├── app/\n│   └── a.py\n└── b.py\n```\n';
    const files = ['app/a.py', 'b.py'];
    expect(withTrueStructure(text, { before: new Set(files), after: new Set([...files, 'app/z.py']) })).toBe(
      text.replace('│   └── a.py', '│   ├── a.py\n│   └── z.py'),
    );
  });

  it('stays as it is, to the byte, when it is true', () => {
    expect(structured(boxes, {})).toBe(boxes);
    expect(structured(boxes, { adds: ['docs/b.md', '.hidden/x'] })).toBe(boxes);
    const prose = '## Project Structure\n\nSee the README.\n';
    expect(withTrueStructure(prose, { before: new Set(), after: new Set(['a.py']) })).toBe(prose);
  });
});
