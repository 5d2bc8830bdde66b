/** Random numbers from 0 up to 1 that a seed determines (xorshift, 32 bits). */
export function randomNumbers(seed: number): () => number {
  // A state of 0 would stay 0.
  let state = (Math.imul(seed | 0, 0x9e3779b1) ^ 0x5f356495) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
