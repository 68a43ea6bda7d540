import type { Finding } from '../domain/finding.ts';
import { readSyntax } from '../languages/syntax.ts';
import { withoutMacros } from './answers/calls.ts';
import { type CodeAnswer, codeAnswers } from './answers/code-answers.ts';
import { isOfRows, rowsIn } from './answers/data-rows.ts';
import { type TestAnswer, testAnswers } from './answers/test-answers.ts';

interface Source {
  path: string;
  text: string;
}

/** A file of code as a change leaves it, what it was before, and which of its lines are new. */
export interface NewCode extends Source {
  before: string;
  added: ReadonlySet<number>;
}

interface AnswersCase {
  tests: readonly Source[];
  code: readonly NewCode[];
  /** What the plan says in words: a value that it names is part of the feature, not of a test. */
  named: readonly string[];
}

/** Answers in one place that make a copy, and answers that are so telling that fewer do. */
const several = 3;
const severalTelling = 2;
/** Part of a table that comes from tests, and part of the tests that it answers: less is a table with a purpose. */
const share = 0.75;

/**
 * Places where new code gives the answers that the tests expect, to the arguments that the tests give, without
 * computing them: branches on the arguments, or a table of them. Deliberately narrow. What a plan names, what was there
 * before, and what every program holds (0, 1, powers of ten, status codes) is never blamed, nor is a table that holds
 * more than the tests try, or exceptions beside a rule that the tests try too, nor parts of which a further answer is put together.
 */
export async function findCopiedAnswers({ tests, code, named }: AnswersCase): Promise<Finding[]> {
  const expected: TestAnswer[] = [];
  for (const { path, text } of tests)
    expected.push(...((await readSyntax(path, withoutMacros(path, text), testAnswers)) ?? []));
  const findings: Finding[] = [];
  for (const file of code) {
    const known = [...named, file.before];
    const distinctive = expected.filter(
      answer => isDistinctive(answer.expected) && !known.some(text => names(text, answer.expected)),
    );
    const [path, text] = asCode(file);
    const answers = (await readSyntax(path, withoutMacros(path, text), codeAnswers)) ?? [];
    for (const place of Map.groupBy(answers, ({ container }) => container).values()) {
      if (!isOfParts(place, { answers, expected: distinctive })) findings.push(...findingsIn(file, place, distinctive));
    }
  }
  return findings;
}

/** A file of JSON is a literal of a script, and a file of rows a list of lists, both on the same lines. */
const asCode = ({ path, text }: Source): [path: string, text: string] => {
  if (/\.json5?$/.test(path)) return [`${path}.js`, `(${text})`];
  return isOfRows.test(path) ? [`${path}.js`, `([${rowsIn(path, text)}])`] : [path, text];
};

function findingsIn(
  { path, added }: NewCode,
  place: readonly CodeAnswer[],
  expected: readonly TestAnswer[],
): Finding[] {
  const copied = place
    .filter(({ line }) => added.has(line))
    .flatMap(answer => {
      const tests = expected.filter(test => test.expected === answer.result && answers(answer, test));
      return tests.length > 0 ? [{ answer, tests }] : [];
    });
  const [first] = copied;
  const results = new Set(copied.map(({ answer }) => answer.result));
  const isMany = results.size >= several || [...results].filter(isTelling).length >= severalTelling;
  const subjects = new Set(copied.flatMap(({ tests }) => tests.map(({ subject }) => subject)));
  const asked = expected.filter(({ subject }) => subjects.has(subject)).length;
  const answered = new Set(copied.flatMap(({ tests }) => tests)).size;
  if (
    !first ||
    !isMany ||
    copied.length < share * place.filter(({ result }) => isDistinctive(result)).length ||
    answered < share * asked
  )
    return [];
  const examples = copied.slice(0, 3).map(({ answer }) => `${answer.inputs.join(' and ')} → ${answer.result}`);
  return [
    {
      rule: 'copied-answers',
      message: `${copied.length} answers of the tests stand in the code: ${examples.join(', ').slice(0, 200)}.`,
      path,
      line: first.answer.line,
      remedy: 'Compute the answer. A value that belongs to the feature itself is named in the plan.',
    },
  ];
}

/**
 * Whether a table holds the parts of an answer that stands nowhere in the code: it is put together of them, as a Roman
 * numeral of its signs.
 */
function isOfParts(
  place: readonly CodeAnswer[],
  { answers, expected }: { answers: readonly CodeAnswer[]; expected: readonly TestAnswer[] },
): boolean {
  const parts = new Set(place.flatMap(({ result }) => /^"(\p{L}+)"$/u.exec(result)?.[1] ?? []));
  const known = new Set(answers.map(({ result }) => result));
  return expected.some(
    answer => !known.has(answer.expected) && partsIn(answer.expected.slice(1, -1), parts) >= several,
  );
}

/** How many of the parts a text is put together of, one after the other, at most; 0 where it is not. */
function partsIn(text: string, parts: ReadonlySet<string>): number {
  const most = [0];
  for (let end = 1; end <= text.length; end += 1) {
    const counts = [...parts]
      .filter(part => text.endsWith(part, end) && most[end - part.length] !== undefined)
      .map(part => (most[end - part.length] ?? 0) + 1);
    if (counts.length > 0) most[end] = Math.max(...counts);
  }
  return most[text.length] ?? 0;
}

const answers = ({ inputs }: CodeAnswer, test: TestAnswer): boolean =>
  inputs.every(input => test.inputs.some(given => given === input || input === `"${given}"`) || isMadeOf(input, test));

/** Whether a key joins several arguments, as `"2000/15"` does. */
function isMadeOf(key: string, { inputs }: TestAnswer): boolean {
  const parts = key.startsWith('"') ? (key.match(/[\w.]+/g) ?? []) : [];
  return parts.length > 1 && parts.every(part => inputs.includes(part) || inputs.includes(`"${part}"`));
}

const common = new Set(
  '200 201 202 204 301 302 303 304 307 308 400 401 403 404 405 406 409 410 412 413 415 418 422 429 500 501 502 503 504 -1 0 1 2 3 true false null none nil undefined "" [] {}'.split(
    ' ',
  ),
);

function isDistinctive(literal: string): boolean {
  return !common.has(literal) && !/^-?10*(?:\.0+)?$|^-?0?\.0*1$|^"."$/.test(literal);
}

/** A number of two digits or more, a sentence, a collection: nobody writes the same by chance. */
const isTelling = (literal: string): boolean => /^-?\d{2,}|^-?\d+\.\d|^[[{]|^".*[^\w"].*"$/.test(literal);

/** Whether a text holds a literal as a whole word or number. */
function names(text: string, literal: string): boolean {
  const bare = literal.replace(/^"|"$/g, '');
  const word = bare.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.])${word}(?![\\w]|\\.\\d)`).test(text);
}
