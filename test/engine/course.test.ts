import { expect, it } from 'vitest';
import { courseOf } from '../../src/engine/read-config.ts';
import { facts, writer } from '../builders.ts';

const labels = { feature: 'tdd-feature', step: 'tdd-step' };
const put = (label: string, minute: number) => ({ label, actor: writer, at: `2026-01-01T00:0${minute}:00Z` });

it.each([
  ['the label that it wears', ['tdd-step'], [put('tdd-step', 1), put('tdd-feature', 2)], 'step'],
  ['the one put on last, of both', ['tdd-step', 'tdd-feature'], [put('tdd-step', 1), put('tdd-feature', 2)], 'feature'],
  ['the one put on last, of none any more', [], [put('tdd-feature', 1), put('tdd-step', 2)], 'step'],
  ['a feature, where neither was ever there', [], [], 'feature'],
])('an issue is on the course of %s', (_which, worn, labelings, course) => {
  const { issue } = facts();
  const labelled = { ...issue, labels: worn.map(name => ({ name, nodeId: name })), labelings };
  expect(courseOf(facts({ issue: labelled }), labels)).toBe(course);
});
