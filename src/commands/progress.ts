import type { Environment } from "./outcome.ts";

/** Where a long run is: one line that is written over, and gone at the end. */
export interface Progress {
  /** One more is done; `share` is how much of the whole that makes, where there is no total to tell it by. */
  readonly step: (share?: number) => void;
  readonly end: () => void;
}

interface Run {
  /** What is counted, in the plural. */
  readonly what: string;
  readonly total?: number | undefined;
  readonly quiet?: boolean | undefined;
}

const silent: Progress = { step() {}, end() {} };

const firstMs = 1000;
const everyMs = 200;

/** Told to whoever sits at a terminal; to pipes, logs and CI there is nothing to say. */
export function progressOf(
  { what, total, quiet }: Run,
  environment: Pick<Environment, "watcher" | "variables">,
): Progress {
  const { CI, TERM } = environment.variables;
  const isWatched = quiet !== true && (CI ?? "") === "" && TERM !== "dumb";
  const watcher = isWatched ? environment.watcher : undefined;
  if (watcher === undefined) return silent;
  const start = watcher.now();
  let done = 0;
  let shownAt = start + firstMs - everyMs;
  let isShown = false;
  return {
    step(share = total === undefined ? undefined : (done + 1) / total) {
      done++;
      const now = watcher.now();
      if (now - shownAt < everyMs) return;
      shownAt = now;
      isShown = true;
      watcher.write(
        `\r${line({ done, total, what, share, seconds: (now - start) / 1000 })}\u001b[K`,
      );
    },
    end() {
      if (isShown) watcher.write("\r\u001b[K");
    },
  };
}

interface State {
  readonly done: number;
  readonly total: number | undefined;
  readonly what: string;
  readonly share: number | undefined;
  readonly seconds: number;
}

function line({ done, total, what, share, seconds }: State): string {
  const of = total === undefined ? "" : ` of ${total.toLocaleString("en-US")}`;
  const rate = done / seconds;
  const left =
    share === undefined || share === 0 ? "" : `, ${span((seconds * (1 - share)) / share)} left`;
  return `${done.toLocaleString("en-US")}${of} ${what}, ${Number(rate.toPrecision(2)).toLocaleString("en-US")} a second${left}`;
}

const span = (seconds: number): string =>
  seconds < 100 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
