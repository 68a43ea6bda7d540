import type { Account, Annotation, CheckAction, CheckRun, CheckSuite, Conclusion, Repository } from '../entities.ts';
import { invalid, notFound } from '../refusal.ts';
import { identify, register, type State } from '../state.ts';
import { emitCheckRun, emitCheckSuite } from '../webhooks/events.ts';

/** What a check run is made or changed with; absent members stay as they are. */
export interface CheckEdit {
  name?: string | undefined;
  status?: CheckRun['status'] | undefined;
  conclusion?: Conclusion | undefined;
  externalId?: string | undefined;
  detailsUrl?: string | undefined;
  startedAt?: string | undefined;
  completedAt?: string | undefined;
  output?: { title?: string | undefined; summary: string; text?: string | undefined; annotations?: Annotation[] };
  actions?: CheckAction[] | undefined;
}

/** Most annotations in one request; more are appended by further updates. */
const annotationLimit = 50;

/** Each App has one suite on a commit. */
function suiteOf(state: State, { repository, headOid, appId = state.app.id }: Place): CheckSuite {
  const existing = repository.suites.find(suite => suite.headOid === headOid && suite.appId === appId);
  if (existing) return existing;
  const now = state.now();
  const identity = identify(state, 'CheckSuite');
  const suite = register<CheckSuite>(state, {
    ...identity,
    repository,
    appId,
    headOid,
    createdAt: now,
    updatedAt: now,
    isRerequested: false,
    runs: [],
  });
  repository.suites.push(suite);
  return suite;
}

interface Place {
  repository: Repository;
  headOid: string;
  /** Another App's, of which nobody is told. */
  appId?: number;
}

/** Starts a check run of the App, or of another one, on a commit. */
export function createCheckRun(state: State, creation: Place & { name: string; edit: CheckEdit }): CheckRun {
  const { name, edit } = creation;
  requireLegal(edit);
  const suite = suiteOf(state, creation);
  const run = register<CheckRun>(state, {
    ...identify(state, 'CheckRun'),
    suite,
    name,
    status: 'queued',
    conclusion: null,
    externalId: '',
    detailsUrl: null,
    startedAt: state.now(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
  });
  suite.runs.push(run);
  apply(state, run, edit);
  if (suite.appId !== state.app.id) return run;
  emitCheckRun(state, { action: 'created', run, sender: state.app.bot });
  if (run.status === 'completed') emitCheckRun(state, { action: 'completed', run, sender: state.app.bot });
  return run;
}

/** Changes a check run; annotations add up. */
export function updateCheckRun(state: State, run: CheckRun, edit: CheckEdit): void {
  requireLegal(edit);
  const wasCompleted = run.status === 'completed';
  apply(state, run, edit);
  if (run.status === 'completed' && !wasCompleted)
    emitCheckRun(state, { action: 'completed', run, sender: state.app.bot });
}

function requireLegal(edit: CheckEdit): void {
  const wrong = (field: string, message: string) => invalid({ resource: 'CheckRun', field, code: 'invalid', message });
  if (edit.status === 'completed' && !edit.conclusion)
    throw wrong('conclusion', 'A conclusion is required when the status is completed.');
  if ((edit.output?.annotations?.length ?? 0) > annotationLimit)
    throw wrong('annotations', `At most ${annotationLimit} annotations in one request.`);
  if ([edit.output?.summary, edit.output?.text].some(text => (text?.length ?? 0) > 65_535))
    throw wrong('summary', 'The summary and the text hold at most 65535 characters.');
  if ((edit.actions?.length ?? 0) > 3) throw wrong('actions', 'At most three actions.');
}

function apply(state: State, run: CheckRun, edit: CheckEdit): void {
  const now = state.now();
  run.name = edit.name ?? run.name;
  run.externalId = edit.externalId ?? run.externalId;
  run.detailsUrl = edit.detailsUrl ?? run.detailsUrl;
  run.status = edit.conclusion ? 'completed' : (edit.status ?? run.status);
  run.conclusion = run.status === 'completed' ? (edit.conclusion ?? run.conclusion) : null;
  run.startedAt = edit.startedAt ? new Date(edit.startedAt) : run.startedAt;
  run.actions = edit.actions ?? run.actions;
  const completedAt = edit.completedAt ? new Date(edit.completedAt) : (run.completedAt ?? now);
  run.completedAt = run.status === 'completed' ? completedAt : null;
  run.suite.updatedAt = now;
  run.suite.isRerequested = false;
  if (!edit.output) return;
  run.title = edit.output.title ?? run.title;
  run.summary = edit.output.summary;
  run.text = edit.output.text ?? run.text;
  run.annotations.push(...(edit.output.annotations ?? []));
}

/** A person asks for the check to run again: its suite is queued again until the App reports anew. */
export function rerequest(state: State, run: CheckRun, actor: Account): void {
  emitCheckRun(state, { action: 'rerequested', run, sender: actor });
  run.suite.isRerequested = true;
}

/** A person asks for all checks of a commit to run again; only this App is told, of its own. */
export function rerequestAll(state: State, { repository, headOid }: Place, actor: Account): void {
  for (const suite of repository.suites.filter(each => each.headOid === headOid && each.appId === state.app.id)) {
    emitCheckSuite(state, { action: 'rerequested', suite, sender: actor });
    suite.isRerequested = true;
  }
}

/** A person presses one of the buttons that the App put on the check run. */
export function requestAction(state: State, request: { run: CheckRun; identifier: string; actor: Account }): void {
  const { run, identifier, actor } = request;
  if (!run.actions.some(action => action.identifier === identifier)) throw notFound();
  emitCheckRun(state, { action: 'requested_action', run, sender: actor, requested: { identifier } });
}
