import { item, text } from "../know/page.ts";
import { share, type Topic, topic } from "./topic.ts";

/** Words about what comes later. */
export const timeTopics: readonly Topic[] = [
  topic(
    "moat, data moat, dataSource, integration",
    "The moat",
    "Why the proprietary side leads at a need, how far, and until when; said of every need.",
    () => [
      item(
        "public",
        "learnt from public data: open weights catch up, the lead is a matter of time",
      ),
      item("mixed", "learnt from public and private data"),
      item("proprietary-interaction", "learnt from interaction data that only its makers record"),
      item("proprietary-domain", "learnt from paired domain data that few hold"),
      item("native, bolted-on", "whether the ability is built into the model or put around it"),
      text(
        "The gap is between the records of both sides on the boards of the capability. Where the lead comes from chooses the class of the forecast and the words; it gives no side extra value, so that the gap counts once.",
      ),
    ],
  ),
  topic(
    "forecast",
    "When the gap closes",
    "The probability that open weights reach today's reference by some month.",
    ({ forecast }) => {
      const { trackRecord, sizeClasses, fits } = forecast;
      const fit = fits.at(-1);
      return [
        text(
          "Two views are joined as a mean of log-odds: how long levels of this class took to be reached, given the age of this one, and how fast the open record moves now (a gamma process: upwards, in jumps).",
        ),
        text(
          `A window that an expert published is a third view of little weight (${fit?.window.weight ?? "none"} against 1 each): such windows were far too narrow.`,
        ),
        ...sizeClasses.map((one) =>
          item(
            one.id,
            one.lagFactor === 1
              ? "lags as the class does"
              : `lags ${Math.round(one.lagFactor * 100) / 100} times as long`,
          ),
        ),
        text(
          `In a back-test on ${trackRecord.series} public series the 80 % interval held ${share(trackRecord.interval80Held)} of outcomes; Brier score at six months ${trackRecord.brierSixMonths}.`,
        ),
        text(
          "A fixed level can be reached; the frontier moves on. With a frontier bar the forecast changes nothing, since the reference moves too.",
        ),
      ];
    },
  ),
  topic(
    "plan-over-time, act, bridge, wait",
    "Act, bridge or wait",
    "What to do with the verdict over time.",
    ({ pack }) => [
      item("act", "do it: waiting gains nothing"),
      item(
        "bridge",
        "buy the API now behind a provider-neutral client, and decide again on a date: open weights are expected to reach your bar within the horizon, and the switch pays",
      ),
      item("wait", "nothing stands today, or nothing is known: measure first"),
      text(`A switch is reckoned at ${pack.scales.switchingMonths} months of value.`),
    ],
  ),
  topic(
    "review, look again, price.changes, evidence.stale",
    "The review date",
    "When to look again, and why then.",
    ({ pack }) => [
      text(
        `The soonest of three: the interval that is cheapest when a review costs $${pack.scales.reviewUsd} and a wrong answer loses the margin; the day on which a profile is ${pack.scales.staleMonths} months past its review; and a dated event, such as a price that changes or a model that retires. Never sooner than one month, never later than six.`,
      ),
    ],
  ),
  topic(
    "scenarios, scenario, contrarian",
    "Scenarios",
    "What if something happened that the base does not expect.",
    ({ profiles }) => [
      item("base", "no scenario"),
      item("contrarian", "every scenario of the profile at once"),
      ...Object.values(profiles)
        .flatMap((one) => one.scenarios.map((scenario) => ({ profile: one.id, ...scenario })))
        .map((one) => item(one.id, `${one.title} (${one.profile})`)),
    ],
  ),
  topic(
    "as-of, market.backcast, pack.frozen",
    "The as-of date",
    "The only clock: a run sees nothing that was published later.",
    () => [
      text(
        "--as-of DAY, or MOAT_AS_OF, or SOURCE_DATE_EPOCH, else today. The same input and day give the same bytes.",
      ),
      text(
        "Scores, claims, models and prices of later days are not seen. Where no price, rent or fit is that old, the earliest serves and the answer says so (market.backcast); never so for scores, claims or what hosts promise: what was read of a host later is unknown, and asked. A frozen pack answers for its own day only.",
      ),
    ],
  ),
];
