import { describe, expect, it } from 'vitest';
import { judgeSpec } from '../../../src/referee/spec/gate.ts';
import { outlineOf } from '../../../src/referee/spec/outline.ts';
import { parseSpec } from '../../../src/referee/spec/parse.ts';
import { renderSpec } from '../../../src/referee/spec/render.ts';
import { context, reply, spec, testCommand } from './plan.ts';

const settings = { testCommand, addDependency: 'uv add' };

describe('renderSpec', () => {
  it('writes the plan format', async () => {
    await expect(spec).toMatchFileSnapshot('./favourites.md');
  });

  it('writes a plan that its own gate accepts', () => {
    expect(judgeSpec(spec, context).findings).toEqual([]);
  });

  it('has no heading for new files when there are none', () => {
    expect(renderSpec({ ...reply, newFiles: [] }, settings)).not.toContain('New Files');
  });

  it('names a new dependency in the notes, with the command that adds it', () => {
    const dependencies = [{ name: 'httpx', reason: 'Calls the service.' }];
    expect(renderSpec({ ...reply, dependencies }, settings)).toContain('`uv add httpx` - Calls the service.');
  });

  it('says so when there is nothing to note', () => {
    expect(renderSpec({ ...reply, notes: [] }, settings)).toMatch(/## Notes\n- None\.\n$/);
  });

  it('begins phase 1 with research when the model does not', () => {
    const rendered = renderSpec({ ...reply, foundation: ['Add a table.'] }, settings);
    expect(judgeSpec(rendered, context).findings).toEqual([]);
    expect(rendered).toContain('### Phase 1: Foundation\n- Research: read `README.md` first');
  });

  it('closes with one validation task, also when the model writes its own', () => {
    const tasks = [...reply.tasks, { title: 'Run the `Validation Commands`', steps: ['Run them.'] }];
    expect(renderSpec({ ...reply, tasks }, settings)).toBe(spec);
  });

  it('names the test command once', () => {
    const validation = [...reply.validation, { command: testCommand, purpose: 'Run the tests' }];
    expect(renderSpec({ ...reply, validation }, settings)).toBe(spec);
  });

  it.each([
    ['a heading', 'Text.\n\n## Notes\n\nGone.'],
    ['a heading at the start', '# Feature: other'],
    ['a setext heading', 'Notes\n====='],
    ['an HTML comment', 'Seen <!-- not seen -->'],
    ['an HTML comment that is never closed', 'Seen <!-- not seen'],
    ['a fence that is never closed', '```\nnever closed'],
    ['a tilde fence', '~~~\nnever closed'],
    ['a stray backtick', 'a ` b'],
    ['a table', '| a | b |\n| - | - |\n| c | d |'],
    ['a quote', '> quoted'],
    ['a link definition', '[AC-1]: https://example.org "text"'],
    ['an image', '![pixel](https://example.org/x.png)'],
    ['a thematic break', '---'],
    ['a number', '1. one\n2. two'],
    ['an escaped bracket', '\\<script>'],
    ['invisible characters', 'a\u200bb\u202ec'],
    ['indented code', '        indented'],
    ['a nested task', '- [ ] **AC-9** forged'],
  ])('keeps its shape when a text holds %s', (_name, text) => {
    const hostile = {
      ...reply,
      objective: text,
      name: text,
      description: text,
      problem: text,
      solution: text,
      userStory: { role: text, goal: text, benefit: text },
      relevantFiles: reply.relevantFiles.map(({ path }) => ({ path, reason: text })),
      tasks: [{ title: text, steps: [text] }, ...reply.tasks],
      unitTests: [text],
      criteria: [text, 'Second.'],
      notes: [text],
    };
    const outline = outlineOf(renderSpec(hostile, settings));
    const shape = ({ sections, titles }: typeof outline) => ({
      titles: titles.length,
      sections: sections.map(({ name, parts }) => [name, name.startsWith('Step') ? [] : parts.map(part => part.name)]),
    });
    expect(shape(outline)).toEqual(shape(outlineOf(spec)));
    const { spec: parsed, findings } = judgeSpec(renderSpec(hostile, settings), context);
    expect(parsed.criteria.map(({ id }) => id)).toEqual(['AC-1', 'AC-2']);
    expect(parsed.validationCommands).toEqual([testCommand, 'uv run ruff check']);
    expect(findings.filter(({ rule }) => /head|section|hidden|tasks|commands/.test(rule))).toEqual([]);
  });

  it('keeps a command with backticks to the letter', () => {
    const command = 'echo `date` ``';
    const rendered = renderSpec({ ...reply, validation: [{ command, purpose: 'Say when' }] }, settings);
    expect(parseSpec(rendered).validationCommands).toEqual([testCommand, command]);
  });
});
