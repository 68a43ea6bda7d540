import { verify } from 'node:crypto';
import { Refusal } from '../refusal.ts';
import type { State } from '../state.ts';

const unauthorized = (message: string) => new Refusal('UNAUTHORIZED', message);

function decode(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Falls through to the one message for every kind of nonsense.
  }
  throw unauthorized('A JSON web token could not be decoded');
}

/**
 * Accepts the App's own token: RS256 by its key, `iss` its id, `iat` not ahead of our clock, `exp` at most ten minutes off.
 * @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
export function verifyAppJwt(state: State, token: string): void {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = decode(payload);
  const isSigned =
    decode(header)['alg'] === 'RS256' &&
    verify('sha256', Buffer.from(`${header}.${payload}`), state.app.publicKey, Buffer.from(signature, 'base64url'));
  if (!isSigned) throw unauthorized('A JSON web token could not be decoded');
  if (String(claims['iss']) !== String(state.app.id)) throw unauthorized('Integration not found');
  checkTimes(claims, Math.floor(state.now().getTime() / 1000));
}

function checkTimes({ iat, exp }: Record<string, unknown>, now: number): void {
  if (typeof iat !== 'number' || iat > now)
    throw unauthorized(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  if (typeof exp !== 'number' || exp <= now)
    throw unauthorized(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (exp - now > 600) throw unauthorized("'Expiration time' claim ('exp') is too far in the future");
}
