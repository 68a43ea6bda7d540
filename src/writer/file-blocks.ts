/** Files as labelled blocks of a prompt. Without `whole` all of them count as such; of the others a part is shown. */
export function fileBlocks(
  files: Iterable<readonly [path: string, text: string]>,
  whole?: ReadonlySet<string>,
): string {
  return [...files]
    .map(([path, text]) => {
      const tag = whole && !whole.has(path) ? 'excerpt' : 'file';
      return `<${tag} path="${path}">\n${text}\n</${tag}>`;
    })
    .join('\n\n');
}
