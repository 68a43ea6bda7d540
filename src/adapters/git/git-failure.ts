import { Failure } from '../../domain/failure.ts';

/** What git wrote on stderr, in the C locale, and what it means for us. The first that matches counts. */
const cases: readonly { pattern: RegExp; reason: string; retryable: boolean }[] = [
  { pattern: /No space left on device/, reason: 'disk-full', retryable: false },
  { pattern: /Unable to create '.*\.lock'|could not lock|shallow file has changed/, reason: 'locked', retryable: true },
  { pattern: /fsck|malformed|unable to (index|parse)/i, reason: 'malformed', retryable: false },
  { pattern: /returned error: 429/, reason: 'rate-limited', retryable: true },
  { pattern: /returned error: 5\d\d/, reason: 'unreachable', retryable: true },
  {
    pattern: /returned error: 40[13]|Authentication failed|could not read (Username|Password)/,
    reason: 'denied',
    retryable: false,
  },
  {
    pattern:
      /returned error: (404|410)|repository .* not found|not our ref|bad object|invalid object|not a tree object/i,
    reason: 'gone',
    retryable: false,
  },
  { pattern: /returned error: 3\d\d|redirect/i, reason: 'moved', retryable: false },
  { pattern: /does not appear to be a git repository|not a git repository/, reason: 'gone', retryable: false },
  { pattern: /transport '.*' not allowed/, reason: 'denied', retryable: false },
  {
    pattern:
      /Could not resolve host|Failed to connect|Connection (refused|reset|timed out)|unable to access|Operation (too slow|timed out)|early EOF|RPC failed|unexpected disconnect|hung up/i,
    reason: 'unreachable',
    retryable: true,
  },
];

const words: Record<string, string> = {
  'disk-full': 'The disk that holds the clones is full',
  locked: 'Another process is fetching into the same clone',
  'rate-limited': 'The git host asks us to wait',
  unreachable: 'The git host cannot be reached',
  denied:
    'The git host refused access; check that the App is installed on this repository with read access to contents',
  gone: 'The repository or commit is not there (any more)',
  malformed: 'The repository holds an object that git itself calls malformed or dangerous',
  moved: 'The repository was renamed or moved',
  failed: 'git failed',
};

/** The failure that a git command's words on stderr amount to. */
export function gitFailure(command: string, stderr: string): Failure {
  const found = cases.find(({ pattern }) => pattern.test(stderr)) ?? { reason: 'failed', retryable: false };
  const said = stderr.trim().split('\n').slice(0, 5).join(' ').slice(0, 500);
  const message = `${words[found.reason]} (git ${command}: ${said})`;
  return new Failure(message, { source: 'git', reason: found.reason, retryable: found.retryable });
}

/** A name that cannot be a commit is refused before git sees it, where it might be read as an option. */
export function checkOid(oid: string): string {
  if (/^[0-9a-f]{40}$/.test(oid)) return oid;
  const facts = { source: 'git', reason: 'bad-oid', retryable: false } as const;
  throw new Failure(`${JSON.stringify(oid)} is not a commit id: 40 hexadecimal digits are needed.`, facts);
}
