import { describe, expect, it } from 'vitest';
import type { LanguageName } from '../../src/domain/settings.ts';
import { readVersions, versionsAskedFor } from '../../src/languages/versions.ts';

const asked = (language: LanguageName, run: string) => versionsAskedFor({ language, tests: { run } });

describe('what is asked for versions', () => {
  it.each<[LanguageName, string, string]>([
    [
      'python',
      '.venv/bin/python -m pytest -o junit_family=xunit1 --rootdir=.',
      '.venv/bin/python --version; .venv/bin/python -m pytest --version',
    ],
    ['python', 'cd lib && uv run pytest -x', 'uv run python3 --version; uv run pytest --version'],
    ['python', 'make test', 'python3 --version'],
    ['typescript', 'npx --no-install vitest run --bail=0', 'node --version; npx --no-install vitest --version'],
    ['javascript', 'NODE_ENV=test npx jest --ci', 'node --version; NODE_ENV=test npx jest --version'],
    ['javascript', 'node --test', 'node --version'],
    ['go', 'go test -json ./...', 'go version'],
    ['rust', 'cargo test', 'cargo --version; rustc --version'],
    ['java', 'mvn -B -o test', "mvn --version | grep -E '^(Apache Maven|Java version)'"],
    [
      'java',
      '{ cp -r a b && GRADLE_USER_HOME=/tmp/b sh ./gradlew --offline test; }',
      'grep -h ^distributionUrl gradle/wrapper/gradle-wrapper.properties; java -version 2>&1 | head -n 1',
    ],
    ['java', '{ cp -r a b && gradle --offline test; }', "gradle --version | grep -E '^(Gradle|JVM|Launcher JVM)'"],
  ])('%s, tested by `%s`', (language, run, command) => {
    expect(asked(language, run)).toBe(command);
  });
});

describe('what is told of versions', () => {
  it.each([
    ['Python 3.12.3\npytest 8.3.4\n', 'Python 3.12.3; pytest 8.3.4'],
    ['v24.1.0\nbash: line 1: mocha: command not found\n', 'v24.1.0'],
    ['\u001b[1mApache Maven 3.9.9\u001b[m\n', 'Apache Maven 3.9.9'],
    ['a `1.2` | <b>\n', 'a 1.2 b'],
    ['bash: line 1: go: command not found\n', 'not told'],
    ['', 'not told'],
  ])('%j: %s', (output, told) => {
    expect(readVersions(output)).toBe(told);
  });

  it('is short, however much is said', () => {
    expect(readVersions('1.0 '.repeat(1000)).length).toBeLessThanOrEqual(200);
  });
});
