// Who may see what of a person, said once more in plain TypeScript from the design, without looking at the SQL. It asks
// about one moment only (now), of one reader and one record, and folds nothing.
import type {
  Category,
  Decision,
  Matter,
  Purpose,
  Reader,
  Record_,
  Relationship,
  Representative,
  Span,
  World,
  WorldPerson,
} from './sharing-world.ts';

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
  return (
    isTheirOwn(world, reader, record) ||
    seesAsHelper(world, reader, record) ||
    seesAsRepresentative(world, reader, record)
  );
}

/** Whether a person decides a matter themselves: by the last finding in force, or else from 16 on. */
function decidesAlone(world: World, person: WorldPerson, matter: Matter): boolean {
  const inForce = world.findings.filter((one) => one.person === person.id && one.matter === matter && holds(one));
  const last = inForce.toSorted((a, b) => b.from - a.from || (a.id < b.id ? 1 : -1))[0];
  return last === undefined ? isAtLeast(person, 16) : last.decides;
}

function isAtLeast(person: WorldPerson, years: number): boolean {
  return person.ageInYears > years || (person.ageInYears === years && person.birthdayIn <= 0);
}

/** What a matter needs to be known for. */
const needed: Readonly<Record<Matter, readonly Category[]>> = {
  sharing: ['identity'],
  plan: ['identity', 'circle', 'plan', 'needs'],
  referrals: ['identity', 'referral'],
  money: ['identity', 'needs'],
};

function mayDecide(world: World, person: WorldPerson, one: Representative, matter: Matter): boolean {
  if (decidesAlone(world, person, matter)) return false;
  switch (one.kind) {
    case 'parental-responsibility':
      return !isAtLeast(person, 18);
    case 'attorney-health':
      return isAtLeast(person, 18) && matter !== 'money';
    case 'attorney-money':
      return isAtLeast(person, 18);
    case 'deputy':
      return isAtLeast(person, 16);
    case 'appointee':
      return true;
    case 'advocate':
      return false;
  }
}

/** Somebody with authority for a matter, unless the person kept it from them or safe mode hides it. */
function seesAsRepresentative(world: World, reader: Reader, record: Record_): boolean {
  const person = world.people.find((one) => one.id === record.person);
  if (person === undefined || world.disabled.has(reader.account) || record.table === 'personal_version') return false;
  if (record.category === 'safeguarding' || record.isDraft) return false;
  if (person.isInSafeMode && (record.category === 'circle' || record.category === 'referral')) return false;
  if (['identity', record.category].some((one) => isRefused(world, reader.account, person.id, one as Category)))
    return false;
  return world.representatives.some(
    (one) =>
      one.person === person.id &&
      one.account === reader.account &&
      !one.isSuspended &&
      holds(one) &&
      one.matters.some(
        (matter) =>
          needed[matter].includes(record.category) &&
          (one.kind === 'advocate' || (person.account !== reader.account && mayDecide(world, person, one, matter))),
      ),
  );
}
