import type { AnalysisReply } from '../../domain/analysis-reply.ts';
import { withoutInvisible } from '../../domain/invisible.ts';

/** Lines of Mermaid for each state; what is as it was needs none. */
const looks = {
  existing: undefined,
  changed: 'stroke-width:3px',
  new: 'stroke-width:3px,stroke-dasharray:6 3',
  outside: 'stroke-dasharray:2 2',
} as const;

/**
 * The architecture as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html). It is built from data, so that
 * it parses whatever the names hold, and no name can carry a link, a directive or markup.
 */
export function diagramOf({ components, links }: Pick<AnalysisReply, 'components' | 'links'>): string {
  const ids = new Map(components.map(({ name }, index) => [name, `c${index + 1}`]));
  const boxes = components.map(({ name, state }, index) => `  c${index + 1}["${label(name)}"]:::${state}`);
  const arrows = links.flatMap(({ from, to, carries }) => {
    const [start, end] = [ids.get(from), ids.get(to)];
    if (!start || !end) return [];
    return `  ${start} -->${carries.trim() ? `|"${label(carries)}"|` : ''} ${end}`;
  });
  const used = new Set(components.map(({ state }) => state));
  const styles = [...used].map(state => `  classDef ${state} ${looks[state] ?? 'stroke-width:1px'}`);
  return ['flowchart LR', ...boxes, ...arrows, ...styles].join('\n');
}

/** Words that stay words between quotes: without what Mermaid reads as markup, entity, comment or directive. */
function label(text: string): string {
  const plain = withoutInvisible(text)
    .text.replace(/["`]/g, "'")
    .replace(/[<>{}[\]|#;%\\]+/g, ' ');
  return plain.replace(/\s+/g, ' ').trim().slice(0, 80) || '?';
}
