/** One action of the model: its name, and its arguments as data, or as text that is no JSON. */
export type Action = readonly [tool: string, given: object | string];

/** One turn of the model in a dialogue, with all that it does in it. */
export const act = (...calls: readonly Action[]) => ({
  text: 'I go on.',
  calls: calls.map(([tool, given]) => ({ tool, arguments: given })),
});

/** Giving a file whole. */
export const write = (path: string, content: string): Action => [
  'edit_file',
  { path, edits: [{ kind: 'write', content }] },
];

/** Handing the work in. */
export const finish = (summary: string, unexpected: string | null = null): Action => [
  'finish_work',
  { summary: [summary], unexpected },
];

/** Having all tests run. */
export const tests: Action = ['run_tests', {}];
