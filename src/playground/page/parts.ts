import type { Account, Issue, Label, Reaction, ReactionContent } from '../entities.ts';
import { isPull, reactionContents } from '../entities.ts';
import type { State } from '../state.ts';
import { type Html, html } from './html.ts';
import { actorName } from './names.ts';
import { emoji } from './pictures.ts';

/** A moment; the page's script turns it into "5 minutes ago". */
export function time(date: Date | string): Html {
  const iso = typeof date === 'string' ? date : date.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')}</time>`;
}

/** An account's picture. */
export function avatar(account: Account, size = 40): Html {
  return html`<img class="avatar${account.kind === 'Bot' && ' bot'}" src="/_playground/avatars/${account.id}.svg" width="${size}" height="${size}" alt="">`;
}

/** An account's name, with a badge where it is an App. */
export function name(account: Account): Html {
  return html`<b>${actorName(account)}</b>${account.kind === 'Bot' && html` <span class="badge">bot</span>`}`;
}

/** Whether black or white is easier to read on a colour. */
function isLight(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map(at => Number.parseInt(color.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 150;
}

/** A label as a coloured chip. */
export function labelChip(label: Label): Html {
  const color = /^[0-9a-f]{6}$/i.test(label.color) ? label.color : 'ededed';
  const tone = isLight(color) ? 'dark' : 'light';
  return html`<span class="label ${tone}" style="background:#${color}" title="${label.description}">${label.name}</span>`;
}

/** Open, draft, merged or closed, in GitHub's colours. */
export function stateBadge(issue: Issue): Html {
  const [word, look] = stateOf(issue);
  return html`<span class="state ${look}">${word}</span>`;
}

/** The word and the colour of an issue's or pull request's state. */
export function stateOf(issue: Issue): [string, string] {
  if (isPull(issue) && issue.pull.mergedAt) return ['Merged', 'merged'];
  if (issue.state === 'closed') return ['Closed', isPull(issue) ? 'closed' : 'merged'];
  return isPull(issue) && issue.pull.isDraft ? ['Draft', 'draft'] : ['Open', 'open'];
}

const faces: Record<ReactionContent, string> = {
  '+1': '👍',
  '-1': '👎',
  laugh: '😄',
  confused: '😕',
  heart: '❤️',
  hooray: '🎉',
  rocket: '🚀',
  eyes: '👀',
};

/** Reactions that somebody gave. */
export function reactions(given: readonly Reaction[]): Html {
  const groups = reactionContents.flatMap(content => {
    const users = given.filter(reaction => reaction.content === content).map(({ user }) => actorName(user));
    return users.length > 0
      ? [html`<span class="reaction" title="${users.join(', ')}">${emoji(faces[content])} ${users.length}</span>`]
      : [];
  });
  return html`${groups.length > 0 && html`<div class="reactions">${groups}</div>`}`;
}

/** A picture for an account: its initial on a colour of its own. */
export function avatarSvg(state: State, id: number): string {
  const account = state.accounts.find(other => other.id === id);
  const initial = (account?.login ?? '?').charAt(0).toUpperCase();
  const shape =
    account?.kind === 'Bot'
      ? '<rect width="40" height="40" rx="9" fill="FILL"/>'
      : '<circle cx="20" cy="20" r="20" fill="FILL"/>';
  const fill = `hsl(${(id * 67) % 360} 45% 45%)`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">${shape.replace('FILL', fill)}<text x="20" y="27" font-family="sans-serif" font-size="20" fill="#fff" text-anchor="middle">${initial}</text></svg>`;
}
