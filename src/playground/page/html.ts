/** Text that is HTML already. Made only by {@link html} and {@link trusted}. */
export interface Html {
  readonly markup: string;
}

export type Fragment = Html | string | number | null | undefined | false | readonly Fragment[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that stays text, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? character);
}

function render(fragment: Fragment): string {
  if (fragment === null || fragment === undefined || fragment === false) return '';
  if (Array.isArray(fragment)) return fragment.map(render).join('');
  if (typeof fragment === 'object') return (fragment as Html).markup;
  return escapeHtml(String(fragment));
}

/** A template whose values are escaped unless they are HTML. */
export function html(strings: TemplateStringsArray, ...values: Fragment[]): Html {
  return { markup: strings.map((text, index) => text + render(values[index])).join('') };
}

/** Markup that is known to be safe, such as what the Markdown renderer made. */
export function trusted(markup: string): Html {
  return { markup };
}
