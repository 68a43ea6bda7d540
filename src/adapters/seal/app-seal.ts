import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Seal } from '../../ports/seal.ts';

const algorithm = 'aes-256-gcm';
const version = 'v1';
/** Bytes of a nonce and of an authentication tag (NIST SP 800-38D). */
const sizes = { nonce: 12, tag: 16 };
/** No honest text is larger; a bomb would be. */
const largest = 1024 * 1024;

/**
 * Seals with a key that is made from the App's private key (HKDF, RFC 5869), so that it outlives our database and needs
 * no secret of its own. Whoever changes the private key can read nothing that was sealed before.
 */
export function appSeal(privateKey: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', privateKey, 'redfirst', 'held-out tests', 32));
  return {
    close(text, label) {
      const nonce = randomBytes(sizes.nonce);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(label));
      const body = Buffer.concat([cipher.update(deflateRawSync(text)), cipher.final()]);
      return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, label) {
      const [found, body = ''] = sealed.split('.');
      return found === version ? opened(key, Buffer.from(body, 'base64url'), label) : undefined;
    },
  };
}

function opened(key: Buffer, bytes: Buffer, label: string): string | undefined {
  const { nonce, tag } = sizes;
  if (bytes.length < nonce + tag) return undefined;
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonce))
      .setAAD(Buffer.from(label))
      .setAuthTag(bytes.subarray(nonce, nonce + tag));
    const text = Buffer.concat([decipher.update(bytes.subarray(nonce + tag)), decipher.final()]);
    return inflateRawSync(text, { maxOutputLength: largest }).toString('utf8');
  } catch {
    return undefined;
  }
}
