// Both samples, from an issue to a green pull request: the playground and a scripted model here, `redfirst serve` as a
// process of its own that knows nothing of either. Ends with 0, or with what went wrong.
import { play } from './play.ts';
import { readSample, sampleNames } from './scripted-model/samples.ts';
import { startScriptedModel } from './scripted-model/server.ts';
import { stage } from './stage.ts';

const only = process.argv[2];
const samples = await Promise.all(sampleNames.filter(name => !only || name === only).map(readSample));
const model = await startScriptedModel({ scripts: samples.map(({ script }) => script) });
const theatre = await stage({
  repositories: samples.map(({ name, directory: from }) => ({ name, from })),
  model: { OPENAI_API_KEY: 'scripted', OPENAI_BASE_URL: model.url, REDFIRST_MODEL: 'scripted' },
  banner: 'A playground: a small GitHub on this machine. The model is scripted.',
});
try {
  for (const sample of samples) await play(theatre, sample);
  console.log('\nGreen and ready for review. The model was scripted; git, sandbox, tests and GitHub’s API were real.');
  console.log('To do it by hand in the browser: npm run playground');
} catch (error) {
  console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await theatre.close();
  await model.close();
}
