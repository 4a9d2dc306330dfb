/** Where time comes from. Everything that needs the time is handed a clock, so that tests can set it. */
export type Clock = { now(): Date };

/** The time of the machine: the only place that asks for it. */
export function systemClock(): Clock {
  return { now: () => new Date() };
}
