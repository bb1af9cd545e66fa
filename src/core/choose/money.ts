/**
 * A bill on the scale of value: straight from 1 at nothing to 0 at the bill that hurts, and by ratio beyond it, since twenty times
 * too dear is not ten times worse than twice.
 */
export const moneyOf = (usd: number, hurtsAt: number): number =>
  usd <= hurtsAt ? 1 - usd / hurtsAt : -Math.log(usd / hurtsAt);
