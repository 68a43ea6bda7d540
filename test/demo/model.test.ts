import { scriptedModel } from '../../demo/scripted-model/model.ts';
import { modelContract } from '../contracts/model.ts';

modelContract('scriptedModel', async script => scriptedModel(script));
