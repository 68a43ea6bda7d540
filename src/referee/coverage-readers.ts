import lcovParser from '@friedemannsommer/lcov-parser/sync';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import type { CoverageFormat } from '../domain/settings.ts';

/** Executable lines of one file by number, and how often each was run. */
export interface FileCoverage {
  path: string;
  hits: Map<number, number>;
}

/** Reads a coverage report; a path is as the tool wrote it. What is wrong with it, where it is not such a report. */
export function readCoverage(format: CoverageFormat, text: string): FileCoverage[] | string {
  try {
    return coverageReaders[format](text);
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  }
}

const coverageReaders: Record<CoverageFormat, (text: string) => FileCoverage[]> = {
  lcov: readLcov,
  cobertura: readCobertura,
  clover: readClover,
  'coverage-json': readCoverageJson,
  'go-cover': readGoCover,
  jacoco: readJacoco,
};

const fileOf = (path: string, lines: Iterable<[number, number]>): FileCoverage => ({ path, hits: new Map(lines) });

function readLcov(text: string): FileCoverage[] {
  return lcovParser({ from: text })
    .filter(section => section.path !== '')
    .map(section =>
      fileOf(
        section.path,
        section.lines.details.map(({ line, hit }) => [line, hit]),
      ),
    );
}

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: name => ['source', 'package', 'class', 'line', 'file', 'sourcefile', 'group'].includes(name),
});

function parseXml(text: string): unknown {
  const validity = XMLValidator.validate(text);
  if (validity !== true) throw new Error(validity.err.msg);
  return xml.parse(text);
}

const number = z.coerce.number();

const Cobertura = z.object({
  coverage: z.object({
    sources: z.object({ source: z.array(z.string()).default([]) }).catch({ source: [] }),
    packages: z
      .object({
        package: z.array(
          z.object({
            classes: z
              .object({
                class: z.array(
                  z.object({
                    filename: z.string(),
                    lines: z.object({ line: z.array(z.object({ number, hits: number })) }).catch({ line: [] }),
                  }),
                ),
              })
              .catch({ class: [] }),
          }),
        ),
      })
      .catch({ package: [] }),
  }),
});

/** File names are relative to one of the sources; the only source, as most tools write it, is put before them. */
function readCobertura(text: string): FileCoverage[] {
  const { sources, packages } = Cobertura.parse(parseXml(text)).coverage;
  const [source] = sources.source.length === 1 ? sources.source : [];
  return packages.package
    .flatMap(each => each.classes.class)
    .map(({ filename, lines }) =>
      fileOf(
        source && !filename.startsWith('/') ? `${source.replace(/\/$/, '')}/${filename}` : filename,
        lines.line.map(({ number: line, hits }) => [line, hits]),
      ),
    );
}

const CloverFile = z.object({
  name: z.string(),
  path: z.string().optional(),
  line: z.array(z.object({ num: number, count: number, type: z.string() })).default([]),
});
const CloverFiles = z.object({ file: z.array(CloverFile).default([]) });
const Clover = z.object({
  coverage: z.object({
    project: CloverFiles.extend({ package: z.array(CloverFiles).default([]) }),
  }),
});

function readClover(text: string): FileCoverage[] {
  const { project } = Clover.parse(parseXml(text)).coverage;
  return [...project.file, ...project.package.flatMap(each => each.file)].map(({ name, path, line }) =>
    fileOf(
      path ?? name,
      line.filter(({ type }) => type !== 'method').map(({ num, count }) => [num, count]),
    ),
  );
}

const CoverageJson = z.object({
  files: z.record(z.string(), z.object({ executed_lines: z.array(z.number()), missing_lines: z.array(z.number()) })),
});

function readCoverageJson(text: string): FileCoverage[] {
  const { files } = CoverageJson.parse(JSON.parse(text));
  return Object.entries(files).map(([path, { executed_lines, missing_lines }]) =>
    fileOf(path, [
      ...executed_lines.map((line): [number, number] => [line, 1]),
      ...missing_lines.map((line): [number, number] => [line, 0]),
    ]),
  );
}

const goBlock = /^(.+):(\d+)\.\d+,(\d+)\.\d+ \d+ (\d+)$/gm;

/** A profile of `go test -coverprofile`: blocks from line to line. A line that any block covers is covered. */
function readGoCover(text: string): FileCoverage[] {
  if (!/^mode: \w+/.test(text)) throw new Error('it does not begin with its mode');
  const files = new Map<string, Map<number, number>>();
  for (const [, path = '', from, to, times] of text.matchAll(goBlock)) {
    const hits = files.get(path) ?? new Map<number, number>();
    files.set(path, hits);
    for (let line = Number(from); line <= Number(to); line += 1) hits.set(line, (hits.get(line) ?? 0) + Number(times));
  }
  return [...files].map(([path, hits]) => ({ path, hits }));
}

const JacocoFiles = z.object({
  name: z.string().default(''),
  sourcefile: z
    .array(z.object({ name: z.string(), line: z.array(z.object({ nr: number, ci: number })).default([]) }))
    .default([]),
});
const Jacoco = z.object({
  report: z.object({
    package: z.array(JacocoFiles).default([]),
    group: z.array(z.object({ package: z.array(JacocoFiles).default([]) })).default([]),
  }),
});

/** JaCoCo's XML (its DTD 1.1): covered instructions by line, in source files by package. */
function readJacoco(text: string): FileCoverage[] {
  const { report } = Jacoco.parse(parseXml(text.replace(/<!DOCTYPE[^>[]*>/, '')));
  return [...report.package, ...report.group.flatMap(each => each.package)].flatMap(({ name, sourcefile }) =>
    sourcefile.map(file =>
      fileOf(
        `${name}/${file.name}`,
        file.line.map(({ nr, ci }) => [nr, ci]),
      ),
    ),
  );
}
