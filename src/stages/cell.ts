/** Text in a cell of a table, on one line. */
export const cell = (text: string): string =>
  text
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ')
    .slice(0, 300);

/** A name as code in a cell of a table, whatever it holds. */
export const code = (text: string): string => `\`${cell(text).replaceAll('`', "'")}\``;
