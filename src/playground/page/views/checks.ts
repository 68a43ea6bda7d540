import { type Annotation, type CheckRun, fullName, type Repository } from '../../entities.ts';
import { notFound } from '../../refusal.ts';
import { type Html, html } from '../html.ts';
import { markdown } from '../markdown.ts';
import { time } from '../parts.ts';
import type { PageAnswer, RepositoryPage } from '../request.ts';

const looks: Record<string, [string, string]> = {
  success: ['✓', 'success'],
  failure: ['✗', 'failure'],
  neutral: ['◼', 'neutral'],
  skipped: ['◼', 'neutral'],
};

/** The sign of a check run's result. */
export function checkMark(run: CheckRun): Html {
  const [sign, look] = run.conclusion ? (looks[run.conclusion] ?? ['!', 'failure']) : ['●', 'pending'];
  return html`<span class="mark ${look}" title="${run.conclusion ?? run.status}">${sign}</span>`;
}

/** The newest check runs of each name on a commit. */
export function checksOn(repository: Repository, oid: string): CheckRun[] {
  const runs = repository.suites.filter(suite => suite.headOid === oid).flatMap(suite => suite.runs);
  return runs.filter(run => runs.findLast(other => other.name === run.name) === run);
}

function annotation(repository: Repository, run: CheckRun, given: Annotation): Html {
  const href = `/${fullName(repository)}/blob/${run.suite.headOid}/${given.path}#L${given.start_line}`;
  return html`<li class="annotation ${given.annotation_level}"><a href="${href}"><code>${given.path}:${given.start_line}</code></a>
    ${given.title && html`<b>${given.title}</b>`}<pre>${given.message}</pre></li>`;
}

function buttons(repository: Repository, run: CheckRun): Html {
  return html`<form class="bar" method="post" action="/${fullName(repository)}/runs/${run.id}">
    ${run.actions.map(action => html`<button name="action" value="${action.identifier}" title="${action.description}">${action.label}</button>`)}
    <button name="action" value="">Re-run</button></form>`;
}

/** A check run with all that it has to say. */
export function checkOutput(repository: Repository, run: CheckRun): Html {
  const duration = run.completedAt
    ? Math.round((run.completedAt.getTime() - run.startedAt.getTime()) / 1000)
    : undefined;
  return html`<div class="markdown">
    ${run.title && html`<h3>${run.title}</h3>`}
    ${run.summary && markdown(run.summary)}${run.text && markdown(run.text)}</div>
    ${run.annotations.length > 0 && html`<ul class="annotations">${run.annotations.map(given => annotation(repository, run, given))}</ul>`}
    <p class="muted padded">${run.status}${run.conclusion && html`, ${run.conclusion}`} ${time(run.completedAt ?? run.startedAt)}${
      duration !== undefined && html` · ${duration} s`
    } · on <code>${run.suite.headOid.slice(0, 7)}</code>${run.externalId && html` · <code>${run.externalId.slice(0, 24)}</code>`}</p>
    ${buttons(repository, run)}`;
}

/** Check runs of a commit, each folded out on demand. */
export function checkList(repository: Repository, runs: readonly CheckRun[], open = false): Html {
  if (runs.length === 0) return html`<p class="padded muted">No checks on this commit.</p>`;
  return html`${runs.map(
    run => html`<details class="check" id="run-${run.id}"${open && html` open`}><summary>${checkMark(run)} <b>${run.name}</b>
      <span class="muted">${run.title}</span></summary>${checkOutput(repository, run)}</details>`,
  )}
    <form class="bar" method="post" action="/${fullName(repository)}/commit/${runs[0]?.suite.headOid}"><button>Re-run all checks</button></form>`;
}

/** One check run. */
export function runPage({ repository, params }: RepositoryPage): PageAnswer {
  const runs = repository.suites.flatMap(suite => suite.runs);
  const run = runs.find(other => other.id === Number(params['id']));
  if (!run) throw notFound('There is no such check run.');
  const body = html`<h1>${checkMark(run)} ${run.name}</h1>
    <div class="box" id="run" data-live>${checkOutput(repository, run)}</div>`;
  return { kind: 'page', title: `${run.name} · ${fullName(repository)}`, body, repository, tab: 'Pull requests' };
}
