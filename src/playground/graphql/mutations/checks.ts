import { type CheckEdit, createCheckRun, updateCheckRun } from '../../actions/checks.ts';
import type { Annotation, CheckAction, CheckRun, Conclusion, Repository } from '../../entities.ts';
import { resolveCommit } from '../../git/refs.ts';
import { Refusal } from '../../refusal.ts';
import { storedNode } from '../nodes.ts';
import { requirePermitted } from '../permitted.ts';
import type { Mutation } from './mutation.ts';

interface AnnotationInput {
  path: string;
  location: { startLine: number; endLine: number; startColumn?: number; endColumn?: number };
  annotationLevel: string;
  message: string;
  title?: string;
  rawDetails?: string;
}

interface CheckInput {
  repositoryId: string;
  name?: string;
  status?: string;
  conclusion?: string;
  externalId?: string;
  detailsUrl?: string;
  startedAt?: string;
  completedAt?: string;
  output?: { title: string; summary: string; text?: string; annotations?: AnnotationInput[] };
  actions?: CheckAction[];
}

function annotationOf({ path, location, annotationLevel, message, title, rawDetails }: AnnotationInput): Annotation {
  return {
    path,
    start_line: location.startLine,
    end_line: location.endLine,
    start_column: location.startColumn ?? null,
    end_column: location.endColumn ?? null,
    annotation_level: annotationLevel.toLowerCase() as Annotation['annotation_level'],
    title: title ?? null,
    message,
    raw_details: rawDetails ?? null,
  };
}

function editOf(input: CheckInput): CheckEdit {
  const { output } = input;
  return {
    name: input.name,
    status: input.status?.toLowerCase() as CheckRun['status'] | undefined,
    conclusion: input.conclusion?.toLowerCase() as Conclusion | undefined,
    externalId: input.externalId,
    detailsUrl: input.detailsUrl,
    startedAt: input.startedAt,
    completedAt: input.completedAt,
    actions: input.actions,
    ...(output && { output: { ...output, annotations: (output.annotations ?? []).map(annotationOf) } }),
  };
}

const createCheckRunMutation: Mutation<CheckInput & { headSha: string; name: string }> = async (input, context) => {
  const repository = storedNode(context, input.repositoryId, ['Repository']) as Repository;
  requirePermitted(context, repository, 'writeChecks');
  const headOid = await resolveCommit(repository.directory, input.headSha);
  if (headOid !== input.headSha) throw new Refusal('UNPROCESSABLE', `No commit found for SHA: ${input.headSha}`);
  const creation = { repository, headOid, name: input.name, edit: editOf(input) };
  return { checkRun: createCheckRun(context.state, creation) };
};

const updateCheckRunMutation: Mutation<CheckInput & { checkRunId: string }> = (input, context) => {
  const run = storedNode(context, input.checkRunId, ['CheckRun']) as CheckRun;
  requirePermitted(context, run.suite.repository, 'writeChecks');
  updateCheckRun(context.state, run, editOf(input));
  return { checkRun: run };
};

/** Mutations of check runs. */
export const checkMutations = { createCheckRun: createCheckRunMutation, updateCheckRun: updateCheckRunMutation };
