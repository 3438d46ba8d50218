import { createHash, randomBytes } from 'node:crypto';

// Crockford's base 32: no I, L, O, U, so that a code can be read out and typed. 28 characters carry 140 bits.
// Groups rather than base64url: a link that ends in "-" or "_" loses its end in many mail programs.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 28;
const READ_AS: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** What a mail carries: `7KQ4-XM2P-…`, seven groups of four. Only its hash is kept. */
export function createLinkCode(): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('');
  return letters.replace(/.{4}(?=.)/g, '$&-');
}

/** The hash a code is found by; case, look-alike letters and whatever a mail program put between or behind do not matter. */
export function linkCodeHash(code: string): Buffer {
  const plain = code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[OIL]/g, (letter) => READ_AS[letter] ?? letter);
  return createHash('sha256').update(plain).digest();
}
