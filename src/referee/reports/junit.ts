import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

const text = z.union([z.string(), z.number()]).transform(String);

/** Attributes carry a mark, because `node --test` writes `failure` both as an attribute and as an element. */
const attributeMark = '@';

const Problem = z
  .union([
    z.object({ '@type': text.optional(), '@message': text.optional(), '#text': text.optional() }),
    text.transform(body => ({ '@type': undefined, '@message': undefined, '#text': body })),
  ])
  .transform(problem => ({ type: problem['@type'], message: problem['@message'] ?? '', text: problem['#text'] ?? '' }));

/** What a runner says of a failure, an error or a skip. */
export type JUnitProblem = z.infer<typeof Problem>;

const Case = z
  .object({
    '@name': text,
    '@classname': text.default(''),
    '@file': text.optional(),
    '@time': text.default('0'),
    failure: z.array(Problem).optional(),
    error: z.array(Problem).optional(),
    skipped: z.array(Problem).optional(),
  })
  .transform(({ failure, error, skipped, ...testcase }) => ({
    name: testcase['@name'],
    classname: testcase['@classname'],
    file: testcase['@file'],
    seconds: Number(testcase['@time']) || 0,
    failure: failure?.[0],
    error: error?.[0],
    isSkipped: skipped !== undefined,
  }));

/** One test as JUnit XML tells it. */
export type JUnitCase = z.infer<typeof Case>;

/** A suite of JUnit XML; `node --test` nests them, pytest does not. */
export interface JUnitSuite {
  name: string;
  testcase: JUnitCase[];
  testsuite: JUnitSuite[];
}

const Suite: z.ZodType<JUnitSuite> = z.lazy(() =>
  z
    .object({ '@name': text.default(''), testcase: z.array(Case).default([]), testsuite: z.array(Suite).default([]) })
    .transform(suite => ({ name: suite['@name'], testcase: suite.testcase, testsuite: suite.testsuite })),
);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: attributeMark,
  parseAttributeValue: false,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: name => ['testsuite', 'testcase', 'failure', 'error', 'skipped'].includes(name),
});

/**
 * JUnit XML as data. The parser accepts broken XML without a word, so the validator goes first; a document type is
 * refused because no runner writes one and entities are only declared there.
 */
export function readJUnit(xml: string): { suites: JUnitSuite[] } | { problem: string } {
  const prolog = xml.slice(0, xml.search(/<testsuite/));
  if (/<!(DOCTYPE|ENTITY)/i.test(prolog)) return { problem: 'the report declares a document type' };
  const validity = XMLValidator.validate(xml);
  if (validity !== true) return { problem: `the report is not XML: ${validity.err.msg} (line ${validity.err.line})` };
  const document = z.record(z.string(), z.unknown()).parse(parser.parse(xml));
  const root = document['testsuites'] ?? { testsuite: document['testsuite'] };
  const suite = Suite.safeParse(root === '' ? {} : root);
  return suite.success
    ? { suites: [suite.data] }
    : { problem: `the report is not JUnit: ${z.prettifyError(suite.error)}` };
}
