// The codes of an authenticator app (RFC 6238: SHA-1, 30 s, 6 digits), for the journeys and the screenshots.

import { createHmac } from 'node:crypto';

const STEP_MS = 30_000;

/**
 * The code of a base32 secret at a moment; by default now.
 * @param {string} secret
 * @param {number} at milliseconds
 */
export function totp(secret, at = Date.now()) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP_MS)));
  const hash = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = hash.readUInt8(hash.length - 1) & 0x0f;
  return String((hash.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** An authenticator app whose owner is patient: a server takes each code only once. */
export class Authenticator {
  /** @type {string} */
  #secret;
  /** The last step whose code was given. */
  #last = 0;

  /** @param {string} secret base32 */
  constructor(secret) {
    this.#secret = secret;
  }

  /** A code that is good now and was not given before. Servers take the step before and after the current one too (RFC 6238 §5.2). */
  async code() {
    for (;;) {
      const now = Math.floor(Date.now() / STEP_MS);
      const left = STEP_MS - (Date.now() % STEP_MS);
      const step = Math.max(this.#last + 1, left > 5_000 ? now - 1 : now);
      if (step <= now + 1) {
        this.#last = step;
        return totp(this.#secret, step * STEP_MS);
      }
      await new Promise((resolve) => setTimeout(resolve, Math.min(left + 50, 1_000)));
    }
  }
}

/**
 * RFC 4648 base32; spaces and padding are left out, as people type them.
 * @param {string} text
 */
function fromBase32(text) {
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
