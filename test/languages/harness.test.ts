import { expect, it } from 'vitest';
import { detect } from '../../src/languages/detect.ts';
import { matchesAny } from '../../src/languages/globs.ts';

const projects: Record<string, [manifest: Record<string, string>, others: string[]]> = {
  Python: [{ 'pyproject.toml': '[project]\nname = "a"\n' }, ['a.py', 'tests/test_a.py']],
  JavaScript: [{ 'package.json': '{"scripts":{"test":"node --test"}}' }, ['a.js', 'test/a.test.js']],
  Go: [{ 'go.mod': 'module a\n' }, ['a.go', 'a_test.go']],
  Rust: [{ 'Cargo.toml': '[package]\nname = "a"\n' }, ['src/lib.rs']],
  Java: [{ 'pom.xml': '<project/>' }, ['src/main/java/A.java']],
};

function isHarness(project: string, path: string): boolean {
  const [manifest = {}, others = []] = projects[project] ?? [];
  const detection = detect(new Map(Object.entries(manifest)), [...Object.keys(manifest), ...others], '.');
  if (detection.kind === 'unknown') throw new Error(detection.why);
  return matchesAny(path, detection.profile.tests.harness);
}

it.each([
  ['Python', 'json.pyc'],
  ['Python', 'random.cpython-312-x86_64-linux-gnu.so'],
  ['Python', 'app/ruff.toml'],
  ['Python', 'pylintrc'],
  ['JavaScript', '.eslintignore'],
  ['JavaScript', 'src/.prettierignore'],
  ['Go', '.golangci.json'],
  ['Rust', 'target/debug/deps/a'],
  ['Java', 'src/main/java/org/junit/jupiter/api/Assertions.java'],
  ['Java', 'src/main/resources/META-INF/services/org.junit.platform.launcher.TestExecutionListener'],
  ['Java', 'target/test-classes/junit-platform.properties'],
])('in %s %s decides what the tests mean', (project, path) => {
  expect(isHarness(project, path)).toBe(true);
});

it.each([
  ['Python', 'app/json.py'],
  ['Python', 'app/settings.toml'],
  ['JavaScript', '.gitignore'],
  ['Rust', 'src/target/mod.rs'],
  ['Java', 'src/main/java/org/example/build/Target.java'],
  ['Java', 'src/main/resources/META-INF/services/org.example.Plugin'],
])('in %s %s does not', (project, path) => {
  expect(isHarness(project, path)).toBe(false);
});
