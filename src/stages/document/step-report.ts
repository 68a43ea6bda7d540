import { parseTrailers } from '../../domain/trailer.ts';
import type { FileDiff } from '../../ports/repositories.ts';
import { inlineMarkdown } from '../../referee/spec/inline.ts';
import { code } from '../cell.ts';
import type { StageContext } from '../context.ts';

/** The implementation report of a step: what is known of it without asking anybody. */
export function stepReport({ facts, plan, spec, status }: StageContext, diffs: readonly FileDiff[]): string {
  const later = diffs.flatMap(({ path, added }) =>
    added.flatMap(({ line, text }) => {
      const [, left] = /(TODO\s*\(\s*step\s+[\d.]+\s*\).*)$/i.exec(text) ?? [];
      return left ? [`- \`${path}:${line}\` ${inlineMarkdown(left)}`] : [];
    }),
  );
  const files = diffs.map(
    ({ path, change, oldPath }) => `| ${code(path)} | ${change}${oldPath ? ` from ${code(oldPath)}` : ''} |`,
  );
  const parts = [
    `# Implementation report: ${inlineMarkdown(plan.title)}`,
    `- Plan: \`${plan.step?.plan ?? ''}\`\n- Specification: \`${spec?.path ?? ''}\`, SHA-256 \`${spec?.hash ?? ''}\`\n- Issue: #${facts.issue.number}`,
    `## Tasks\n\n${plan.criteria.map(({ id, text }) => `- **${id}** ${inlineMarkdown(text)}`).join('\n')}`,
    `## What was built\n\n${builtOf(facts).join('\n') || '- Nothing beyond the tests.'}`,
    `## Files\n\n| File | Change |\n|---|---|\n${files.join('\n')}`,
    `## Tests\n\nWritten before the code and seen to fail; then: ${status.rows.green?.summary ?? 'see the pull request'}. The evidence stands in the pull request.`,
    `## Left for later steps\n\n${later.join('\n') || 'Nothing.'}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The components that the commits of code name. */
function builtOf({ branch }: StageContext['facts']): string[] {
  const commits = (branch?.commits ?? []).filter(({ isOurs, message }) => {
    const stage = isOurs ? parseTrailers(message)?.stage : undefined;
    return stage === 'green' || stage === 'refactor';
  });
  const lines = commits.flatMap(({ message }) => message.split('\n').filter(line => line.startsWith('- ')));
  return lines.map(line => `- ${inlineMarkdown(line.slice(2))}`);
}
