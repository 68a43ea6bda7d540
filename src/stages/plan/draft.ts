import type { Decided } from '../../domain/analysis-reply.ts';
import type { Finding } from '../../domain/finding.ts';
import { PlanReply } from '../../domain/plan-reply.ts';
import type { Spec } from '../../domain/spec.ts';
import type { LookAlike } from '../../referee/look-alikes.ts';
import { renderSpec } from '../../referee/spec/render.ts';
import type { Conclusion } from '../../writer/converse.ts';
import { converse } from '../../writer/converse.ts';
import type { StageContext } from '../context.ts';
import { stands, wordsOf } from './analysis-gate.ts';
import { judgePlan } from './gate.ts';
import { likenessText, lookAlikesOf, type Neighbourhood, reasonFor } from './look-alikes.ts';

/** Tries that the model has at a plan. */
const tries = 3;

/** A plan that the gate let pass. */
export interface Draft {
  text: string;
  reply: PlanReply;
  spec: Spec;
  alike: LookAlike[];
}

interface Asked {
  path: string;
  neighbourhood: Neighbourhood;
  /** What was decided in the analysis. */
  decisions: readonly Decided[];
  /** Text of ARCHITECTURE.md; nothing where there is none. */
  architecture: string | undefined;
  say(problems: string): { system: string; user: string };
}

/**
 * Asks for a plan until the gate lets it pass. What may be right all the same (something alike exists, the architecture is
 * departed from) is put before the model once, and then before the people who approve.
 */
export function draftPlan({ settings, model, signal }: StageContext, asked: Asked): Promise<Conclusion<Draft>> {
  const { path, neighbourhood, decisions, architecture, say } = asked;
  const rendering = { testCommand: settings.tests.command, addDependency: settings.addDependency };
  const isNew = onceEach();
  return converse<PlanReply, Draft>({
    model,
    name: 'plan',
    schema: PlanReply,
    say,
    judge: async answer => {
      const reply = { ...answer, decisions: joined(answer.decisions, decisions) };
      const text = renderSpec(reply, rendering);
      const judged = await judgePlan({ text, specPath: path, tree: neighbourhood.tree, settings });
      const alike = await lookAlikesOf(judged.spec, neighbourhood);
      const likenesses = alike.flatMap(like => likenessFinding(like, judged.spec, reply));
      const findings = [
        ...judged.findings,
        ...placeFindings(judged.spec),
        ...dependencyFindings(reply),
        ...likenesses.flatMap(({ isSame, finding }) => {
          if (isNew(finding.message)) return [finding];
          return isSame ? [{ ...finding, message: `${finding.message} This was said before.` }] : [];
        }),
        ...reviewFindings(reply, architecture).filter(({ level, message }) => level !== 'notice' || isNew(message)),
      ];
      return findings.length > 0
        ? { kind: 'refuse', findings }
        : { kind: 'accept', product: { text, reply, spec: judged.spec, alike } };
    },
    tries,
    signal,
  });
}

/** Whether a message was not put before the model yet. */
function onceEach(): (message: string) => boolean {
  const put = new Set<string>();
  return message => put.size < put.add(message).size;
}

const joined = (own: readonly Decided[], before: readonly Decided[]): Decided[] => [
  ...before.filter(({ question }) => !own.some(each => wordsOf(each.question) === wordsOf(question))),
  ...own,
];

/** What is created lies in a file that the plan names. */
function placeFindings({ creates, relevantFiles, newFiles }: Spec): Finding[] {
  const files = new Set([...relevantFiles, ...newFiles].map(({ path }) => path));
  return creates.flatMap(({ name, path }) =>
    files.has(path)
      ? []
      : {
          rule: 'spec-creates',
          message: `\`${name}\` shall live in \`${path}\`, which the plan does not name.`,
          remedy: 'Name the file, or another place.',
        },
  );
}

/** A dependency is one package, so that the configured command adds it and nothing else. */
function dependencyFindings({ dependencies }: PlanReply): Finding[] {
  return dependencies.flatMap(({ name }) =>
    /^[@\w][\w./:@~^=<>![\],-]*$/.test(name)
      ? []
      : { rule: 'spec-dependency', message: `\`${name}\` is not the name of a package.`, remedy: 'Name one package.' },
  );
}

/** The same thing under the same name needs a reason; what is only alike is asked about. */
function likenessFinding(like: LookAlike, spec: Spec, { notes }: PlanReply): { isSame: boolean; finding: Finding }[] {
  if (reasonFor(like, spec, notes)) return [];
  const remedy = `Extend what exists, or say why \`${like.wanted}\` is something else.`;
  const finding = { rule: 'look-alike', message: `${likenessText(like)}.`, remedy };
  return [{ isSame: like.how === 'same name', finding }];
}

/** The finished plan held against ARCHITECTURE.md: quoted to the letter, and kept to, or departed from for a reason. */
function reviewFindings({ review }: PlanReply, architecture: string | undefined): Finding[] {
  if (architecture === undefined) return [];
  const rule = 'architecture';
  if (review.length === 0)
    return [{ rule, message: 'The plan was not held against ARCHITECTURE.md.', remedy: 'Quote what concerns it.' }];
  const words = wordsOf(architecture);
  return review.flatMap(({ quote, keeps, why }): Finding[] => {
    if (!stands(quote, words))
      return [{ rule, message: `"${quote}" is not in ARCHITECTURE.md.`, remedy: 'Quote it to the letter.' }];
    if (keeps) return [];
    const message = `By its own review the plan departs from "${quote}": ${why}`;
    return [
      { rule, level: 'notice', message, remedy: 'Change the plan. Only where the issue asks for it, leave it so.' },
    ];
  });
}
