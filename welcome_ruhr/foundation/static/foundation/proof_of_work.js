// Proof of work before a form is sent (altcha's protocol, version 1): finds the number that makes the challenge.
//
//   const payload = await solve(challenge, { signal });    for the server's foundation.proof_of_work.check
//
// It reckons in a worker, which is this same file, so that typing never waits. A browser without module workers
// reckons in the page, a few milliseconds at a time. The sums are our own: crypto.subtle answers each of them with a
// promise, which takes two to four times as long, and it is missing where a page comes without TLS.
const BATCH = 500; // numbers tried between two looks at what the reader does; 10 ms on an old phone

// Returns a promise of the payload; rejects with an AbortError when `signal` says so, else when nothing solves it.
export async function solve(challenge, { signal } = {}) {
  if (challenge.algorithm !== "SHA-256") throw new Error(`Not reckoned here: ${challenge.algorithm}`);
  if (signal?.aborted) throw givenUp();
  const number = await inWorker(challenge, signal).catch((error) => {
    if (signal?.aborted) throw error;
    return inPage(challenge, signal);
  });
  if (number < 0) throw new Error("No number solves this challenge.");
  const { algorithm, challenge: hash, salt, signature } = challenge;
  return btoa(JSON.stringify({ algorithm, challenge: hash, number, salt, signature }));
}

function inWorker(challenge, signal) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(import.meta.url, { type: "module" });
    const end = (settle) => (result) => {
      worker.terminate();
      settle(result);
    };
    worker.onmessage = end(({ data }) => resolve(data));
    worker.onerror = end(reject);
    signal?.addEventListener("abort", end(() => reject(givenUp())), { once: true });
    worker.postMessage(challenge);
  });
}

async function inPage(challenge, signal) {
  for (let from = 0; from <= challenge.maxnumber; from += BATCH) {
    if (signal?.aborted) throw givenUp();
    const number = find(challenge, from, Math.min(from + BATCH - 1, challenge.maxnumber));
    if (number >= 0) return number;
    await new Promise((goOn) => setTimeout(goOn));
  }
  return -1;
}

function givenUp() {
  return new DOMException("Given up.", "AbortError");
}

// Returns the first number in [from, to] whose SHA-256 after the salt is the challenge; -1 when there is none.
function find({ challenge, salt }, from, to) {
  const wanted = Int32Array.from(challenge.match(/.{8}/g), (word) => parseInt(word, 16));
  const hash = hashAfter(new TextEncoder().encode(salt));
  for (let number = from; number <= to; number++) {
    const found = hash(String(number));
    if (found[0] === wanted[0] && found.every((word, place) => word === wanted[place])) return number;
  }
  return -1;
}

// --- SHA-256 (FIPS 180-4), 64 bytes at a time ------------------------------------------------------------------
const BLOCK = 64;
const START = Int32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);
const K = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);

// Returns a function that hashes `prefix` with a few digits after it; the prefix's whole blocks are reckoned once.
function hashAfter(prefix) {
  const words = new Int32Array(BLOCK);
  const middle = START.slice();
  const whole = prefix.length - (prefix.length % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) mix(middle, prefix.subarray(at, at + BLOCK), words);
  const rest = prefix.subarray(whole);
  const [short, long] = [new Uint8Array(BLOCK), new Uint8Array(2 * BLOCK)];
  short.set(rest);
  long.set(rest);
  const state = new Int32Array(START.length);

  return (digits) => {
    const length = rest.length + digits.length;
    // One sign ends the text, and eight bytes at the very end say how many bits it has.
    const bytes = length + 9 <= BLOCK ? short : long;
    for (let at = 0; at < digits.length; at++) bytes[rest.length + at] = digits.charCodeAt(at);
    bytes.fill(0, length);
    bytes[length] = 0x80;
    new DataView(bytes.buffer).setUint32(bytes.length - 4, (whole + length) * 8);
    state.set(middle);
    for (let at = 0; at < bytes.length; at += BLOCK) mix(state, bytes.subarray(at, at + BLOCK), words);
    return state;
  };
}

function mix(state, block, words) {
  for (let at = 0; at < 16; at++) {
    words[at] = (block[4 * at] << 24) | (block[4 * at + 1] << 16) | (block[4 * at + 2] << 8) | block[4 * at + 3];
  }
  for (let at = 16; at < BLOCK; at++) {
    const early = words[at - 15];
    const late = words[at - 2];
    const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[at] = words[at - 16] + first + words[at - 7] + second;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < BLOCK; at++) {
    const chosen = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen + K[at] + words[at]) | 0;
    const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, place) => (state[place] += word));
}

function turned(word, bits) {
  return (word >>> bits) | (word << (32 - bits));
}

// --- the worker's side -----------------------------------------------------------------------------------------
if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  addEventListener("message", ({ data }) => postMessage(find(data, 0, data.maxnumber)));
}
