import { checksOn } from '../stories/look.ts';
import { openStory } from '../stories/story.ts';
import type { Corpus, CorpusCase } from './case.ts';
import { failuresIn } from './doors.ts';
import type { CorpusVerdict } from './judge.ts';
import { directoryOf } from './project-files.ts';
import type { Memory } from './remembering-sandbox.ts';

/** A Redfirst without a model that judges labelled pull requests to the project of a corpus. */
export async function openPullDoor({ project, cases }: Corpus, memory: Memory) {
  const story = await openStory({ from: directoryOf(project), hasModel: false, sandbox: memory.sandbox });
  const { writer } = story;
  return {
    async judge(given: CorpusCase): Promise<Pick<CorpusVerdict, 'holds' | 'failing'>> {
      memory.nextChange();
      const { title, base: before, steps } = given;
      const head = `change-${cases.indexOf(given)}`;
      const base = before ? `before-${head}` : 'main';
      if (before) await writer.push(base, { from: 'main', message: 'chore: before', files: before });
      for (const [index, { message, files }] of steps.entries())
        await writer.push(head, { message, files, ...(index === 0 && { from: base }) });
      const pull = await writer.openPull({ title, head, base, body: '' });
      await writer.label(pull);
      await story.news();
      const checks = checksOn(story.playground, pull);
      const holds = checks.length > 0 && checks.every(({ conclusion }) => conclusion === 'success');
      return { holds, failing: failuresIn(checks) };
    },
    close: () => story.end(),
  };
}
