import type { Route } from '../http/api.ts';
import { appRoutes } from './apps.ts';
import { checkRoutes } from './checks.ts';
import { commentRoutes } from './comments.ts';
import { contentRoutes } from './contents.ts';
import { gitRoutes } from './git.ts';
import { hookRoutes } from './hooks.ts';
import { issueRoutes } from './issues.ts';
import { labelRoutes } from './labels.ts';
import { pullRoutes } from './pulls.ts';
import { reactionRoutes } from './reactions.ts';
import { repositoryRoutes } from './repositories.ts';
import { userRoutes } from './users.ts';

/** The whole REST API of the playground. Narrow paths stand before those that would swallow them. */
export const restRoutes: readonly Route[] = [
  ...appRoutes,
  ...hookRoutes,
  ...userRoutes,
  ...checkRoutes,
  ...reactionRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...issueRoutes,
  ...pullRoutes,
  ...gitRoutes,
  ...contentRoutes,
  ...repositoryRoutes,
];
