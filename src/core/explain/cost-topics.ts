import { text } from "../know/page.ts";
import { type Topic, topic } from "./topic.ts";

/** Words of a bill. */
export const costTopics: readonly Topic[] = [
  topic(
    "blended, cost per million tokens, 1M tokens",
    "Blended cost of a million tokens",
    "The bill of a month over the tokens of that month, input and output as the use case states them.",
    () => [
      text(
        "It is the price of your own mix, so bill / tokens gives it again; no fixed ratio of input to output stands behind it. Thinking tokens are in the bill and not in the tokens: what nobody asked for is not sold by the million.",
      ),
      text("JSON has the sides apart as well: perMillion.input and perMillion.output."),
    ],
  ),
  topic(
    "stack maturity, maturity",
    "Stack maturity",
    "Throughput that a team really reaches over what the estimate says for a tuned stack; 1 is all of it.",
    ({ serving: { maturity } }) => [
      text(
        `A recipe made for the model and the GPU comes to ${maturity.tuned.value} of the estimate, a dense model on the engine as it comes to ${maturity.dense.value}, a mixture of experts there to ${maturity.experts.value}, and weights out for less than ${maturity.freshMonths.value} months to ${maturity.fresh.value}, as measured.`,
      ),
      text(
        "Say which with --stack tuned, default or fresh (team.stack). Unsaid, a correction that was measured on the very engine counts as tuned, young weights as fresh, all else as the engine comes. It is what a bill of own machines knows least: one measurement (moat cost --measured) replaces it.",
      ),
    ],
  ),
  topic(
    "people, fte, staff",
    "People",
    "Engineers that machines of your own take, in full-time equivalents.",
    ({ serving: { staff } }) => [
      text(
        `${staff.leastFte.value} keep two replicas up; each doubling of the replicas takes ${staff.ftePerDoubling.value} more, and every ${staff.gpusPerFte.value} GPUs one person. A machine more never adds a head at once. --figure staff.fte replaces it.`,
      ),
    ],
  ),
  topic(
    "provisioned throughput, ptu, reserved capacity",
    "Provisioned throughput",
    "Capacity of a closed model that is rented by the hour, used or not: Azure PTU, Bedrock and Vertex provisioned throughput.",
    () => [
      text(
        "It is not priced. Who sells it says how many tokens a minute a unit carries of each model, but the hour of a unit stands in a calculator or a quote, by region and term; no dated page with both was found, and what others write of it disagrees.",
      ),
      text(
        "With a quote of your own: units for your busiest minute x hours x the rate is your bill; over the tokens of a month it is a price that --price MODEL@azure=IN/OUT takes, at the load that it was worked out for.",
      ),
    ],
  ),
  topic(
    "labels, label, usd per label",
    "Labels",
    "What it costs that a person says whether an answer is right, to tune a model or to try one.",
    ({ serving: { labels } }) => [
      text(
        `The request without what is cached and each answer are read, at ${labels.wordsPerToken.value} words a token and ${labels.wordsPerMinute.value} words a minute, but no label takes less than ${labels.leastMinutes.value} minutes, and what was asked no more than ${labels.mostMinutes.value}, since of a long one the parts that matter are looked up; audio takes as long as it lasts, and how an agent ended a task ${labels.taskMinutes.value} minutes. An hour costs $${labels.officeUsdPerHour.value} for bounded work, where the right answer is written once, and $${labels.expertUsdPerHour.value} for open-ended work, where each model's answer is read.`,
      ),
      text(
        "A golden set needs none. --figure labels.usdPerLabel=5 replaces all of it, labels.officeUsdPerHour, labels.expertUsdPerHour and the rest one of these figures.",
      ),
    ],
  ),
  topic(
    "rent term, rent-term, committed for a year",
    "Rent term",
    "How long rented machines are committed to: on demand, one year or three.",
    ({ serving: { fleet } }) => [
      text(
        `Unsaid (--rent-term, policy.rentTerm), a horizon of a year or more is billed at a year's commitment, a shorter one on demand. Where no rent for a year is known, ${fleet.reservedShare.value} of the rent on demand stands in. The page shows the same machines at the other terms whose rents are known; a marketplace's machines and those that nobody could have that day are never chosen.`,
      ),
    ],
  ),
  topic(
    "break-even, breaks even, break-even utilisation",
    "Break-even",
    "The volume from which machines of your own cost less than the API for the same requests.",
    () => [
      text(
        "Whole replicas make a staircase of the bill, which may cross the API's line several times: one volume in the middle is printed, with the band between the first crossing and the last (-v lists each). Machines are chosen anew at every volume.",
      ),
      text(
        "The utilisation that it takes is another look at the same: how much of what today's machines carry they would have to serve, for the API to cost as much. Above 100 % these machines never get there.",
      ),
    ],
  ),
  topic(
    "cash, full view, committed",
    "Full view and cash",
    "The total is what the work costs; cash is what is still to be paid where some of it is paid already.",
    () => [
      text(
        "Machines that you own (policy.ownedGpus) cost their write-off, interest, upkeep, rack and power in the full view; write-off and interest are no cash any more. What is committed to a provider or for a GPU (--committed) is paid whether it is used or not, so it is taken off the cash up to the bill.",
      ),
      text("The decision is made on the full view."),
    ],
  ),
  topic(
    "present value, discount rate, npv",
    "Present value",
    "The cash of all months of the horizon, each worth less the later it is paid.",
    () => [
      text(
        "--discount-rate 0.1 makes a dollar in a year worth 1/1.1 of one today; a month is discounted from its end, and building is paid in the first. Off by default.",
      ),
    ],
  ),
  topic(
    "engine, kv cache, speculative decoding, quantisation, quantization",
    "How an engine serves",
    "Settings of a team's own engine that change what a machine carries: named, never assumed.",
    () => [
      text(
        "--figure engine.kvElementBytes=1 keeps the KV cache at 8 bits: a token in flight takes half the memory, so more requests fit at once and less is read in each step. 16 bits are reckoned with otherwise, even where a recipe of the model sets 8.",
      ),
      text(
        "--figure engine.tokensPerStep=1.4 is speculative decoding: so many tokens come out of a decode step in the mean, the work of drafting taken off. DeepSeek-R1 with multi-token prediction came to 1.42 times the throughput with up to 8 requests at once, 1.33 with up to 32 and 1.29 beyond (published InferenceX runs of January 2026, against this estimate).",
      ),
      text(
        "The precision of the weights is part of the machine: --gpu h100-sxm:2:fp8, or bf16, fp4, mxfp4, int4 where they are published.",
      ),
      text(
        "What fewer bits cost in quality at your work nobody has measured here: the belief about a model is that of its scores, whatever they were run on. Run your own evaluation on the weights that you will serve.",
      ),
    ],
  ),
  topic(
    "own figures, your own figures",
    "Own figures",
    "What a team knows better than the pack: it replaces the pack's figure, with basis user, and is never averaged with it.",
    () => [
      text(
        "As flags (--rent, --price, --discount, --committed, --salary, --fte, --spares, --utilisation-cap, --hours-per-month, --figure), under figures in the use case, or under figures in moat.config.yaml; flags win over the use case, and that over the configuration.",
      ),
      text(
        "A price that is given without cached input keeps the list's ratio of cached to fresh input, and so do batches and long requests. A rent holds for every term that the search would look for.",
      ),
    ],
  ),
];
