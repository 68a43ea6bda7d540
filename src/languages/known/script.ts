import { callOf, type Language, missingModule, names } from '../language.ts';
import { isWorkspace, scriptManifests, scriptProfile } from '../typescript.ts';

const identifier = '([A-Za-z_$#][\\w$.#]*)';

function scriptVersions(run: string): string[] {
  const call = callOf(run, 'vitest|jest|mocha');
  return ['node --version', ...(call ? [`${call} --version`] : [])];
}

/** JavaScript and TypeScript, tested with Vitest, Jest, Mocha or `node --test`. */
export const script: Language = {
  title: 'JavaScript',
  names: ['javascript', 'typescript'],
  grammars: ['typescript', 'tsx'],
  manifests: scriptManifests,
  profile: scriptProfile,
  versions: scriptVersions,
  holdsSeveral: isWorkspace,
  docComment: 'a `/** … */` comment',
  /** The words of V8, the loaders of Node, Jest and Vite, and TypeScript's checker as ts-jest prints it. */
  missing: [
    [
      new RegExp(`^TypeError: \\(?(?:0 ?, ?)?${identifier}\\)?(?:\\(\\.\\.\\.\\))? is not a (?:function|constructor)`),
      names(1),
    ],
    [new RegExp(`^ReferenceError: ${identifier} is not defined`), names(1)],
    [/does not provide an export named '([^']+)'/, names(1)],
    [/^TypeError: Cannot (?:read|set) properties of undefined \((?:reading|setting) '([^']+)'\)/, names(1)],
    [/Cannot find (?:module|package) ['"]([^'"]+)['"](?: imported)? from ['"]?([^'"\s]+)/, missingModule],
    [/Cannot find module ['"]([^'"]+)['"]\s+Require stack:\s+- (\S+)/, missingModule],
    [/Cannot find module ['"]([^'"]+)['"]/, missingModule],
    [/Failed to resolve import "([^"]+)" from "([^"]+)"/, missingModule],
    [/Failed to load url (\S+) .*? in (\S+?)\. Does the file exist/, missingModule],
    [/TS2307: Cannot find module '([^']+)'/, missingModule],
    [/TS2(?:305|724): .*has no exported member (?:named )?'([^']+)'/, names(1)],
    [/TS2(?:339|551): Property '([^']+)' does not exist/, names(1)],
    [/TS2(?:304|552): Cannot find name '([^']+)'/, names(1)],
    [/TS2353: .*'([^']+)' does not exist in type/, names(1)],
    [
      /TS2(?:554|555|345): [\s\S]*?\n\s*\d+\s+(.*)/,
      match => ({ symbols: (match[1] ?? '').match(/[\w$]+(?=\s*\()/g) ?? [] }),
    ],
  ],
  suppressions: [
    {
      rule: 'test.skip',
      kind: 'skip',
      pattern:
        /\b(?:it|test|describe|suite|context|specify)(?:\s*\.\s*\w+)*\s*(?:\.\s*|\[\s*["'`])(?:skip|only|todo|fails|failing|skipIf|runIf)\b/,
    },
    {
      rule: 'xit',
      kind: 'skip',
      pattern:
        /\b(?:xit|xtest|xdescribe|xcontext|xspecify|ftest|fdescribe)\s*(?:\(|\.)|(?<![.\w$])fit\s*(?:\(\s*["'`]|\.\s*each\b)/,
    },
    {
      rule: 'this.skip',
      kind: 'skip',
      pattern: /\b(?:this|t|ctx|context|it|test)\s*\.\s*(?:skip|todo)\s*\(/,
    },
    {
      rule: 'skip option',
      kind: 'skip',
      pattern:
        /\b(?:it|test|describe|suite)\s*\((?:(?!=>|\bfunction\b).)*[{,]\s*(?:skip|todo|only)\s*(?::(?!\s*false\b)|[,}])|\}\s*,\s*\{(?:[^{}]*,)?\s*(?:skip|todo|only)\s*(?::(?!\s*false\b)[^{}]*|,[^{}]*)?\}\s*\)\s*;?\s*$/,
    },
    {
      rule: 'eslint-disable',
      kind: 'suppression',
      pattern: /(?:eslint|oxlint|tslint|jshint|stylelint)[- ](?:disable|ignore)/i,
    },
    { rule: '@ts-ignore', kind: 'suppression', pattern: /@ts-(?:ignore|expect-error|nocheck)\b/ },
    { rule: 'biome-ignore', kind: 'suppression', pattern: /\b(?:biome|rome)-ignore\b/ },
    {
      rule: 'coverage ignore',
      kind: 'suppression',
      pattern: /\b(?:istanbul|c8|v8)\s+ignore\b|node:coverage\s+(?:ignore|disable)/i,
      inText: true,
    },
  ],
};
