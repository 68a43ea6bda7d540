import { spawnSync } from 'node:child_process';

/** A program of the machine that tests or demo need, and the Debian package it comes in. */
interface Toolchain {
  package: string;
  what: string;
  /** Proves that it works, not only that it is there. Any one of these commands suffices. */
  probes: readonly (readonly [string, ...string[]])[];
}

/** The sandbox sees `/usr` only, so a Python package must be there for Debian's own interpreter. */
const finds = (module: string) => {
  const check = `import importlib.util as util, sys; sys.exit(0 if util.find_spec('${module}') else 'no module ${module}')`;
  return ['/usr/bin/python3', '-I', '-c', check] as const;
};

/** Debian's own repository of Maven artifacts, in which nothing has to be fetched. */
const artifact = (path: string) => ['test', '-d', `/usr/share/maven-repo/${path}`] as const;

export const toolchains = {
  git: { package: 'git', what: 'git', probes: [['git', '--version']] },
  bubblewrap: {
    package: 'bubblewrap',
    what: 'a working bubblewrap',
    probes: [['bwrap', '--unshare-all', '--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', 'true']],
  },
  pytest: { package: 'python3-pytest', what: 'pytest for /usr/bin/python3', probes: [finds('pytest')] },
  'pytest-cov': {
    package: 'python3-pytest-cov',
    what: 'pytest-cov for /usr/bin/python3',
    probes: [finds('pytest_cov')],
  },
  flake8: { package: 'python3-flake8', what: 'flake8 for /usr/bin/python3', probes: [finds('flake8')] },
  mypy: { package: 'mypy', what: 'mypy for /usr/bin/python3', probes: [finds('mypy')] },
  go: { package: 'golang-go', what: 'Go in /usr', probes: [['/usr/bin/go', 'version']] },
  cargo: { package: 'cargo', what: 'Cargo in /usr', probes: [['/usr/bin/cargo', '--version']] },
  rustfmt: { package: 'rustfmt', what: 'rustfmt in /usr', probes: [['/usr/bin/rustfmt', '--version']] },
  clippy: { package: 'rust-clippy', what: 'Clippy in /usr', probes: [['/usr/bin/cargo-clippy', '--version']] },
  maven: { package: 'maven', what: 'Maven in /usr', probes: [['/usr/bin/mvn', '--version']] },
  jdk: { package: 'default-jdk-headless', what: 'a JDK in /usr', probes: [['/usr/bin/javac', '--version']] },
  junit: { package: 'junit5', what: 'JUnit 5', probes: [artifact('org/junit/jupiter/junit-jupiter/5.9.2')] },
  'maven-resources': {
    package: 'libmaven-resources-plugin-java',
    what: "Maven's resources plugin",
    probes: [artifact('org/apache/maven/plugins/maven-resources-plugin/3.3.0')],
  },
  'maven-compiler': {
    package: 'libmaven-compiler-plugin-java',
    what: "Maven's compiler plugin",
    probes: [artifact('org/apache/maven/plugins/maven-compiler-plugin/3.10.1')],
  },
  surefire: {
    package: 'libsurefire-java',
    what: 'Surefire',
    probes: [artifact('org/apache/maven/surefire/surefire-junit-platform/2.22.3')],
  },
  gradle: { package: 'gradle', what: 'Gradle in /usr', probes: [['/usr/bin/gradle', '--version']] },
  junit4: { package: 'junit4', what: 'JUnit 4', probes: [artifact('junit/junit/4.13.2')] },
  chromium: {
    package: 'chromium',
    what: 'Chromium',
    probes: [
      ['chromium', '--version'],
      ['google-chrome', '--version'],
    ],
  },
  postgresql: {
    package: 'postgresql',
    what: 'PostgreSQL',
    probes: [
      ['initdb', '--version'],
      ['sh', '-c', '/usr/lib/postgresql/*/bin/initdb --version'],
    ],
  },
} as const satisfies Record<string, Toolchain>;

export type ToolchainName = keyof typeof toolchains;

export const isToolchain = (name: string): name is ToolchainName => Object.hasOwn(toolchains, name);

/** Why a toolchain cannot be used, in the words of its own probe; nothing when it works. */
export function problemOf(name: ToolchainName): string | undefined {
  const { probes }: Toolchain = toolchains[name];
  const problems = probes.map(([program, ...args]) => {
    const run = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
    if (run.error) return `${program} is not installed`;
    return run.status === 0 ? undefined : run.stderr.trim().split('\n').at(-1) || `${program} ended with ${run.status}`;
  });
  return problems.includes(undefined) ? undefined : problems[0];
}
