// Counts up until SHA-256(challenge + ":" + number) starts with `difficulty` zero bits, and answers with the number.
import { leadingZeros } from "./sha256.js";

onmessage = ({ data }: MessageEvent<{ challenge: string; difficulty: number }>) => {
  const bytes = new Uint8Array(data.challenge.length + 17);
  const prefix = new TextEncoder().encode(`${data.challenge}:`);
  bytes.set(prefix);
  for (let nonce = 0; ; nonce++) {
    const digits = String(nonce);
    for (let i = 0; i < digits.length; i++) bytes[prefix.length + i] = digits.charCodeAt(i);
    if (leadingZeros(bytes, prefix.length + digits.length) >= data.difficulty) {
      postMessage(digits);
      return;
    }
  }
};
