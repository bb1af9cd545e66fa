import type { Day } from "../../shapes/common.ts";
import type { ProfileList, ProfileRow } from "../../shapes/profiles.ts";
import type { Profile } from "../know/knowledge.ts";
import { newestScore } from "../know/newest.ts";
import type { Knowledge } from "../know/pack.ts";
import { forecastOf, packView } from "./profile.ts";

/** Under this the leader is a matter of rounding. */
const level = 0.005;

export function profileList(knowledge: Knowledge, asOf: Day): ProfileList {
  return {
    format: "moat.profiles",
    formatVersion: "1.0",
    asOf,
    pack: packView(knowledge),
    profiles: Object.values(knowledge.profiles)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((one) => row(one, knowledge, asOf)),
  };
}

function row(profile: Profile, knowledge: Knowledge, asOf: Day): ProfileRow {
  const any = forecastOf(profile.id, knowledge, asOf).find((one) => one.sizeClass === "any");
  const boards = profile.benchmarks.filter(({ observations }) =>
    observations.some((one) => one.published <= asOf),
  ).length;
  return {
    id: profile.id,
    title: profile.title,
    aliases: profile.aliases,
    dataSource: profile.dataSource.kind,
    gap: any?.gap ?? null,
    lead: leadOf(any?.gap ?? null),
    open: any?.open ?? null,
    proprietary: any?.proprietary ?? null,
    medianMonths: any?.medianMonths ?? null,
    boards,
    kin: boards === 0 ? (profile.kin ?? null) : null,
    newest: newestScore(profile, asOf) ?? null,
    reviewed: profile.reviewed,
  };
}

export function leadOf(gap: number | null): ProfileRow["lead"] {
  if (gap === null) return null;
  if (Math.abs(gap) <= level) return "level";
  return gap < 0 ? "open" : "proprietary";
}
