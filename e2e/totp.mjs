// The codes of an authenticator app (RFC 6238: SHA-1, 30 s, 6 digits).

import { createHmac } from 'node:crypto';

const STEP_MS = 30_000;

/** The code of a base32 secret at a moment; by default now. */
export function totp(secret: string, at = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP_MS)));
  const hash = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = hash[hash.length - 1]! & 0x0f;
  return String((hash.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** A code that is still good for some seconds and differs from the last one: a server takes each only once. */
export async function nextTotp(secret: string, last = ''): Promise<string> {
  for (;;) {
    const left = STEP_MS - (Date.now() % STEP_MS);
    const code = totp(secret);
    if (left > 3_000 && code !== last) return code;
    await new Promise((resolve) => setTimeout(resolve, Math.min(left + 100, 1_000)));
  }
}

/** RFC 4648 base32; spaces and padding are left out, as people type them. */
function fromBase32(text: string): Buffer {
  let bits = 0n;
  const letters = text.toUpperCase().replace(/[\s=-]/g, '');
  for (const letter of letters) {
    const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter);
    if (value < 0) throw new Error('not a base32 secret');
    bits = (bits << 5n) | BigInt(value);
  }
  const length = Math.floor((letters.length * 5) / 8);
  const whole = bits >> BigInt(letters.length * 5 - length * 8);
  return Buffer.from(whole.toString(16).padStart(length * 2, '0'), 'hex');
}
