import type { Rung, Settings } from '../domain/settings.ts';
import type { DetectedProfile } from './profile.ts';
import type { Project } from './project.ts';

/** Files that say how a Java project is built, tested and checked. */
export const javaManifests = [
  ...['pom.xml', 'build.gradle', 'build.gradle.kts', '.mvn/maven.config'],
  ...['settings.gradle', 'settings.gradle.kts', 'gradle.properties', 'gradlew', 'mvnw', 'checkstyle.xml'],
];

/** What is known of one build tool. */
interface BuildTool {
  command: string;
  /** Where it leaves its JUnit reports, one file for each class. */
  reports: string;
  setup: Settings['setup'];
  /** Runs goals or tasks offline, in every module and whatever fails. */
  run: (goals: string) => string;
  compile: string;
  coverage: string;
  coverageFile: string;
  addDependency: string;
}

/** Globs of what decides the meaning of Java tests without being one. */
const harness = [
  '**/{pom.xml,build.gradle,build.gradle.kts,settings.gradle,settings.gradle.kts,gradle.properties}',
  '{mvnw,mvnw.cmd,gradlew,gradlew.bat,.mvn/**,gradle/**,buildSrc/**}',
  '{checkstyle.xml,**/checkstyle*.xml,**/pmd*.xml,**/spotbugs*.xml,**/lombok.config}',
  '**/src/test/**',
  '**/{junit-platform,surefire,testng}.{properties,xml}',
  '**/org/{junit,testng,hamcrest,mockito,assertj,opentest4j}/**',
  '**/META-INF/services/{org.junit*,org.testng*}',
  '**/{target,build}/{classes,test-classes,maven-status,resources}/**',
  '{Makefile,.github/workflows/**}',
];

/** The profile of a Maven or Gradle project, or nothing where there is none. */
export function javaProfile(project: Project): DetectedProfile | undefined {
  const hasCode = project.paths.some(path => path.endsWith('.java'));
  const tool = hasCode ? toolOf(project) : undefined;
  if (!tool) return undefined;
  return {
    language: 'java',
    setup: tool.setup,
    tests: {
      command: tool.command,
      run: testCommand(tool),
      report: 'junit-surefire',
      reportFile: 'reports',
      paths: [
        '**/src/test/java/**/*{Test,Tests,TestCase,IT,Spec}.java',
        '**/src/test/java/**/Test*.java',
        '**/src/{integrationTest,it}/java/**/*.java',
      ],
      harness,
      environment: {
        CI: 'true',
        NO_COLOR: '1',
        MAVEN_OPTS: '-Djansi.mode=strip -XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
      },
      timeout: 600,
    },
    ladder: ladderOf(project, tool),
    coverage:
      project.text('pom.xml').includes('jacoco') || /\bjacoco\b/.test(gradleText(project))
        ? coverageOf(tool)
        : undefined,
    relevantFiles: ['**/*.java', '**/*.md', '**/pom.xml', '**/build.gradle*', '**/*.sql', '**/src/main/resources/**'],
    addDependency: tool.addDependency,
    protected: ['**/target/**', '**/build/**', '**/gradle/wrapper/**', '{mvnw,mvnw.cmd,gradlew,gradlew.bat}'],
    evidence: javaManifests.filter(path => project.has(path)),
  };
}

const gradleText = (project: Project): string => project.text('build.gradle') + project.text('build.gradle.kts');

function toolOf(project: Project): BuildTool | undefined {
  if (project.has('pom.xml')) return maven(project);
  return project.has('build.gradle') || project.has('build.gradle.kts') ? gradle(project) : undefined;
}

/**
 * Reports that lie there already are no evidence, so they go first. What the build says, errors of the compiler among it,
 * comes back beside the reports.
 */
function testCommand({ run, reports }: BuildTool): string {
  const out = '$REDFIRST_OUT/reports';
  return [
    `mkdir -p ${out}`,
    `find . -path '${reports}' -delete`,
    `${run('test')} >${out}/build.log 2>&1`,
    `status=$?; find . -path '${reports}' -exec cp {} ${out} \\;; exit $status`,
  ].join('; ');
}

