import type { AppRecord, InstallationRecord, Permissions, WebhookRecord } from '../ports/app-reader.ts';
import { about, type Line } from './line.ts';
import type { Manifest } from './manifest.ts';

const ranks = ['none', 'read', 'write', 'admin'];
const rankOf = (level: string | undefined): number => ranks.indexOf(level ?? 'none');

/** Levels that are too low, in words. */
function lacking(needed: Manifest['permissions'], granted: Permissions): string[] {
  return Object.entries(needed)
    .filter(([name, level]) => rankOf(granted[name]) < rankOf(level))
    .map(([name, level]) => `${name}: ${level}${granted[name] ? ` (is ${granted[name]})` : ''}`);
}

/** Levels that nothing of ours needs. */
function unneeded(needed: Manifest['permissions'], granted: Permissions): string[] {
  return Object.entries(granted)
    .filter(([name, level]) => rankOf(level) > rankOf(needed[name]))
    .map(([name, level]) => `${name}: ${level}`);
}

/** The App with its permissions and events against `app.yml`. */
export function appLines({ slug, permissions, events, permissionsUrl }: AppRecord, manifest: Manifest): Line[] {
  const missing = lacking(manifest.permissions, permissions);
  const deaf = manifest.events.filter(event => !events.includes(event));
  const more = unneeded(manifest.permissions, permissions);
  const [granted, heard] = [about('permissions'), about('events')];
  return [
    about('App').right(`its key fits: ${slug}`),
    missing.length === 0
      ? granted.right(Object.keys(manifest.permissions).join(', '))
      : granted.wrong(
          `missing: ${missing.join(', ')}`,
          `Set them under "Permissions & events" at ${permissionsUrl}, then accept them in each installation.`,
        ),
    ...(more.length === 0
      ? []
      : [granted.note(`more than needed: ${more.join(', ')}`, `Take them away at ${permissionsUrl}.`)]),
    deaf.length === 0
      ? heard.right(manifest.events.join(', '))
      : heard.wrong(
          `missing: ${deaf.join(', ')}`,
          `Tick them under "Subscribe to events" at ${permissionsUrl}; some appear once their permission is set.`,
        ),
  ];
}

interface Admission {
  installations: readonly InstallationRecord[];
  manifest: Manifest;
  /** Nothing when all are. */
  allowed: ReadonlySet<number> | undefined;
}

/** Where the App is installed, and what was granted there: new permissions wait until someone accepts them. */
export function installationLines({ installations, manifest, allowed }: Admission): Line[] {
  if (installations.length === 0)
    return [about('installations').wrong('none', 'Install the App on the repositories that shall use it.')];
  const lines = installations.map(({ id, account, isSuspended, permissions, repositories, url }) => {
    const { right, wrong, note } = about(`installation on ${account}`);
    if (allowed && !allowed.has(id)) return note(`${id} is not among REDFIRST_ALLOWED_INSTALLATIONS`);
    if (isSuspended) return note('suspended: nothing is done there', `Unsuspend it at ${url}.`);
    const missing = lacking(manifest.permissions, permissions);
    if (missing.length > 0) return wrong(`not granted: ${missing.join(', ')}`, `An owner accepts them at ${url}.`);
    return right(`${repositories ?? 'an unknown number of'} ${repositories === 1 ? 'repository' : 'repositories'}`);
  });
  const unknown = [...(allowed ?? [])].filter(id => !installations.some(installation => installation.id === id));
  if (unknown.length === 0) return lines;
  return [...lines, about('installations').wrong(`REDFIRST_ALLOWED_INSTALLATIONS names ${unknown}, which is none`)];
}

/** Whether deliveries come to where they are received, signed and in the format that is read. */
export function webhookLine(
  { url, contentType, hasSecret, isVerified }: WebhookRecord,
  { webhookPath, settingsUrl }: { webhookPath: string; settingsUrl: string },
): Line {
  const { right, wrong } = about('webhook');
  const problems = [
    ...(URL.canParse(url) && new URL(url).pathname === webhookPath ? [] : [`its path is not ${webhookPath}`]),
    ...(contentType === 'json' ? [] : [`its content type is ${contentType}, not application/json`]),
    ...(hasSecret ? [] : ['it has no secret']),
    ...(isVerified ? [] : ['the certificate is not looked at']),
  ];
  if (problems.length === 0) return right(url);
  return wrong(`${url || 'no address'}: ${problems.join('; ')}`, `Set it under "Webhook" at ${settingsUrl}.`);
}

/**
 * Trailers are believed on commits that GitHub signed only. GitHub signs what an App commits through the API; a server of
 * one's own does when web commit signing is on, which cannot be asked (docs.github.com, Enterprise Server,
 * "Configuring web commit signing").
 */
export function signingLine(host: string): Line {
  const { right, note } = about('signed commits');
  if (host === 'github.com' || host.endsWith('.ghe.com')) return right(`${host} signs what the App commits`);
  return note(
    `${host} signs what the App commits only where web commit signing is on, and does not tell whether it is; without it Redfirst does not recognise its own commits`,
    `An administrator of ${host} sees to it: https://docs.github.com/enterprise-server/admin/configuring-settings/configuring-user-applications-for-your-enterprise/configuring-web-commit-signing`,
  );
}
