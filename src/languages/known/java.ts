import { posix } from 'node:path';
import { javaManifests, javaProfile } from '../java-project.ts';
import { type Language, missingModule, mistypedCalls, names } from '../language.ts';
import { childrenOf, type SyntaxNode } from '../syntax.ts';

const nameOf = (node: SyntaxNode): string => node.childForFieldName('name')?.text ?? '';
const modifiersOf = (node: SyntaxNode): string => childrenOf(node).find(({ type }) => type === 'modifiers')?.text ?? '';
const types = new Set(['class_declaration', 'interface_declaration', 'enum_declaration', 'record_declaration']);

/** A member of an interface is public without a word. */
function isOpen(node: SyntaxNode): boolean {
  const owner = node.parent?.parent;
  if (owner?.type === 'interface_declaration') return isOpen(owner) && !/\bprivate\b/.test(modifiersOf(node));
  return /\bpublic\b/.test(modifiersOf(node)) && (!owner || !types.has(owner.type) || isOpen(owner));
}

const canary = (nonce: string, isOld: boolean): string =>
  [
    isOld ? 'import org.junit.Test;' : 'import org.junit.jupiter.api.Test;',
    '',
    `public class Canary${nonce}Test {`,
    '    @Test',
    `    public void ${nonce}() {`,
    '        throw new AssertionError("2 + 2 is not 5");',
    '    }',
    '}',
    '',
  ].join('\n');

/** A wrapper names its Gradle in a file: to start it offline would need a copy of all that it has downloaded. */
function javaVersions(run: string): string[] {
  if (/\bgradlew\b/.test(run)) {
    return ['grep -h ^distributionUrl gradle/wrapper/gradle-wrapper.properties', 'java -version 2>&1 | head -n 1'];
  }
  if (/\bgradle\b/.test(run)) return ["gradle --version | grep -E '^(Gradle|JVM|Launcher JVM)'"];
  return ["mvn --version | grep -E '^(Apache Maven|Java version)'"];
}

/** Java, tested with JUnit by Maven's Surefire or by Gradle. */
export const java: Language = {
  title: 'Java',
  names: ['java'],
  grammars: ['java'],
  manifests: javaManifests,
  profile: javaProfile,
  versions: javaVersions,
  docComment: 'a `/** … */` comment',
  typesBecause: 'the compiler of Java asks for every type of a signature',
  modulePath: module => module.split('.'),
  /** The words of javac, as Maven and Gradle print them. */
  missing: [
    [/package ([\w.]+) does not exist/, missingModule],
    [
      /cannot find symbol[\s\S]*?symbol: +(?:class|interface|enum|variable|method|constructor|static|@interface|record) ?(\w+)/,
      names(1),
    ],
    [/(?:method|constructor) (\w+) in (?:class|interface|enum|record) \S+ cannot be applied/, names(1)],
    [/no suitable (?:method|constructor) found for (\w+)/, names(1)],
    [/(\w+)(?:\([^)]*\))? has (?:private|protected) access in/, names(1)],
    [/(\w+)(?:\([^)]*\))? is not public in/, names(1)],
    [/incompatible types: .*\(calls (.+)\)/, mistypedCalls],
  ],
  /** Annotations of JUnit and TestNG, and the markers of javac, Checkstyle, PMD, SpotBugs and Sonar. */
  suppressions: [
    { rule: '@Disabled', kind: 'skip', pattern: /@\s*(?:[\w.]*\.)?(?:Disabled\w*|Ignore|EnabledIf\w*|EnabledOn\w*)\b/ },
    {
      rule: 'assume',
      kind: 'skip',
      pattern: /\b(?:assumeTrue|assumeFalse|assumingThat|assumeThat|assumeNotNull|assumeNoException)\s*\(/,
    },
    { rule: 'enabled = false', kind: 'skip', pattern: /@\s*Test\s*\([^)]*\benabled\s*=\s*false/ },
    { rule: 'System.exit', kind: 'skip', pattern: /\bSystem\s*\.\s*exit\s*\(|\bRuntime\b[^;]*\.\s*(?:halt|exit)\s*\(/ },
    {
      rule: '@SuppressWarnings',
      kind: 'suppression',
      pattern: /@\s*(?:[\w.]*\.)?(?:SuppressWarnings|SuppressFBWarnings|SuppressLint)\b/,
    },
    {
      rule: 'CHECKSTYLE:OFF',
      kind: 'suppression',
      pattern: /CHECKSTYLE[:.\s-]*(?:OFF|IGNORE|SUPPRESS)/i,
      inText: true,
    },
    { rule: 'NOPMD', kind: 'suppression', pattern: /\/\/\s*NOPMD\b/ },
    { rule: 'formatter:off', kind: 'suppression', pattern: /@formatter:off|spotless:off/, inText: true },
    { rule: '@Generated', kind: 'suppression', pattern: /@\s*(?:[\w.]*\.)?Generated\b/ },
  ],
  tests: {
    /** Methods with an annotation of JUnit 4, JUnit 5 or TestNG. */
    testAt(node) {
      if (node.type !== 'method_declaration') return undefined;
      const attributes = modifiersOf(node);
      const kind = /@\s*(?:[\w.]*\.)?(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property)\b/.exec(
        attributes,
      )?.[1];
      return kind ? { name: nameOf(node), isMany: kind !== 'Test', attributes } : undefined;
    },
    /** The class that the file is named after gives its name to no test. */
    blockAt: node => (types.has(node.type) && node.parent?.type !== 'program' ? nameOf(node) : undefined),
    asserts:
      /^(?:[\w.]+\.)?(?:assert\w*|verify\w*|fail|expect\w*|check\w*|then|andExpect|should\w*)\(|\.(?:isEqualTo|is\w*|has\w*|contains\w*|andExpect|should\w*|expect\w*|verify\w*)\(|@\s*(?:[\w.]*\.)?Test\s*\(\s*expected/,
    vacuous: /^(?:\w+\.)?(?:assertTrue\(\s*true|assertFalse\(\s*false|assertEquals\(\s*([\w"]+)\s*,\s*\1\s*\))/,
  },
  definitions: {
    kinds: {
      method_declaration: 'function',
      constructor_declaration: 'function',
      class_declaration: 'class',
      interface_declaration: 'class',
      enum_declaration: 'class',
      record_declaration: 'class',
    },
    isPublic: node => isOpen(node) && !/@\s*Override\b/.test(modifiersOf(node)),
    doc: /^\/\*\*/,
  },
  canary({ path, text }, nonce) {
    const declared = /^package [\w.]+;/m.exec(text)?.[0];
    const isOld = /\borg\.junit\.(?:Test|Assert|\*)/.test(text);
    const content = `${declared ? `${declared}\n\n` : ''}${canary(nonce, isOld)}`;
    return { path: posix.join(posix.dirname(path), `Canary${nonce}Test.java`), content };
  },
};
