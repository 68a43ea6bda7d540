import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parse } from 'smol-toml';

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

const without = (record: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

const testModules =
  /^(?:github\.com\/(?:stretchr\/testify|onsi\/|google\/go-cmp)|gotest\.tools|go\.uber\.org\/(?:mock|goleak))/;

/** All of a `go.mod` but what it requires; of that, the packages that tests assert with (go.dev/ref/mod, "go.mod files"). */
export function partsOfGoModule(text: string): Record<string, unknown> {
  const lines = text.split('\n').map(line => line.replace(/\/\/.*$/, '').trim());
  let block = '';
  const parts: Record<string, string[]> = {};
  for (const line of lines.filter(Boolean)) {
    const [, opened] = /^(\w+) ?\($/.exec(line) ?? [];
    const [word = '', ...rest] = line.split(/\s+/);
    if (opened) block = opened;
    else if (line === ')') block = '';
    else {
      const directive = block || word;
      const said = block ? line : rest.join(' ');
      if (directive !== 'require') parts[directive] = [...(parts[directive] ?? []), said];
      else if (testModules.test(said))
        parts['the versions of test packages'] = [...(parts['the versions of test packages'] ?? []), said];
    }
  }
  return parts;
}

const words = ['version', 'description', 'authors', 'license', 'readme', 'repository', 'keywords', 'categories'];
const links = ['homepage', 'documentation', 'include', 'exclude', 'publish'];

/** All of a `Cargo.toml` but dependencies of the code, programs, and words about the package. */
export function partsOfCargo(text: string): Record<string, unknown> {
  const { package: described, features, ...document } = parse(text);
  return {
    ...without(document, ['dependencies', 'bin', 'example', 'badges']),
    ...without(recordOf(described), [...words, ...links]),
    'the default features': recordOf(features)['default'],
  };
}

const xml = new XMLParser({ ignoreAttributes: false, isArray: name => name === 'dependency', parseTagValue: false });
const testArtifacts = /junit|mockito|assertj|hamcrest|testng|surefire|jacoco|spock|testcontainers/;
const aboutProject =
  'version name description url licenses developers contributors scm organization inceptionYear issueManagement';

/** All of a `pom.xml` but dependencies of the code and words about the project. */
export function partsOfPom(text: string): Record<string, unknown> {
  const validity = XMLValidator.validate(text);
  if (validity !== true) throw new Error(validity.err.msg);
  const project = recordOf(recordOf(xml.parse(text))['project']);
  const listed = recordOf(project['dependencies'])['dependency'];
  const dependencies = (Array.isArray(listed) ? listed : []).map(recordOf);
  const ofTests = dependencies.filter(
    ({ scope, groupId, artifactId }) => scope === 'test' || testArtifacts.test(`${groupId} ${artifactId}`),
  );
  return { ...without(project, [...aboutProject.split(' '), 'dependencies']), 'the test dependencies': ofTests };
}
