/** Days on an axis: as many as have passed since 1970. */

const dayLength = 86_400_000;

export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayLength;

export const dayText = (number: number): string =>
  new Date(Math.round(number) * dayLength).toISOString().slice(0, 10);
