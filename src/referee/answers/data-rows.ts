/** Data that holds a row, or a key with its value, on each line. */
export const isOfRows = /\.(?:[ct]sv|ya?ml|toml|ini|properties|env|cfg|conf|dat|txt)$/;

/** The rows of such a file as lists of a script, each on its own line. What names columns, speaks or opens a section is none. */
export function rowsIn(path: string, text: string): string {
  const isTable = /\.[ct]sv$/.test(path);
  const separator = isTable ? /[,;\t|]/ : /\s*[:=,;|\t]\s*/;
  const rows = text.split('\n').map((line, index) => {
    const isAside = /^\s*(?:[#;[]|\/\/|---)/.test(line) || (isTable && index === 0 && !/\d/.test(line));
    const cells = isAside
      ? []
      : line
          .split(separator)
          .map(cellOf)
          .filter(cell => cell !== undefined);
    return cells.length > 1 ? `[${cells.join(', ')}],` : '';
  });
  return rows.join('\n');
}

function cellOf(cell: string): string | undefined {
  const bare = cell.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (bare === '') return undefined;
  return /^-?\d+(?:\.\d+)?$/.test(bare) ? String(Number(bare)) : JSON.stringify(bare);
}
