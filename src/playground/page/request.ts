import type { ServerResponse } from 'node:http';
import type { Account, Repository } from '../entities.ts';
import type { Api } from '../http/dispatch.ts';
import type { Html } from './html.ts';

/** A request to a page, by the person whom the visitor acts as. */
export interface PageRequest {
  api: Api;
  actor: Account;
  params: Record<string, string>;
  query: URLSearchParams;
  form: URLSearchParams;
  /** Path and query, for coming back after a form. */
  here: string;
}

/** A request to a page of a repository. */
export interface RepositoryPage extends PageRequest {
  repository: Repository;
}

/** What a page handler gives: a page, a place to go, or bytes. */
export type PageAnswer =
  | { kind: 'page'; title: string; body: Html; status?: number; repository?: Repository; tab?: string }
  | { kind: 'redirect'; to: string; notice?: string }
  | { kind: 'file'; bytes: Buffer | string; type: string };

/** Sends bytes that are no page. Nothing of a repository is ever run or framed by a browser. */
export function sendFile(response: ServerResponse, { bytes, type }: { bytes: Buffer | string; type: string }): void {
  response.writeHead(200, { 'content-type': type, 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' });
  response.end(bytes);
}
