import { afterEach, describe, expect, it, vi } from 'vitest';
import { readSample, type SampleName } from '../../../demo/scripted-model/samples.ts';
import type { ScriptedFault } from '../../../demo/scripted-model/script.ts';
import { describeWith } from '../../toolchains.ts';
import { openStory, type Story } from '../story.ts';
import { scriptOf } from './cast.ts';

vi.setConfig({ testTimeout: 900_000 });

/** Two turns, one after the other, of which each asks three times where asking again is worth it. */
const retry = { limit: 1, delaySeconds: 0, maxDelaySeconds: 1 };
const times = (count: number, fault: ScriptedFault) => Array.from({ length: count }, () => fault);

/** How the model is missing at each of three stages. */
const absences: Record<SampleName, { plan: ScriptedFault[]; tests: ScriptedFault[]; implement: ScriptedFault[] }> = {
  'python-shelf': {
    plan: ['refusal'],
    tests: times(6, { status: 500 }),
    implement: times(2, 'hang'),
  },
  'typescript-rates': {
    plan: times(6, { status: 429, retryAfter: 0.2 }),
    tests: times(4, 'truncated'),
    implement: ['refusal'],
  },
};

const isStop = (line: string) => /^comment: Redfirst (stopped and needs you|could not go on)/.test(line);

describeWith(['git', 'bubblewrap', 'pytest'], 'an absent model', () => {
  let story: Story;
  afterEach(() => story?.end());

  describe.each(Object.entries(absences))('on %s', (name, absence) => {
    it('stops the run visibly at each stage, and /retry goes on without asking again what was answered', async () => {
      const sample = name as SampleName;
      const script = await scriptOf(sample, good => ({
        plan: [...absence.plan, good.plan],
        tests: [...absence.tests, good.tests],
        implement: [...absence.implement, ...good.implement],
      }));
      story = await openStory({
        sample,
        script,
        retry,
        environment: { REDFIRST_MODEL_TIMEOUT: '3', REDFIRST_MODEL_IDLE_TIMEOUT: '2' },
      });
      const { issue } = await readSample(sample);
      const number = await story.writer.openIssue(issue);
      expect(await story.news()).toEqual([]);
      const steps: ['plan' | 'tests' | 'implement', string | undefined, string][] = [
        ['plan', undefined, 'comment: The plan waits for your approval'],
        ['tests', '/approve', 'comment: The tests are red for the right reason'],
        ['implement', '/implement', 'comment: Done: every required check holds'],
      ];
      for (const [call, word, goal] of steps) {
        const before = story.modelCalls.length;
        if (word) await story.writer.say(number, word);
        else await story.writer.label(number);
        const stopped = await story.news();
        expect(stopped.filter(isStop), `${call}: ${stopped.join()}`).toHaveLength(1);
        expect(story.status(number)).toContain('/retry');
        const asked = story.modelCalls.slice(before).filter(each => each.name === call);
        expect(asked).toHaveLength(absence[call].length);

        await story.writer.say(number, '/retry');
        expect(await story.news()).toContain(goal);
      }
      const asked = (call: string) => story.modelCalls.filter(each => each.name === call).length;
      expect(asked('plan')).toBe(absence.plan.length + 1);
      expect(asked('tests')).toBe(absence.tests.length + 1);
    });
  });
});
