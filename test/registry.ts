import { spawnSync } from 'node:child_process';

/** Whether npm's registry answers; where nothing may be skipped, it has to. */
export const reachesRegistry = (): boolean =>
  process.env['REDFIRST_REQUIRE_TOOLCHAINS'] === '1' || spawnSync('npm', ['ping']).status === 0;
