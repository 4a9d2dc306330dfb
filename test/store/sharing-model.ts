// Who may see what of a person, said once more in plain TypeScript from the design, without looking at the SQL. It asks
// about one moment only (now), of one reader and one record, and folds nothing.
import type { Category, Decision, Purpose, Reader, Record_, Relationship, Span, World } from './sharing-world.ts';

function holds(span: Span): boolean {
  return span.from <= 0 && (span.until === undefined || 0 < span.until);
}
function isInForce(decision: Decision): boolean {
  return holds(decision) && (decision.withdrawnAt === undefined || 0 < decision.withdrawnAt);
}
function covers(word: string, wanted: string): boolean {
  return word === '*' || word === wanted;
}

/** What working with a person opens at most. */
function opens(scope: Relationship['scope'], category: Category): boolean {
  if (scope === 'full') return true;
  if (scope === 'share-plan') return ['identity', 'circle', 'plan', 'needs'].includes(category);
  return scope === 'deliver' && (category === 'identity' || category === 'needs');
}

function isAllowed(world: World, organisation: string, person: string, category: Category, purpose: Purpose): boolean {
  const isAgreed = world.agreements.some(
    (one) =>
      holds(one) &&
      one.categories.includes(category) &&
      one.purposes.includes(purpose) &&
      one.parties.some((party) => party.organisation === organisation && holds(party)),
  );
  const isRelated = world.relationships.some(
    (one) => one.person === person && one.organisation === organisation && holds(one) && opens(one.scope, category),
  );
  const said = world.decisions.filter(
    (one) =>
      one.person === person &&
      one.account === undefined &&
      isInForce(one) &&
      covers(one.category, category) &&
      covers(one.purpose, purpose) &&
      (one.organisation === undefined || one.organisation === organisation),
  );
  return (
    isAgreed && isRelated && said.some((one) => one.effect === 'permit') && !said.some((one) => one.effect === 'deny')
  );
}

/** Somebody whom the person refused by name, or who belongs to an organisation that they refused whole. */
function isRefused(world: World, account: string, person: string, category: Category): boolean {
  const mine = world.memberships
    .filter((one) => one.account === account && isCurrent(one))
    .map((one) => one.organisation);
  return world.decisions.some(
    (one) =>
      one.effect === 'deny' &&
      one.person === person &&
      isInForce(one) &&
      covers(one.category, category) &&
      (one.account === undefined
        ? one.organisation !== undefined && one.purpose === '*' && mine.includes(one.organisation)
        : one.account === account),
  );
}

function isCurrent(days: { starts: number; ends: number | undefined }): boolean {
  return days.starts <= 0 && (days.ends === undefined || 0 <= Math.max(days.starts, days.ends));
}

function isTheirOwn(world: World, reader: Reader, record: Record_): boolean {
  const person = world.people.find((one) => one.id === record.person);
  if (person?.account !== reader.account || world.disabled.has(reader.account)) return false;
  if (record.category === 'safeguarding') return false;
  if (record.category === 'referral' && record.isDraft) return false;
  return !(person.isInSafeMode && (record.category === 'circle' || record.category === 'referral'));
}

function seesAsHelper(world: World, reader: Reader, record: Record_): boolean {
  const { organisation, purpose } = reader;
  if (organisation === undefined || purpose === undefined || world.disabled.has(reader.account)) return false;
  const isHelping = world.memberships.some(
    (one) =>
      one.account === reader.account &&
      one.organisation === organisation &&
      ['link-worker', 'practitioner', 'editor'].includes(one.role) &&
      isCurrent(one),
  );
  if (!isHelping || !reader.roleKnows.includes(record.category)) return false;
  if (isRefused(world, reader.account, record.person, record.category)) return false;
  if (record.author === organisation) return true;
  if (record.category === 'referral' && record.askedOf === organisation && !record.isDraft) return true;
  return purpose === 'emergency'
    ? isEmergency(world, reader, record)
    : isAllowed(world, organisation, record.person, record.category, purpose);
}

/** An hour for one worker, to what an emergency needs. A refusal holds, also one that names nobody. */
function isEmergency(world: World, reader: Reader, record: Record_): boolean {
  return (
    ['identity', 'circle', 'plan', 'needs'].includes(record.category) &&
    world.emergencies.some(
      (one) =>
        one.person === record.person &&
        one.account === reader.account &&
        one.organisation === reader.organisation &&
        holds(one),
    ) &&
    !world.decisions.some(
      (one) =>
        one.effect === 'deny' &&
        one.person === record.person &&
        one.account === undefined &&
        one.purpose === '*' &&
        isInForce(one) &&
        covers(one.category, record.category) &&
        (one.organisation === undefined || one.organisation === reader.organisation),
    )
  );
}

/** Whether this reader may see this record now. */
export function maySee(world: World, reader: Reader, record: Record_): boolean {
  return isTheirOwn(world, reader, record) || seesAsHelper(world, reader, record);
}
