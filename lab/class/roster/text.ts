/**
 * The text of a file as spreadsheets write it: UTF-8 with or without byte order mark, or UTF-16 with one ("Unicode Text").
 *
 * @returns undefined when it is neither, such as a file in a code page of Windows
 */
export function decode(bytes: Uint8Array): string | undefined {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    // The decoder removes the byte order mark.
    return new TextDecoder(utf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
