/** What each command that shows or makes changes says of the resources in the end. */
export function outcomes(output: string): string[][] {
  return output
    .split(/^\$ /m)
    .slice(1)
    .flatMap((text) => {
      const command = text.slice(0, text.indexOf("\n"));
      const summary = [...text.matchAll(/^Resources:\n((?: {4}.*\n)+)/gm)].at(-1)?.[1];
      return summary ? [[command, ...summary.trim().split(/\n\s*/)]] : [];
    });
}
