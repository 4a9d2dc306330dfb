import { votesOnStatements, type VoteMatrix } from './vote-matrix.ts';

/** Ballots: for each option the people who approve it, by rising position. `voters` may approve nothing. */
export type Ballots = { voters: number; options: { option: number; approvers: Int32Array }[] };

/**
 * The votes as ballots: to agree is to approve, not to have seen is not to. The options are the statements with votes from
 * half as many people as `matrix` has. Source: note on the conversation, section 8.1.
 */
export function ballotsOf(matrix: VoteMatrix): Ballots {
  const voters = votesOnStatements(matrix);
  const approvers: number[][] = Array.from({ length: matrix.statements }, () => []);
  for (let person = 0; person < matrix.people; person += 1)
    for (let vote = matrix.start[person]!; vote < matrix.start[person + 1]!; vote += 1)
      if (matrix.value[vote] === 1) approvers[matrix.statement[vote]!]!.push(person);
  const options = approvers
    .map((people, option) => ({ option, approvers: Int32Array.from(people) }))
    .filter(({ option }) => voters[option]! > 0 && voters[option]! >= matrix.people / 2);
  return { voters: matrix.people, options };
}

/** The options that most people approve: what a plain count would choose, for comparison. */
export function mostApproved({ options }: Ballots, places: number): number[] {
  return [...options]
    .sort((a, b) => b.approvers.length - a.approvers.length || a.option - b.option)
    .slice(0, places)
    .map(({ option }) => option);
}

/**
 * A slate in which each side has its share of the places, chosen one by one: somebody counts 1 / (1 + what they approve of it
 * already). Of equal options the one that more people approve, then the earlier. `chosen` are places already filled.
 * Source: Thiele 1895, sequential proportional approval; note on the conversation, section 8.1.
 */
export function proportionalSlate(ballots: Ballots, places: number, chosen: readonly number[] = []): number[] {
  const slate = [...chosen];
  const served = new Int32Array(ballots.voters);
  const serve = (option: number): void => {
    for (const person of approversOf(ballots, option)) served[person]! += 1;
  };
  slate.forEach(serve);
  while (slate.length < places) {
    let best: { option: number; score: number; approvers: number } | undefined;
    for (const { option, approvers } of ballots.options) {
      if (slate.includes(option)) continue;
      let score = 0;
      for (const person of approvers) score += 1 / (1 + served[person]!);
      const lead = best === undefined ? 1 : score - best.score;
      const isEqual = Math.abs(lead) <= 1e-9;
      if (best === undefined || (isEqual ? approvers.length > best.approvers : lead > 0))
        best = { option, score, approvers: approvers.length };
    }
    if (best === undefined) break;
    slate.push(best.option);
    serve(best.option);
  }
  return slate;
}

/**
 * The options that their own approvers can pay for when everybody has the same number of coins and an option costs one place: each time
 * the one at the lowest equal price. Fewer options than places mean that there is not enough support to fill the slate in proportion.
 * Source: Peters and Skowron 2020, method of equal shares; note on the conversation, section 8.1.
 */
export function equalShares({ voters, options }: Ballots, places: number): number[] {
  const left = new Float64Array(voters).fill(voters === 0 ? 0 : places / voters);
  const slate: number[] = [];
  while (slate.length < places) {
    let best: { option: number; price: number; approvers: Int32Array } | undefined;
    for (const { option, approvers } of options) {
      const price = slate.includes(option) ? undefined : priceOf(approvers, left);
      if (price === undefined) continue;
      const isEqual = best !== undefined && Math.abs(price - best.price) <= 1e-12;
      if (best === undefined || (isEqual ? approvers.length > best.approvers.length : price < best.price))
        best = { option, price, approvers };
    }
    if (best === undefined) break;
    for (const person of best.approvers) left[person] = Math.max(0, left[person]! - best.price);
    slate.push(best.option);
  }
  return slate;
}

/** The lowest price which, paid by each or as far as their coins go, comes to 1; undefined when they have not that much. */
function priceOf(approvers: Int32Array, left: Float64Array): number | undefined {
  const purses = Float64Array.from(approvers, (person) => left[person]!).sort();
  let missing = 1;
  for (let at = 0; at < purses.length; at += 1) {
    const price = missing / (purses.length - at);
    if (price <= purses[at]! + 1e-12) return price;
    missing -= purses[at]!;
  }
  return undefined;
}

/** The share of people who approve at least one option of a slate, in 0..1. */
export function shareServed(ballots: Ballots, slate: readonly number[]): number {
  const served = new Set(slate.flatMap((option) => [...approversOf(ballots, option)]));
  return ballots.voters === 0 ? 0 : served.size / ballots.voters;
}

function approversOf({ options }: Ballots, option: number): Int32Array {
  return options.find((each) => each.option === option)?.approvers ?? new Int32Array(0);
}
