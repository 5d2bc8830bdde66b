/** A range of IPv4 addresses. */
export interface CidrBlock {
  /** Its first address as a number. */
  readonly first: number;
  /** Bits of its mask. */
  readonly bits: number;
}

/** Addresses in a block of so many mask bits. */
export function sizeOf(bits: number): number {
  return 2 ** (32 - bits);
}

/** The block of that size which holds the address. */
export function blockAt(address: number, bits: number): CidrBlock {
  return { first: address - (address % sizeOf(bits)), bits };
}

export function lastOf(block: CidrBlock): number {
  return block.first + sizeOf(block.bits) - 1;
}

/** The first block of that size which begins behind the given one. */
export function blockAfter(block: CidrBlock, bits = block.bits): CidrBlock {
  const behind = blockAt(lastOf(block), bits);
  return { first: lastOf(behind) + 1, bits };
}

export function overlap(one: CidrBlock, other: CidrBlock): boolean {
  return one.first <= lastOf(other) && other.first <= lastOf(one);
}

/** @throws when the text isn't an address with a mask, e.g. `10.0.0.0/16` */
export function parseCidrBlock(text: string): CidrBlock {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text);
  const [first = 256, second = 256, third = 256, fourth = 256, bits = 33] = (match ?? [])
    .slice(1)
    .map(Number);
  if ([first, second, third, fourth].some((part) => part > 255) || bits > 32) {
    throw new Error(`Invalid net address: ${text}`);
  }
  return blockAt(((first * 256 + second) * 256 + third) * 256 + fourth, bits);
}

/** E.g. `10.0.1.0`. */
export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

export function blockText(block: CidrBlock): string {
  return `${addressText(block.first)}/${block.bits}`;
}
