import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { AppReader, InstallationRecord } from '../../ports/app-reader.ts';
import type { Connection } from './connection.ts';
import { wrongKey } from './wrong-key.ts';

const Levels = z.record(z.string(), z.string());
const AppAnswer = z.object({
  slug: z.string(),
  owner: z.object({ login: z.string().optional(), type: z.string().optional() }),
  permissions: Levels,
  events: z.array(z.string()),
});
const InstallationAnswer = z.object({
  id: z.number(),
  account: z.object({ login: z.string().optional(), slug: z.string().optional() }).nullable(),
  html_url: z.string(),
  permissions: Levels,
  suspended_at: z.string().nullish(),
});
const HookAnswer = z.object({
  url: z.string().nullish(),
  content_type: z.string().optional(),
  secret: z.string().nullish(),
  insecure_ssl: z.union([z.string(), z.number()]).optional(),
});
type AppAnswer = z.infer<typeof AppAnswer>;
type InstallationAnswer = z.infer<typeof InstallationAnswer>;

const perPage = 100;

/** Reads the registration of the App in its own name. */
export function gitHubAppReader(connection: Connection): AppReader {
  const { appId, gitUrl } = connection.options;
  return {
    async app() {
      const answer = await connection
        .rest({ as: 'app', route: 'GET /app', parameters: {}, answer: AppAnswer })
        .catch(error => Promise.reject(isRefused(error) ? wrongKey(appId, error) : error));
      const { slug, permissions, events } = answer;
      const settingsUrl = settingsOf(answer, gitUrl);
      return { slug, permissions, events, settingsUrl, permissionsUrl: `${settingsUrl}/permissions` };
    },
    async installations() {
      const all: InstallationAnswer[] = [];
      for (let page = 1; ; page += 1) {
        const found = await connection.rest({
          as: 'app',
          route: 'GET /app/installations',
          parameters: { per_page: perPage, page },
          answer: z.array(InstallationAnswer),
        });
        all.push(...found);
        if (found.length < perPage) break;
      }
      return Promise.all(all.map(installation => recordOf(connection, installation)));
    },
    async webhook() {
      const { url, content_type, secret, insecure_ssl } = await connection.rest({
        as: 'app',
        route: 'GET /app/hook/config',
        parameters: {},
        answer: HookAnswer,
      });
      return {
        url: url ?? '',
        contentType: content_type ?? 'form',
        hasSecret: Boolean(secret),
        isVerified: String(insecure_ssl ?? 0) === '0',
      };
    },
  };
}

const isRefused = (error: unknown): error is Failure => error instanceof Failure && error.reason === 'unauthorised';

/** An organisation's Apps have their settings below it, a person's below no name (docs.github.com, "Modifying a GitHub App registration"). */
function settingsOf({ owner, slug }: AppAnswer, gitUrl: string): string {
  const place = owner.type === 'Organization' ? `organizations/${owner.login}/settings` : 'settings';
  return `${gitUrl}/${place}/apps/${slug}`;
}

const Repositories = z.object({ total_count: z.number() });

async function recordOf(connection: Connection, installation: InstallationAnswer): Promise<InstallationRecord> {
  const { id, account, permissions, html_url: url, suspended_at } = installation;
  const isSuspended = Boolean(suspended_at);
  const counted = isSuspended ? undefined : await countRepositories(connection, id);
  return { id, account: account?.login ?? account?.slug ?? '', isSuspended, permissions, repositories: counted, url };
}

/** Nothing where not even a token for reading can be had: the permissions say why. */
async function countRepositories(connection: Connection, installationId: number): Promise<number | undefined> {
  try {
    const { total_count } = await connection.rest({
      as: { installationId },
      route: 'GET /installation/repositories',
      parameters: { per_page: 1 },
      answer: Repositories,
    });
    return total_count;
  } catch (error) {
    if (error instanceof Failure && ['denied', 'suspended'].includes(error.reason)) return undefined;
    throw error;
  }
}
