/** Where the time comes from; tests bring their own. */
export type Clock = () => number;

/** The time of the machine, in milliseconds. */
export const systemClock: Clock = () => Date.now();
