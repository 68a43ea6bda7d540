import type { Need } from '../auth/access.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { Repository } from '../entities.ts';
import type { State } from '../state.ts';

/** A request to the API after it was read, its caller known and its shape checked. */
export interface ApiRequest {
  state: State;
  viewer: Viewer;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  /** Address without the query, as links to other pages of a list need it. */
  address: string;
}

/** A request on a repository that the caller may make. */
export interface RepositoryRequest extends ApiRequest {
  repository: Repository;
}

export interface ApiAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

type Answering = ApiAnswer | Promise<ApiAnswer>;

/** `route` is a method and a path as GitHub's OpenAPI description writes it. */
export type Route =
  | { route: string; for: 'app' | 'installation' | 'anyone'; need?: never; handle(request: ApiRequest): Answering }
  | { route: string; need: Need; for?: never; handle(request: RepositoryRequest): Answering };

export const ok = (body: unknown): ApiAnswer => ({ status: 200, body });
export const created = (body: unknown): ApiAnswer => ({ status: 201, body });
export const noContent = (): ApiAnswer => ({ status: 204 });

/** The page of a list that was asked for, with a `Link` header to the others. */
export function pageOf<T>(request: ApiRequest, items: readonly T[]): { items: T[]; headers: Record<string, string> } {
  const number = (key: string, fallback: number) => Math.max(1, Number(request.query.get(key) ?? fallback) || fallback);
  const size = Math.min(100, number('per_page', 30));
  const page = number('page', 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string) => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(to));
    return `<${request.address}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev'), link(1, 'first')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
  ];
  return {
    items: items.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}

/** Answers one page of a list, each item in its REST shape. */
export function list<T>(request: ApiRequest, items: readonly T[], present: (item: T) => unknown): ApiAnswer {
  const page = pageOf(request, items);
  return { status: 200, body: page.items.map(present), headers: page.headers };
}
