/** What each field of a use case means, by its path; a need's own workload and latency mean what those of all needs do. */
const sentences: Readonly<Record<string, string>> = {
  kind: "What the file is: moat/use-case@1.",
  name: "The name under which records, logs and comparisons know the use case.",
  title: "What the use case is, in words, as answers print it.",
  "needs[].capability": "What a model must be able to do; moat profiles list has them all.",
  "needs[].share":
    "This need's part of the requests; the shares of all needs are scaled to sum to 1.",
  "needs[].bar":
    "How good is good enough, as a share of the success of the best model on sale: a name, a number, or a score on one board.",
  "needs[].task":
    "Bounded work has fixed labels or a fixed schema, which a small tuned model can learn; open-ended work has not.",
  "workload.requestsPerMonth": "Requests in a month, as of today; growth comes on top.",
  "workload.inputTokens": "Mean tokens that a request sends, instructions and context included.",
  "workload.outputTokens":
    "Mean visible tokens of an answer; thinking is added by model and effort.",
  "workload.contextTokens":
    "Tokens of the largest request that must fit, answer included: a gate on the context of models.",
  "workload.cachedInputShare":
    "Share of the input that repeats from request to request and is read from a cache.",
  "workload.batchShare": "Share of the requests that may wait for hours, at the price of batches.",
  "workload.reasoning": "The most thinking that may be used; less is taken where it does as well.",
  "workload.peakToMean":
    "Requests in the busiest ten minutes over those in a mean ten minutes; own machines are sized for it.",
  "workload.growthPerMonth":
    "Growth of the requests from month to month; bills are means over the horizon.",
  "workload.audioMinutes":
    "Mean minutes of audio of a request, where the work is sold by the minute: speech to text.",
  "workload.characters":
    "Mean characters of a request that are read aloud, where the work is sold by them: text to speech.",
  "latency.firstTokenMs":
    "The longest wait for the first visible token, thinking included, in milliseconds: a gate.",
  "latency.perTokenMs": "The longest wait for each further token, in milliseconds: a gate.",
  "data.personal":
    "Whether requests hold data of persons, which some hosts rule out or allow by agreement only.",
  "data.sensitivity":
    "How much harm a leak would do; it weighs exposure, and asks hosts for more documents.",
  "data.boundary": "How far the data may go: a gate on where a model may run.",
  "data.cloud":
    "Whose cloud the own one is, for boundary own-cloud: services and machines of others are shut. Where it is left out, the one in which the answer is worth most is taken, and the others are told.",
  "data.assurances":
    "What whoever receives the data must document; machines inside your own boundary are yours to certify.",
  "data.domainData":
    "Labelled data of your own for the work: it makes tuning possible, and may be the moat itself.",
  evaluation:
    "What tells you whether a model is good enough on your own requests; a golden set shows a failed tuning early.",
  "team.mlEngineers":
    "Engineers who could run models; without any, own machines weigh heavily on operations.",
  "team.onCall": "Whether somebody answers at night: own machines stop at night, too.",
  "team.stack":
    "What own machines run: tuned, a recipe made for the model and the GPU; default, the engine as it comes; fresh, weights that engines have not caught up with.",
  "team.fineTuning":
    "Whether the team can fine-tune; with a bounded task, small models then stand as tuned to it.",
  "policy.licence": "Which licences of weights the use permits: a gate.",
  "policy.denyOrigins":
    "Countries of makers that are ruled out, wherever their weights are served.",
  "policy.denyVendors": "Makers and hosts that are ruled out.",
  "policy.jurisdictions":
    "Homes of the companies that may serve: whose law reaches the data; none means any.",
  "policy.denyGpus": "GPUs that own fleets may not use.",
  "policy.use": "Research may take weights whose card rules out production.",
  "policy.rentTerm":
    "How long rented machines are committed to, on-demand, 1-year or 3-year; left out: a year where the horizon is as long, else not at all.",
  "policy.maxGpus": "GPUs that own fleets may have at most, spares included: a gate.",
  "policy.ownedGpus":
    "Machines that you have already; fleets are placed on them before any are rented.",
  "policy.ownedGpus[].gpu": "Which GPU the machines have, by the id that the market knows.",
  "policy.ownedGpus[].count": "How many of these GPUs you have.",
  figures: "Rents, prices and costs of your own, which stand in for those of the pack.",
  "figures.rents": "What you pay for a GPU-hour, by GPU, and for how long you have signed.",
  "figures.prices": "What you pay for a model at a host, $ per million tokens.",
  "figures.discounts": "Your discount on the list prices of a host, as a share.",
  "figures.engine.kvElementBytes":
    "Bytes of an element of the key-value cache on own machines: 1 stores it in 8 bits, which makes room for more requests; what that does to quality is not known.",
  "figures.engine.tokensPerStep":
    "Tokens that an own engine accepts per step with speculative decoding; 1 is without.",
  "figures.committed": "What you pay a host or for a GPU in a month whether you use it or not.",
  "figures.staff.usdPerYear": "Full cost of an engineer in a year, in $.",
  "figures.staff.fte": "People who run a fleet of your own, in full-time equivalents.",
  "figures.staff.buildWeeks":
    "Weeks of one engineer to bring a fleet into production, spread over the horizon.",
  "figures.staff.refreshWeeks": "Weeks of one engineer to change to a newer model.",
  "figures.staff.refreshesPerYear": "How often in a year you change to a newer model.",
  "figures.staff.gatewayUsdPerMonth":
    "Gateway, monitoring and logs in front of your own fleet, $ a month.",
  "figures.fleet.hoursPerMonth": "Hours in a month that a machine is paid for.",
  "figures.fleet.maxLoad":
    "The load at the peak that a replica is planned for, as a share of what it can do.",
  "figures.fleet.spareReplicas": "Replicas that stand by for those that fail.",
  "figures.fleet.stagingReplicas": "Replicas on which changes are tried before production.",
  "figures.network.egressUsdPerGb": "What a gigabyte that leaves your cloud costs, in $.",
  "figures.network.storageUsdPerGbMonth": "What a stored gigabyte costs in a month, in $.",
  "figures.hosted.retryShare": "Share of the requests to hosts that are sent and paid for again.",
  "figures.hosted.batchFactor": "Price of a batched request as a share of the list price.",
  "figures.labels.usdPerLabel": "What one label costs you, in $, whatever is read for it.",
  "figures.labels.officeUsdPerHour": "Full cost of an hour of whoever labels bounded work, in $.",
  "figures.labels.expertUsdPerHour":
    "Full cost of an hour of whoever judges open-ended work, in $.",
  "figures.labels.wordsPerMinute": "Words of a request that a person reads in a minute.",
  "figures.labels.leastMinutes": "Minutes that a label takes however short the request is.",
  "figures.labels.mostMinutes":
    "Minutes that a person takes at most for what was asked, however long it is.",
  "figures.labels.taskMinutes": "Minutes to judge how an agent ended a task.",
  "figures.owned.capexUsd": "What a machine costs to buy, per GPU, in $.",
  "figures.owned.networkShare": "Network beside the machines, as a share of what they cost.",
  "figures.owned.lifeMonths": "Months over which a machine is written off.",
  "figures.owned.residualShare":
    "What a machine is worth at the end of its life, as a share of what it cost.",
  "figures.owned.interestPerYear": "Interest on the money that is bound in machines, per year.",
  "figures.owned.supportShare":
    "Support and repairs in a year, as a share of what the machines cost.",
  "figures.owned.kilowatts": "Power that a machine draws, per GPU, in kW.",
  "figures.owned.colocationUsdPerKw":
    "Space and power connection in a data centre, $ a month per kW.",
  "figures.owned.loadShare": "The mean draw of power as a share of the most that a machine draws.",
  "figures.owned.pue": "Power of the whole data centre over that of its machines.",
  "figures.owned.usdPerKwh": "Price of electricity, $ per kWh.",
  "budget.usdPerMonth":
    "A hard cap on the whole bill of a month, the bill after a miss included: a gate.",
  "budget.hurtsAtUsdPerMonth":
    "The bill of a month that is worth nothing any more: the scale on which money counts.",
  horizonMonths:
    "Months that the decision is for; building, tuning and growth are spread over them.",
  preset: "Weights of the criteria under a name; weights of your own win over it.",
  "weights.quality":
    "What it is worth to be good at the work beyond the bar, against the other weights.",
  "weights.cost": "What a lower bill is worth, against the other weights.",
  "weights.privacy": "What it is worth to expose data to fewer others, against the other weights.",
  "weights.latency":
    "What it is worth to wait less where a limit is kept anyway, against the other weights.",
  "weights.ops": "What it is worth to operate less, against the other weights.",
  "weights.control": "What it is worth to be less locked in, against the other weights.",
  "weights.speed": "What it is worth to be in production sooner, against the other weights.",
  scenario:
    "A supposition about how fast open weights catch up, under which everything is decided.",
};

/** Undefined for a path that no use case has. */
export const sentenceOf = (path: string): string | undefined =>
  sentences[path] ?? sentences[path.replace(/^needs\[\]\.(?=workload\.|latency\.)/, "")];
