// SHA-256 (FIPS 180-4) for short texts, without waiting: WebCrypto's promises would cost ten times the hash itself.

function fraction(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
}

const primes: number[] = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
const K = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
const START = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));

const w = new Int32Array(64);
const state = new Int32Array(8);

/** The number of leading zero bits of SHA-256(`bytes`); `bytes` are ASCII. */
export function leadingZeros(bytes: Uint8Array, length: number): number {
  const blocks = Math.ceil((length + 9) / 64);
  const padded = new DataView(new ArrayBuffer(blocks * 64));
  for (let i = 0; i < length; i++) padded.setUint8(i, bytes[i]!);
  padded.setUint8(length, 0x80);
  padded.setUint32(blocks * 64 - 4, length * 8);
  state.set(START);
  for (let block = 0; block < blocks; block++) compress(padded, block * 64);
  let zeros = 0;
  for (const word of state) {
    zeros += Math.clz32(word);
    if (word !== 0) break;
  }
  return zeros;
}

function compress(data: DataView, at: number): void {
  for (let i = 0; i < 16; i++) w[i] = data.getInt32(at + i * 4);
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const sum = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) state[i] = (state[i]! + sum[i]!) | 0;
}
