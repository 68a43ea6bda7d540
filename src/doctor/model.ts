import type { ModelList } from '../ports/looks.ts';
import { about, type Line } from './line.ts';

const mostNames = 8;

/** Whether the named model is there. Ollama lists what is called `name` as `name:latest`. */
export function modelLine(model: string, list: ModelList): Line {
  const { right, wrong, note } = about('model');
  if (list.kind === 'no-list')
    return note(`${list.where} does not list its models, so whether it has ${model} is not known`);
  const { names, where } = list;
  if (names.includes(model) || names.includes(`${model}:latest`)) return right(`${model} at ${where}`);
  const others = names.slice(0, mostNames).join(', ') || 'none';
  return wrong(
    `${where} does not list ${model}, but ${others}${names.length > mostNames ? ' …' : ''}`,
    'Set REDFIRST_MODEL to one of these.',
  );
}
