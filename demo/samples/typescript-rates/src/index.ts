export type { Clock } from './clock.ts';
export { type Decision, headersOf } from './decision.ts';
export { Limiter, type LimiterOptions } from './limiter.ts';
export { parseRate, type Rate } from './rate.ts';
