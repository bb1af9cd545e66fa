import type { Decision, Quantiles } from "../../core/decision.ts";
import { percent, usd } from "../../core/money.ts";

/** The sentences that every format of a decision shares. */

const titles = {
	"self-host": "SELF-HOST",
	"hosted-open": "HOSTED OPEN WEIGHTS",
	"proprietary-api": "PROPRIETARY API",
	hybrid: "HYBRID",
	none: "NO RECOMMENDATION",
} as const;

export function headline(decision: Decision): {
	title: string;
	sentence: string;
} {
	return {
		title: titles[decision.verdict.choice],
		sentence: sentenceFor(decision),
	};
}

function sentenceFor({ verdict, routes }: Decision): string {
	const sure =
		verdict.confidence === null
			? ""
			: ` About ${percent(verdict.confidence)} of plausible weights and evidence agree`;
	const doubt = sure === "" ? "" : `; ${doubtText(verdict)}.`;
	switch (verdict.status) {
		case "infeasible":
			return "No option passes its gates. What each gate removed is listed below.";
		case "insufficient-evidence":
			return "Nothing public tells the options apart: what stands rests on evidence that nobody has measured.";
		case "below-bar": {
			const worst = routes.reduce(
				(low, one) => Math.min(low, one.quality.p50 - one.bar.quality),
				Number.POSITIVE_INFINITY,
			);
			return `The only way that stands; it misses your bar by ${Math.max(0.01, -worst).toFixed(2)} at the expected value.`;
		}
		case "too-close":
			return `Too close to call. It leads at expected values, but beats ${verdict.runnerUp} in only ${percent(verdict.beatsRunnerUp ?? 0)} of draws; look at both.${immaterial(verdict)}`;
		case "decided":
			if (verdict.byElimination)
				return `Decided by elimination: nothing else passes its gates, and its own quality is unmeasured.${sure}${doubt}`;
			return `${capital(verdict.words)}.${sure}${doubt}${immaterial(verdict)}`;
	}
}

const capital = (text: string): string =>
	text.charAt(0).toUpperCase() + text.slice(1);

function doubtText({
	preferenceRobustness,
	evidenceRobustness,
}: Decision["verdict"]): string {
	if (preferenceRobustness === null || evidenceRobustness === null) return "";
	if (Math.min(preferenceRobustness, evidenceRobustness) >= 0.95)
		return "neither weights nor evidence alone shake it";
	return preferenceRobustness < evidenceRobustness
		? "the doubt lies in what you value"
		: "the doubt lies in the evidence";
}

function immaterial({
	immaterial: is,
	runnerUp,
	marginUsdPerMonth,
}: Decision["verdict"]): string {
	if (!is) return "";
	const worth =
		marginUsdPerMonth === null
			? ""
			: ` (worth ${usd(Math.abs(marginUsdPerMonth))} a month)`;
	return ` The lead over ${runnerUp} is immaterial${worth}: either will do.`;
}

export function reviewText({ review }: Decision): string {
	const because =
		{
			cost: "when being wrong would cost more than looking",
			evidence: "when the evidence is due for a review",
		}[review.because] ?? `since ${review.because}`;
	return `Look again by ${review.by}, ${because}.`;
}

export function usdText(range: Quantiles | null): string {
	if (range === null) return "-";
	const [low, high] = [usd(range.p10), usd(range.p90)];
	return low === high ? usd(range.p50) : `${usd(range.p50)} (${low}-${high})`;
}
