import type { Account } from '../entities.ts';

/** A login as pages show it: bots without their suffix, which a badge says instead. */
export function actorName(account: Account): string {
  return account.login.replace(/\[bot\]$/, '');
}
