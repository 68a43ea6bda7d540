import type { FileChange } from '../domain/file-change.ts';
import type { LanguageName } from '../domain/settings.ts';
import type { DetectedProfile } from './profile.ts';
import type { Project } from './project.ts';
import type { Grammar, SyntaxNode } from './syntax.ts';

/** What a failure says is not there: names to look for in the spec, or a module and the file that wanted it. */
export interface Missing {
  symbols: string[];
  module?: string;
  importer?: string;
}

/** Words of a compiler or a runtime about something that does not exist, and what to take from them. */
export type MissingWords = [pattern: RegExp, read: (match: RegExpExecArray) => Missing];

/** One way to make a check look away. `skip` takes tests out of the run; `suppression` silences a tool. */
export interface Suppression {
  rule: string;
  kind: 'skip' | 'suppression';
  pattern: RegExp;
  /** The tool searches the text of a line: the word has its effect in a string as well. */
  inText?: true;
}

/** An existing test file: a canary is placed beside it, called like it and written like it. */
export interface Perch {
  path: string;
  text: string;
}

/** A declaration that a runner takes for a test. */
export interface DeclaredTest {
  name: string;
  /** One declaration, several results: a table, a parameter source. */
  isMany: boolean;
  /** Its attributes or annotations, which may assert too: an expected exception. */
  attributes: string;
}

/** How a language declares tests, where its runner finds them by name, attribute or annotation. */
export interface TestConventions {
  testAt(node: SyntaxNode): DeclaredTest | undefined;
  /** The class or module that gives its name to the tests in it; nothing for a node that gives none. */
  blockAt(node: SyntaxNode): string | undefined;
  /** Calls and attributes that check something. */
  asserts: RegExp;
  /** Checks that can never fail. */
  vacuous: RegExp;
}

/** How a language declares what others may use, and how it documents that. */
export interface DefinitionConventions {
  kinds: Record<string, 'function' | 'class'>;
  isPublic(node: SyntaxNode): boolean;
  /** The beginning of a comment that documents what follows. */
  doc: RegExp;
}

/**
 * What is known of one language, as data: the whole of what a new one has to bring. Everything that a language has no use
 * for is left out, and what is left out is said in the evidence.
 */
export interface Language {
  /** As people call it. */
  title: string;
  names: readonly LanguageName[];
  grammars: readonly Grammar[];
  /** Files whose texts {@link profile} wants to read; the first one is named to people where nothing was found. */
  manifests: readonly string[];
  /** What a repository shows of itself; nothing when it shows no tests of this language. */
  profile(project: Project): DetectedProfile | undefined;
  /** Whether a directory holds several projects, whose tests are not run from there. */
  holdsSeveral?: (project: Project) => boolean;
  missing: readonly MissingWords[];
  suppressions: readonly Suppression[];
  /** What the path of a module's file holds, in segments; a script's name is read relative to its importer instead. */
  modulePath?: (module: string) => string[];
  /** Shell commands that tell its version and its runner's, called as in the command that runs the tests. */
  versions: (run: string) => string[];
  /** What a documentation comment is called. */
  docComment: string;
  /** Why declared types need no judgment, where the compiler asks for them anyway. */
  typesBecause?: string;
  tests?: TestConventions;
  /** Tests that stand in source files: what was in such a block stays as it is, and more may be added. */
  isTestBlock?: (node: SyntaxNode) => boolean;
  /** Where new tests belong, for a language that also has them in source files. */
  testsElsewhere?: string;
  definitions?: DefinitionConventions;
  /** A test that must fail; the nonce makes its name unforeseeable. */
  canary?: (perch: Perch, nonce: string) => FileChange;
}

/** The last parts of dotted names in these groups of a pattern. */
export const names =
  (...groups: number[]): MissingWords[1] =>
  match => ({ symbols: groups.flatMap(group => match[group]?.split(/\.|::/).at(-1) ?? []) });

/** The calls that an error about types may mean, as the readers of a compiler's output name them. */
export const mistypedCalls: MissingWords[1] = match => ({ symbols: (match[1] ?? '').match(/\w+/g) ?? [] });

/** A module in the first group of a pattern and, where it says so, its importer in the second. */
export const missingModule: MissingWords[1] = match => ({
  symbols: [],
  module: match[1] ?? '',
  ...(match[2] && { importer: match[2] }),
});

/** The last call of a program in a shell command, without what follows the program's name. */
export const callOf = (run: string, program: string): string | undefined =>
  new RegExp(`(?:^|[;&|])\\s*([^;&|]*?\\b(?:${program}))(?=\\s|$)`).exec(run)?.[1];