/** The compiler, and the plugins that the build itself names. */
function ladderOf(project: Project, { run, compile }: BuildTool): Rung[] {
  const build = project.text('pom.xml') + gradleText(project);
  const isMaven = project.has('pom.xml');
  const rungs: [boolean, Rung][] = [
    [
      /checkstyle/.test(build),
      { name: 'checkstyle', run: run(isMaven ? 'checkstyle:check' : 'checkstyleMain'), item: 'lint' },
    ],
    [
      /spotless/.test(build),
      { name: 'spotless', run: run(isMaven ? 'spotless:check' : 'spotlessCheck'), item: 'format' },
    ],
    [true, { name: 'javac', run: run(compile), item: 'types' }],
  ];
  return rungs.filter(([isUsed]) => isUsed).map(([, rung]) => rung);
}

function coverageOf({ run: of, coverage, coverageFile }: BuildTool): DetectedProfile['coverage'] {
  const run = `${of(coverage)}; find . -path '${coverageFile}' -exec cp {} $REDFIRST_OUT/jacoco.xml \\;`;
  return { run, format: 'jacoco', file: 'jacoco.xml' };
}

/**
 * Which provider runs the tests is resolved only when tests run (Surefire's documentation), so the install step runs them
 * once, whatever they say; a pom.xml can run anything at all there anyway. A repository whose own `.mvn/maven.config` says
 * where artifacts lie needs no install.
 */
function maven(project: Project): BuildTool {
  const isThere = project.text('.mvn/maven.config').includes('maven.repo.local');
  const local = isThere ? '' : ' -Dmaven.repo.local=$PWD/.m2/repository';
  const keyFiles = project.paths.filter(path => /(?:^|\/)pom\.xml$/.test(path)).map(project.atRoot);
  const options = `-B -o${local} --fail-at-end -Dmaven.test.failure.ignore=false -DtrimStackTrace=false`;
  const install = `mvn -B${local} -Dmaven.test.failure.ignore=true test`;
  return {
    command: 'mvn test',
    reports: '*/target/surefire-reports/*.xml',
    setup: isThere ? undefined : { run: install, keyFiles, keeps: [project.atRoot('.m2')] },
    run: goals => `mvn ${options} ${goals}`,
    compile: 'test-compile',
    coverage: 'test jacoco:report',
    coverageFile: '*/target/site/jacoco/jacoco.xml',
    addDependency: '# add to the dependencies of pom.xml:',
  };
}

/**
 * Gradle locks its home, which is read-only in a run, so each run works on a copy. What tests need beside what they are
 * compiled with is fetched when they run, so the install step runs them once, whatever they say.
 */
function gradle(project: Project): BuildTool {
  const program = project.has('gradlew') ? 'sh ./gradlew' : 'gradle';
  const keyFiles = project.paths.filter(path =>
    /(?:^|\/)(?:build|settings)\.gradle(?:\.kts)?$|(?:^|\/)gradle\.properties$|^gradle\//.test(path),
  );
  const own = 'GRADLE_USER_HOME=/tmp/gradle-home';
  const copy = 'cp -r .gradle-home /tmp/gradle-home && chmod -R u+w /tmp/gradle-home';
  const run = (tasks: string) =>
    `${copy} && ${own} ${program} --offline --no-daemon --console=plain --continue ${tasks}`;
  const whatever = "echo 'allprojects { tasks.withType(Test) { ignoreFailures = true } }' >/tmp/whatever.gradle";
  return {
    command: `${program.replace('sh ', '')} test`,
    reports: '*/build/test-results/*/*.xml',
    setup: {
      run: `${whatever}; GRADLE_USER_HOME=$PWD/.gradle-home ${program} --no-daemon --console=plain --init-script /tmp/whatever.gradle test`,
      keyFiles: keyFiles.map(project.atRoot),
      keeps: [project.atRoot('.gradle-home')],
    },
    run: tasks => `{ ${run(tasks)}; }`,
    compile: 'testClasses',
    coverage: 'test jacocoTestReport',
    coverageFile: '*/build/reports/jacoco/*/*.xml',
    addDependency: '# add to the dependencies of the Gradle build:',
  };
}
