/** What a person can say on the issue or its pull request. */
export type Command =
  | { name: 'approve'; hash: string | undefined }
  /** Without feedback the plan is made anew from an issue that was edited. */
  | { name: 'revise'; feedback: string }
  | { name: 'amend'; target: string; reason: string }
  | { name: 'waive'; rule: string; place: { path: string; line?: number } | undefined; reason: string }
  | { name: 'implement' }
  | { name: 'status' }
  | { name: 'retry' }
  | { name: 'cancel' }
  | { name: 'continue'; budget: string }
  | { name: 'help' };

export type CommandName = Command['name'];

/** A comment read as a command: one of ours, one that we do not know or cannot read, or ordinary talk. */
export type ParsedComment =
  | { kind: 'command'; command: Command }
  | { kind: 'unknown'; word: string; problem: string }
  | { kind: 'talk' };
