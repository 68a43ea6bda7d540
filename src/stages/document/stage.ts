import { EditsReply } from '../../domain/edit.ts';
import type { FileChange } from '../../domain/file-change.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Settings } from '../../domain/settings.ts';
import { isTestPath } from '../../languages/roles.ts';
import type { Tree } from '../../ports/repositories.ts';
import { isReadByUsers, judgeDocuments } from '../../referee/documents.ts';
import { judgeChanges } from '../../referee/paths.ts';
import { applyEdits } from '../../writer/apply-edits.ts';
import type { Judgment } from '../../writer/converse.ts';
import { converse, costOf, givenUpStop } from '../../writer/converse.ts';
import { bulletsOf } from '../bullets.ts';
import type { Stage, StageContext } from '../context.ts';
import { documentedChange } from '../documented-change.ts';
import { scopeOf } from '../scope.ts';
import { stopped } from '../stopped.ts';
import { changeSoFar, documentInputs } from './inputs.ts';

/** Tries that the model has at the documents. */
const tries = 3;

interface Documented {
  changes: FileChange[];
  summary: string[];
}

/** Brings the governed documents in line with what was built. It writes documents and nothing else. */
export const document: Stage = async context => {
  const startedAt = Date.now();
  const { facts } = context;
  if (!facts.branch) throw new Error('document runs on a branch that is green');
  const tree = await context.clone.treeAt(facts.branch.oid);
  const inputs = await documentInputs(context, tree);
  const conclusion = await converse<EditsReply, Documented>({
    model: context.model,
    name: 'document',
    schema: EditsReply,
    say: problems => context.prompts.render('document', { ...inputs, problems }),
    judge: reply => judgeAnswer({ context, tree, reply }),
    tries,
    signal: context.signal,
  });
  const cost = costOf(conclusion.spend, startedAt);
  if (conclusion.kind === 'accepted') return documented(context, conclusion.product, cost);
  return stopped('document', {
    ...givenUpStop('documentation', conclusion),
    summary: 'the documents could not be updated',
    cost,
  });
};

async function judgeAnswer({
  context,
  tree,
  reply,
}: {
  context: StageContext;
  tree: Tree;
  reply: EditsReply;
}): Promise<Judgment<Documented>> {
  const applied = await applyEdits(reply.edits, path => tree.read(path));
  if (applied.kind === 'refuse') return applied;
  const findings = judgeChanges(applied.changes, await tree.list(), {
    allow: path => isGoverned(path, context.settings) && path !== context.spec?.path,
    protected: context.settings.protected,
  });
  const owed = await owedAfter(context, tree, applied.changes);
  if (findings.length + owed.length > 0) return { kind: 'refuse', findings: [...findings, ...owed] };
  return { kind: 'accept', product: { changes: applied.changes, summary: reply.summary } };
}

/** What the rules still ask for, when every document counts that was updated since the tests. */
async function owedAfter(context: StageContext, tree: Tree, changes: readonly FileChange[]): Promise<Finding[]> {
  if (context.settings.checks.docs !== 'required') return [];
  return judgeDocuments(await changeSoFar(context, tree, changes)).findings;
}

/** The governed documents, README and `docs/`: nothing else is this stage's to write. */
function isGoverned(path: string, { docs }: Settings): boolean {
  return docs.governed.includes(path) || docs.rules.some(rule => rule.documents.includes(path)) || isReadByUsers(path);
}

function documented(
  { facts, plan, settings }: StageContext,
  { changes, summary }: Documented,
  cost: ReturnType<typeof costOf>,
): Outcome {
  const changed = changes.map(({ path }) => path);
  const told = { changed, existing: [], plan: { notes: [] }, log: '' };
  const { evidence = '' } = judgeDocuments(documentedChange(settings, told));
  const scope = scopeOf(plan, path => isTestPath(path, settings));
  const isEmpty = changes.length === 0;
  return {
    stage: 'document',
    row: {
      ...cost,
      state: 'done',
      summary: isEmpty ? 'no document needed a change' : evidence,
      ...(isEmpty && { head: facts.branch?.oid ?? '' }),
    },
    headline: 'The documents are up to date',
    next: '',
    ...(!isEmpty && {
      commit: {
        headline: `docs(${scope}): document ${plan.title}`,
        body: `${bulletsOf(summary, changes)}\n\nBy rule: ${evidence}`,
        changes,
      },
    }),
  };
}
