import { describe, expect, it } from 'vitest';
import { markdown } from '../../src/playground/page/markdown.ts';
import type { Playground } from '../../src/playground/server.ts';
import { hookReceiver, installed, person, playgroundWith, project, sampleRepository as sample } from './world.ts';

async function page(playground: Playground, path: string, as = 'writer') {
  const response = await fetch(playground.url + path, { headers: { cookie: `as=${as}` } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function submit(playground: Playground, path: string, fields: Record<string, string>, as = 'writer') {
  return fetch(playground.url + path, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
    headers: { cookie: `as=${as}`, referer: `${playground.url}/acme/sample/issues/1` },
  });
}

/** Tags that Markdown itself makes, with the attributes that it gives them. */
const made =
  /^<(?:\/?[a-z0-9]+|a href="(?!javascript)[^"<>]*"(?: title="[^"<>]*")?|img src="(?!javascript)[^"<>]*" alt="[^"<>]*"(?: title="[^"<>]*")?(?: width="16" height="16")? ?\/?|img class="emoji" src="[^"<>]*" alt="." width="16" height="16"|input type="checkbox" disabled="" (?:checked="" )?\/|code class="language-[^"<>]+"|details open|t[hd] align="\w+"|[hb]r ?\/)>$/;

describe('Markdown on a page', () => {
  it.each([
    '<script>alert(1)</script>',
    'text <img src=x onerror=alert(1)> text',
    '<IMG SRC=`javascript:alert(1)`>',
    '<svg/onload=alert(1)>',
    '<details open ontoggle=alert(1)>x</details>',
    '<details\nopen\nontoggle=alert(1)>',
    '<a href="javascript:alert(1)">x</a> [x](javascript:alert(1)) <javascript:alert(1)>',
    '![" onerror="alert(1)](x) ![✅ onerror=alert(1) "](y "✅ <b>")',
    '<!-- <script>alert(1)</script> --><script>alert(2)</script>',
    '<!--> <img src=x onerror=alert(1)> -->',
    '<style>*{display:none}</style><link rel=stylesheet href=//x><meta http-equiv=refresh content=0>',
    '<b onclick=alert(1)>x</b><form action=//x><input name=y></form><iframe src=//x>',
    '```html"><img src=x onerror=alert(1)>\ncode\n```',
    '<<script>script>alert(1)<</script>/script>',
  ])('is inert: %s', source => {
    const { markup } = markdown(source);
    const tags = markup.match(/<[^>]*>?/g) ?? [];
    expect(tags.filter(tag => !made.test(tag))).toEqual([]);
    expect(markup).not.toMatch(/<(?:script|style|svg|form|iframe|link|meta)/i);
  });

  it('shows folds, tables, tasks and emoji, and hides comments', () => {
    const { markup } = markdown(
      '<!-- marker -->\n<details><summary>More &amp; more</summary>\n\n| a |\n|---|\n| ✅ |\n\n- [x] done\n\n</details>',
    );
    expect(markup).toContain('<details><summary>More &amp; more</summary>');
    expect(markup).toContain(
      '<td><img class="emoji" src="/_playground/emoji/2705.svg" alt="✅" width="16" height="16"></td>',
    );
    expect(markup).toContain('<input type="checkbox" disabled="" checked="" /> done');
    expect(markup).not.toContain('marker');
  });

  it('leaves attributes out, as GitHub does, and keeps the tag', () => {
    const { markup } = markdown('<details data-kept><summary title="x">More</summary>\n\nmore\n\n</details>');
    expect(markup).toBe('<details><summary>More</summary>\n<p>more</p>\n</details>');
    expect(markdown('<details open data-kept>').markup).toBe('<details open>');
  });
});

describe('the pages', () => {
  it('lead from a new issue over a label to a comment and the end', async () => {
    const playground = await playgroundWith();
    const made = await submit(playground, '/acme/sample/issues/new', {
      title: 'A <b>',
      body: 'Please **do**.',
      labels: 'bug',
    });
    const path = '/acme/sample/issues/1';
    expect([made.status, made.headers.get('location')]).toEqual([303, path]);
    await submit(playground, `${path}/labels`, { add: 'tdd-feature' }, 'triager');
    await submit(playground, `${path}/labels`, { remove: 'bug' });
    await submit(playground, path, { body: 'See #1, `#1` and #9.' });
    await submit(playground, path, { body: '/implement', do: 'close' }, 'maintainer');
    const { text } = await page(playground, path);
    expect(text).toContain('See <a href="/acme/sample/issues/1" title="A &lt;b&gt;">#1</a>, <code>#1</code> and #9.');
    expect(text).toContain('A &lt;b&gt;');
    expect(text).toContain('<strong>do</strong>');
    expect(text).toMatch(/triager<\/b> added <span class="label[^>]*>tdd-feature/);
    expect(text).toContain('<p>/implement</p>');
    expect(text).toContain('<span class="state merged">Closed</span>');
    expect(playground.state.repositories[0]?.issues[0]?.labels.map(label => label.name)).toEqual(['tdd-feature']);
  });

  it('let nobody do what the person could not', async () => {
    const playground = await playgroundWith();
    await person(playground, 'writer').issues.create({ ...sample, title: 'Hello' });
    const refused = await submit(playground, '/acme/sample/issues/1/labels', { add: 'bug' }, 'outsider');
    const location = refused.headers.get('location') ?? '';
    expect(playground.state.repositories[0]?.issues[0]?.labels).toEqual([]);
    expect((await page(playground, location)).text).toContain('Must have admin rights to Repository.');
  });

  it('show a pull request with its checks, files and commits', async () => {
    const playground = await playgroundWith();
    const octokit = installed(playground);
    const { data: main } = await octokit.git.getRef({ ...sample, ref: 'heads/main' });
    await octokit.git.createRef({ ...sample, ref: 'refs/heads/topic', sha: main.object.sha });
    const file = { ...sample, path: 'new.txt', message: 'feat: new', content: 'PGI+Cg==', branch: 'topic' };
    await octokit.repos.createOrUpdateFileContents(file);
    const { data: pull } = await octokit.pulls.create({
      ...sample,
      title: 'Topic',
      head: 'topic',
      base: 'main',
      draft: true,
    });
    const annotations = [
      { path: 'new.txt', start_line: 1, end_line: 1, annotation_level: 'failure' as const, message: 'No <i>.' },
    ];
    const output = { title: 'Red', summary: '**6** tests', annotations };
    const actions = [{ label: 'Explain', description: 'Explain it', identifier: 'explain' }];
    const check = { ...sample, name: 'redfirst/red', head_sha: pull.head.sha, conclusion: 'failure' as const };
    const { data: run } = await octokit.checks.create({ ...check, output, actions });
    const hooks = await hookReceiver();
    playground.setWebhookUrl(hooks.url);
    const shown = (await page(playground, '/acme/sample/pull/1')).text;
    for (const part of ['>Draft<', 'Verified', '<strong>6</strong> tests', 'No &lt;i&gt;.', 'new.txt:1'])
      expect(shown).toContain(part);
    expect((await page(playground, '/acme/sample/pull/1/files')).text).toContain('<code>+&lt;b&gt;</code>');
    expect((await page(playground, '/acme/sample/pull/1/commits')).text).toContain('feat: new');
    await submit(playground, `/acme/sample/runs/${run.id}`, { action: 'explain' });
    await submit(playground, `/acme/sample/runs/${run.id}`, { action: '' });
    await submit(playground, '/acme/sample/pull/1', { do: 'ready' });
    await playground.settled();
    expect(hooks.names()).toEqual([
      'check_run.requested_action',
      'check_run.rerequested',
      'pull_request.ready_for_review',
    ]);
    await submit(playground, '/acme/sample/pull/1', { do: 'merge' });
    expect((await page(playground, '/acme/sample/pull/1')).text).toContain('>Merged<');
  });

  it('show files, and commit an edited one to its branch as the person', async () => {
    const playground = await playgroundWith();
    const { text } = await page(playground, '/acme/sample/blob/main/src/add.py');
    const sha = /name="sha" value="(\w+)"/.exec(text)?.[1] ?? '';
    const fields = { sha, content: 'def add():\r\n    pass\r\n', message: 'fix: add' };
    await submit(playground, '/acme/sample/blob/main/src/add.py', fields);
    expect((await page(playground, '/acme/sample/raw/main/src/add.py')).text).toBe('def add():\n    pass\n');
    const raw = await page(playground, '/acme/sample/raw/main/README.md');
    expect(raw.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    for (const path of [
      '/',
      '/acme/sample',
      '/acme/sample/tree/main/src',
      '/acme/sample/branches',
      '/acme/sample/pulls',
    ])
      expect((await page(playground, path)).status).toBe(200);
  });

  it('import a repository, and show what was delivered and asked', async () => {
    const playground = await playgroundWith();
    const hooks = await hookReceiver();
    await submit(playground, '/_playground/webhook', { url: hooks.url });
    await submit(playground, '/_playground/import', { owner: 'me', name: 'mine', from: project({ 'a.txt': 'a\n' }) });
    await playground.settled();
    expect((await page(playground, '/me/mine')).text).toContain('a.txt');
    expect((await page(playground, '/_playground/hooks')).text).toContain('installation.created');
    await submit(playground, `/_playground/hooks/${playground.deliveries[0]?.id}`, {});
    await playground.settled();
    expect(hooks.received.length).toBe(2);
    await installed(playground).repos.get(sample);
    expect((await page(playground, '/_playground/api')).text).toContain('/repos/acme/sample');
  });

  it('run only scripts of their own, and hide what is private', async () => {
    const playground = await playgroundWith({ banner: 'Scripted & honest' });
    await playground.createRepository({ owner: 'acme', name: 'hidden', private: true });
    const home = await page(playground, '/');
    expect(home.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(home.text).toContain('Scripted &amp; honest');
    expect((await page(playground, '/acme/hidden', 'outsider')).status).toBe(404);
    const foreign = await fetch(`${playground.url}/acme/sample/issues/new`, {
      method: 'POST',
      body: new URLSearchParams({ title: 'Forged' }),
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
  });
});
