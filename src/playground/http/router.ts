import type { Route } from './api.ts';

interface CompiledRoute {
  method: string;
  pattern: RegExp;
  names: string[];
  route: Route;
}

/** Placeholders that may hold slashes: paths and branch names. */
const greedy = new Set(['path', 'ref', 'branch', 'basehead']);

function compile(route: Route): CompiledRoute {
  const [method = '', path = ''] = route.route.split(' ');
  const names: string[] = [];
  const pattern = path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return greedy.has(name) ? '(.+)' : '([^/]+)';
  });
  return { method, pattern: new RegExp(`^${pattern}$`), names, route };
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

/** Finds the route of a request; the first in the list wins. */
export type Router = (method: string, path: string) => Match | undefined;

/** Compiles the table of routes once. */
export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map(compile);
  return (method, path) => {
    for (const candidate of compiled) {
      const found = candidate.method === method ? candidate.pattern.exec(path) : null;
      if (!found) continue;
      const entries = candidate.names.map((name, index) => [name, decode(found[index + 1] ?? '')]);
      return { route: candidate.route, params: Object.fromEntries(entries) };
    }
    return undefined;
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
