const tool = '(?:read|edit|search|list|write|run|finish|ask|dispute|grep|find)';

/** What only somebody says who speaks of how it was done: a tool by name, or a call of one. */
const patterns = [
  /\b(?:tool|function)[ -]?(?:call|use|invocation|result)s?\b/i,
  /\b(?:apply_patch|(?:read|edit|write|list|search)_files?|search_code|run_(?:tests|check|step|command)|ask_person|dispute_test|finish_work)\b/,
  new RegExp(`\\b(?:the|a|my)\\s+\`?${tool}\`?\\s+tool\\b`, 'i'),
  new RegExp(`\\b(?:used|using|called|calling|invoked|invoking|ran|via)\\s+(?:the\\s+)?\`${tool}[\\w_]*\``, 'i'),
];

/** Whether a text names a tool of the model. What people read says what changed, never with what. */
export function namesTool(text: string): boolean {
  return patterns.some(pattern => pattern.test(text));
}
