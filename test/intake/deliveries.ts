import type { Delivery, Self } from '../../src/intake/signals.ts';

/** The App that receives. */
export const self: Self = { appId: 42, botLogin: 'redfirst[bot]', labels: ['tdd-feature', 'tdd-step'] };

const evil = 'http://evil.test/steal';
export const ada = { id: 100, login: 'ada', type: 'User' };
export const bot = (login: string) => ({ id: 900, login, type: 'Bot' });
export const feature = { name: 'tdd-feature' };

const sent = {
  installation: { id: 5 },
  repository: {
    id: 7,
    name: 'shop',
    full_name: 'octo/shop',
    owner: { login: 'octo', id: 1 },
    url: evil,
    clone_url: evil,
  },
  sender: ada,
};
const issue = { number: 12, labels: [feature], body: 'As a buyer …', comments_url: evil };

type Part = Record<string, unknown>;

/** Deliveries as GitHub sends them, cut down to what matters and with some members replaced. */
export const delivery = {
  issues: (action: string, part: Part = {}): Delivery => ({
    id: 'd-1',
    name: 'issues',
    payload: { ...sent, action, issue, ...(action.endsWith('labeled') ? { label: feature } : {}), ...part },
  }),
  comment: (body: string, part: Part = {}): Delivery => ({
    id: 'd-2',
    name: 'issue_comment',
    payload: {
      ...sent,
      action: 'created',
      issue,
      comment: { id: 3, body, user: (part['sender'] as typeof ada) ?? ada, author_association: 'MEMBER' },
      ...part,
    },
  }),
  pull: (action: string, part: Part = {}): Delivery => ({
    id: 'd-3',
    name: 'pull_request',
    payload: { ...sent, action, number: 30, pull_request: { head: { ref: 'tdd/12-cart', repo: { id: 7 } } }, ...part },
  }),
  push: (ref: string, part: Part = {}): Delivery => ({
    id: 'd-4',
    name: 'push',
    payload: { ...sent, ref, before: '0'.repeat(40), after: 'a'.repeat(40), commits: [], ...part },
  }),
  checkRun: (action: string, part: Part = {}): Delivery => ({
    id: 'd-5',
    name: 'check_run',
    payload: {
      ...sent,
      action,
      check_run: { name: 'redfirst/green', app: { id: 42 }, check_suite: { head_branch: 'tdd/12-cart' } },
      ...part,
    },
  }),
  checkSuite: (action: string, part: Part = {}): Delivery => ({
    id: 'd-8',
    name: 'check_suite',
    payload: { ...sent, action, check_suite: { app: { id: 42 }, head_branch: null, pull_requests: [], ...part } },
  }),
  installation: (action: string): Delivery => ({
    id: 'd-6',
    name: 'installation',
    payload: { action, installation: { id: 5 }, repositories: [], sender: ada },
  }),
  repositoriesAdded: (action = 'added'): Delivery => ({
    id: 'd-7',
    name: 'installation_repositories',
    payload: {
      action,
      installation: { id: 5 },
      repositories_added: [{ id: 7 }],
      repositories_removed: [],
      sender: ada,
    },
  }),
};
