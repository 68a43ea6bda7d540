import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appLines, installationLines, signingLine, webhookLine } from '../../src/doctor/app.ts';
import { readManifest } from '../../src/doctor/manifest.ts';

const manifest = readManifest(readFileSync(resolve(import.meta.dirname, '..', '..', 'app.yml'), 'utf8'));
const settingsUrl = 'https://github.com/organizations/acme/settings/apps/redfirst';
const permissionsUrl = `${settingsUrl}/permissions`;
const app = { slug: 'redfirst', settingsUrl, permissionsUrl, ...manifest };
const installation = {
  id: 7,
  account: 'acme',
  isSuspended: false,
  permissions: manifest.permissions,
  repositories: 3,
  url: 'https://github.com/organizations/acme/settings/installations/7',
};
const results = (lines: readonly { name: string; result: string }[]) => lines.map(line => [line.name, line.result]);

describe('the App against app.yml', () => {
  it('is right as app.yml says', () => {
    expect(results(appLines(app, manifest))).toEqual([
      ['App', 'right'],
      ['permissions', 'right'],
      ['events', 'right'],
    ]);
  });

  it('lacks a permission, or has too low a level', () => {
    const { checks: _, ...rest } = manifest.permissions;
    const [, line] = appLines({ ...app, permissions: { ...rest, contents: 'read' } }, manifest);
    expect(line).toEqual({
      part: 'set-up',
      name: 'permissions',
      result: 'wrong',
      found: 'missing: checks: write, contents: write (is read)',
      remedy: `Set them under "Permissions & events" at ${permissionsUrl}, then accept them in each installation.`,
    });
  });

  it('has more than it needs, which is said', () => {
    const permissions = { ...manifest.permissions, workflows: 'write', administration: 'read', members: 'write' };
    const line = appLines({ ...app, permissions }, manifest).find(({ result }) => result === 'note');
    expect(line?.found).toBe('more than needed: members: write, workflows: write, administration: read');
    expect(line?.remedy).toContain(permissionsUrl);
  });

  it('does not hear of something', () => {
    const line = appLines({ ...app, events: ['issues', 'push'] }, manifest).at(-1);
    expect(line).toMatchObject({
      result: 'wrong',
      found: 'missing: check_run, check_suite, issue_comment, merge_group, pull_request',
    });
  });
});

describe('installations', () => {
  const lines = (changed: Partial<typeof installation>, allowed?: ReadonlySet<number>) =>
    installationLines({ installations: [{ ...installation, ...changed }], manifest, allowed });

  it('are named with their repositories', () => {
    expect(lines({})).toMatchObject([{ name: 'installation on acme', result: 'right', found: '3 repositories' }]);
    expect(lines({ repositories: 1 })).toMatchObject([{ found: '1 repository' }]);
  });

  it('are needed', () => {
    expect(installationLines({ installations: [], manifest, allowed: undefined })).toMatchObject([{ result: 'wrong' }]);
  });

  it('have to accept new permissions', () => {
    const [line] = lines({ permissions: { ...manifest.permissions, contents: 'read' } });
    expect(line).toMatchObject({
      result: 'wrong',
      found: 'not granted: contents: write (is read)',
      remedy: `An owner accepts them at ${installation.url}.`,
    });
  });

  it('may be suspended, or not be among those that are allowed', () => {
    expect(lines({ isSuspended: true })).toMatchObject([{ result: 'note' }]);
    expect(results(lines({}, new Set([8])))).toEqual([
      ['installation on acme', 'note'],
      ['installations', 'wrong'],
    ]);
    expect(results(lines({}, new Set([7])))).toEqual([['installation on acme', 'right']]);
  });
});

describe('the webhook', () => {
  const record = {
    url: 'https://redfirst.example.com/api/github/webhooks',
    contentType: 'json',
    hasSecret: true,
    isVerified: true,
  };
  const line = (changed: Partial<typeof record>) =>
    webhookLine({ ...record, ...changed }, { webhookPath: manifest.webhookPath, settingsUrl });

  it('comes to where it is received', () => {
    expect(line({})).toMatchObject({ result: 'right', found: record.url });
  });

  it.each<[Partial<typeof record>, string]>([
    [{ url: 'https://redfirst.example.com/' }, 'its path is not /api/github/webhooks'],
    [{ url: '' }, 'no address: its path is not /api/github/webhooks'],
    [{ contentType: 'form' }, 'its content type is form, not application/json'],
    [{ hasSecret: false }, 'it has no secret'],
    [{ isVerified: false }, 'the certificate is not looked at'],
  ])('is wrong with %j', (changed, problem) => {
    const { result, found, remedy } = line(changed);
    expect([result, found]).toEqual(['wrong', expect.stringContaining(problem)]);
    expect(remedy).toBe(`Set it under "Webhook" at ${settingsUrl}.`);
  });
});

describe('signatures', () => {
  it('are certain on github.com and have to be turned on elsewhere', () => {
    expect(signingLine('github.com').result).toBe('right');
    expect(signingLine('acme.ghe.com').result).toBe('right');
    expect(signingLine('github.example.com')).toMatchObject({
      result: 'note',
      found: expect.stringContaining('web commit signing'),
      remedy: expect.stringContaining('https://docs.github.com/enterprise-server/admin/'),
    });
  });
});
