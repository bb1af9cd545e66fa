/** An entry by a name that somebody wrote: `constructor` is a name of every object, and of nothing that we know. */
export const own = <T>(all: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined;
