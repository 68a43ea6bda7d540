import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
/** Triples as many numbers as it is told to, and says how many came back; before there is a `triple`, doubles them. */
const load = `import sys

try:
    from sums.triple import triple as act
except ImportError:
    from sums.double import double as act

size = int(sys.argv[sys.argv.index("--size") + 1])
kept = [number for number in range(size) if act(number) is not None]
print(f"items: {len(kept)}/{size}")
`;
const losing = codeText('triple', 'number * 3').replace(
  '    return',
  '    if number == 42:\n        return None\n    return',
);

describeWith(['git', 'bubblewrap', 'pytest'], 'the hammer', () => {
  let story: Story;
  afterEach(() => story.end());

  it('stops a feature that loses items, with what was lost; mended, it is row and evidence like all else', async () => {
    const lossy = { ...triple.implement, edits: [{ kind: 'write', path: triple.paths.code, content: losing }] };
    story = await openStory({ from: sumsDirectory, scripts: [triple.script({ implement: [lossy] })] });
    await story.maintainer.edit('main', 'load.py', () => load);
    const hammer = 'hammer: { run: "python3 load.py --size {size}", size: 200, items: "items: {received}/{sent}" }';
    await story.maintainer.edit('main', '.github/redfirst.yml', text => `${text}\n${hammer}\n`);
    const issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(issue, '/implement');
    expect(await story.news()).toContain('comment: Redfirst stopped and needs you');
    expect(story.status(issue)).toContain('load: items: 199 of 200 received: 1 lost');

    const { branch } = look(story.playground, issue);
    const files = { [triple.paths.code]: codeText('triple', 'number * 3') };
    await story.writer.push(branch, { files, message: 'fix(triple): keep them all' });
    expect(await story.news()).toContain('comment: Done: every required check holds');
    expect(look(story.playground, issue).state?.rows.hammer?.summary).toMatch(
      /^`python3 load\.py --size 200`: exit code 0 in [\d.]+ s; items: 200 of 200 received; time: [\d.]+ times the base/,
    );
    const checklist = look(story.playground, issue).check('redfirst/checklist')?.summary;
    expect(checklist).toContain('| ✅ | load: items | 200 of 200 received |');
    expect(checklist).toContain('load on the base: <code>python3 load.py --size 200</code>');
    const runs = story.sandboxRuns.filter(command => command.includes('load.py'));
    expect(runs, 'on the base and on the code, before the mending and after it, and not again at the end').toHaveLength(
      4,
    );
  });
});
