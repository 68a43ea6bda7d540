import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Facts } from '../domain/facts.ts';
import type { FileChange } from '../domain/file-change.ts';
import type { StageContext } from './context.ts';
import type { ApprovedTests } from './frozen-tests.ts';

/** Tests that the implementer never sees: what is known of them at a head. */
export type HeldOut =
  /** There are none. */
  | { kind: 'none'; why: string }
  | { kind: 'sealed'; files: FileChange[]; hash: string; text: string }
  /** They are on the branch since it was green, frozen like the others. */
  | { kind: 'published' }
  /** The red commit says that there are some, and they cannot be read. */
  | { kind: 'lost' };

const Files = z.array(z.object({ path: z.string(), content: z.string() }));

/** GitHub takes 65,535 characters as the text of a check run. */
const mostSealed = 60_000;

/** Held-out tests as the App keeps them: the text of its own check, and the hash that the red commit names. */
export interface SealedTests {
  hash: string;
  text: string;
}

/** Seals tests for one feature. Nothing when they are too many to be kept. */
export function sealTests(
  { facts, seal }: Pick<StageContext, 'facts' | 'seal'>,
  files: readonly FileChange[],
): SealedTests | undefined {
  const plain = JSON.stringify(files.map(({ path, content }) => ({ path, content: content ?? '' })));
  const sealed = seal.close(plain, labelOf(facts));
  if (sealed.length > mostSealed) return undefined;
  const words = 'Held-out tests, which the implementer does not see until the others are green, sealed by this App:';
  return { hash: sha256(plain), text: `${words}\n\n\`\`\`\nredfirst-sealed ${sealed}\n\`\`\`` };
}

/** Finds the held-out tests of a red commit: in our own checks, or in our notes where no check was written yet. */
export async function heldOutOf(context: StageContext, { trailers, published, oid }: ApprovedTests): Promise<HeldOut> {
  const { facts, seal, settings } = context;
  const hash = trailers.heldOut;
  if (!settings.heldOut) return { kind: 'none', why: 'off in the configuration' };
  if (!hash) return { kind: 'none', why: 'none were written' };
  if (published) return { kind: 'published' };
  const text = await sealedText(context, { hash, oid });
  const plain = text && seal.open(sealedIn(text), labelOf(facts));
  const files = plain && Files.safeParse(JSON.parse(plain)).data;
  return files ? { kind: 'sealed', files, hash, text } : { kind: 'lost' };
}

/** The text with this hash in it, if any of our checks holds it; our notes are asked until the red commit has its check. */
export async function sealedText(
  { facts, seal, recallSealed }: Pick<StageContext, 'facts' | 'seal' | 'recallSealed'>,
  { hash, oid }: { hash: string; oid: string },
): Promise<string | undefined> {
  const texts = facts.checks.flatMap(({ name, text }) => (name === 'redfirst/red' && text ? [text] : []));
  const isIt = (text: string) => sha256(seal.open(sealedIn(text), labelOf(facts)) ?? '') === hash;
  const isShown = facts.checks.some(({ name, headOid }) => name === 'redfirst/red' && headOid === oid);
  const noted = isShown ? undefined : await recallSealed(hash);
  return [...texts, ...(noted ? [noted] : [])].find(isIt);
}

const sealedIn = (text: string): string => /^redfirst-sealed ([\w.-]+)$/m.exec(text)?.[1] ?? '';
const labelOf = ({ repository, issue }: Facts): string => `${repository.id}.${issue.number}`;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
