// Both samples, from an issue to a green pull request: the playground and a scripted model here, `redfirst serve` as a
// process of its own that knows nothing of either. Ends with 0, or with what went wrong.

import { play } from './play.ts';
import { sampleNames } from './scripted-model/samples.ts';
import { stage } from './stage.ts';

const only = process.argv[2];
const names = sampleNames.filter(name => !only || name === only);
const theatre = await stage(names);
try {
  for (const name of names) await play(theatre, name);
  console.log('\nBoth pull requests are green and ready for review. Everything was scripted: no model was asked.');
  console.log(`To see it in the browser and play it yourself: npm run playground`);
} catch (error) {
  console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await theatre.close();
}
