import type { Script } from '../../demo/scripted-model/script.ts';
import { plainAnalysis } from '../stories/analysis-reply.ts';
import { look } from '../stories/look.ts';
import { openStory } from '../stories/story.ts';
import type { Corpus, CorpusCase } from './case.ts';
import { failuresIn } from './doors.ts';
import type { CorpusVerdict } from './judge.ts';
import { discountReply } from './plan.ts';
import { directoryOf } from './project-files.ts';
import type { Memory } from './remembering-sandbox.ts';

const wish = 'Take a percentage off.';

/**
 * A Redfirst whose model says the plan and the tests that most changes of a corpus have. What comes after them a person
 * pushes, and the model has nothing to add.
 */
export async function openRunDoor(corpus: Corpus, memory: Memory) {
  const { project } = corpus;
  const story = await openStory({ from: directoryOf(project), script: scriptOf(corpus), sandbox: memory.sandbox });
  const { writer, playground } = story;
  /** Each turn is a judgment of its own. */
  const settled = async (act: () => Promise<unknown>) => {
    memory.nextChange();
    await act();
    await story.news();
  };
  return {
    async judge({ steps }: CorpusCase): Promise<RunVerdict> {
      // The plan is named after the issue: so its path, and all of the tree, is the one of the other doors.
      const issue = await writer.openIssue({ title: 'Discounts', body: wish });
      await settled(() => writer.label(issue));
      await settled(() => writer.say(issue, '/approve'));
      const { branch } = look(playground, issue);
      await settled(async () => {
        for (const { message, files } of steps.slice(2)) await writer.push(branch, { message, files: { ...files } });
      });
      await settled(() => writer.say(issue, '/implement'));
      const { check } = look(playground, issue);
      const checks = ['spec', 'red', 'green', 'checklist'].flatMap(name => check(`redfirst/${name}`) ?? []);
      const status = story.status(issue);
      const holds = status.includes('Done: every required check holds');
      return { holds, failing: failuresIn(checks), isStopped: status.includes('⛔'), status };
    },
    close: () => story.end(),
  };
}

/** What GitHub shows of a run at its end; it may stop for a person before a check says no. */
interface RunVerdict extends Pick<CorpusVerdict, 'holds' | 'failing'> {
  isStopped: boolean;
  status: string;
}

function scriptOf({ feature, red }: Corpus): Script {
  const files = Object.entries(red.files).map(([path, content]) => ({ path, content: content ?? '' }));
  const nothing = { value: { edits: [], summary: [] } };
  return {
    titles: [''],
    replies: {
      analysis: [{ value: plainAnalysis(wish) }],
      plan: [{ value: discountReply(feature) }],
      tests: [{ value: { files } }],
      ...{ implement: [nothing], refactor: [nothing], document: [nothing] },
    },
    whenSpent: 'repeat-last',
  };
}
