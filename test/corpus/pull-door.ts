import { checksOn } from '../stories/look.ts';
import type { NewBranch } from '../stories/push-branches.ts';
import { openStory } from '../stories/story.ts';
import { type Corpus, type CorpusCase, step } from './case.ts';
import { failuresIn } from './doors.ts';
import type { CorpusVerdict } from './judge.ts';
import { directoryOf } from './project-files.ts';
import type { Memory } from './remembering-sandbox.ts';

/** A Redfirst without a model that judges labelled pull requests to the project of a corpus: all branches are there. */
export async function openPullDoor({ project, cases }: Corpus, memory: Memory) {
  const story = await openStory({ from: directoryOf(project), hasModel: false, sandbox: memory.sandbox });
  const { writer } = story;
  const headOf = (given: CorpusCase) => `change-${cases.indexOf(given)}`;
  const baseOf = (given: CorpusCase) => (given.base ? `before-${headOf(given)}` : 'main');
  await writer.pushBranches(cases.flatMap(given => branchesOf(given, headOf(given), baseOf(given))));
  await story.news();
  return {
    async judge(given: CorpusCase): Promise<Pick<CorpusVerdict, 'holds' | 'failing'>> {
      memory.nextChange();
      const pull = await writer.openPull({ title: given.title, head: headOf(given), base: baseOf(given), body: '' });
      await writer.label(pull);
      await story.news();
      const checks = checksOn(story.playground, pull);
      const holds = checks.length > 0 && checks.every(({ conclusion }) => conclusion === 'success');
      return { holds, failing: failuresIn(checks) };
    },
    close: () => story.end(),
  };
}

/** What has to be there before a change is a branch of its own, which its pull request is laid against. */
function branchesOf({ base, steps }: CorpusCase, head: string, before: string): NewBranch[] {
  return base
    ? [
        { name: before, commits: [step('chore: before', base)] },
        { name: head, from: before, commits: steps },
      ]
    : [{ name: head, commits: steps }];
}
