import { isUuid } from '../../../kernel/ids.ts';
import { systems, ukCore } from '../core/codes.ts';
import { withoutGaps } from '../core/json.ts';
import { partnersHere, type Partner } from '../store/organisations.ts';
import { concept } from './elements.ts';
import { stored, type Hints, type Kind, type Stored, type Work } from './kind.ts';

function standing(partner: Partner): Stored {
  const { id, createdAt: at } = partner;
  const content = withoutGaps({
    meta: { profile: [ukCore('Organization')] },
    identifier: [
      ...(partner.odsCode === undefined ? [] : [{ system: systems.odsOrganisation, value: partner.odsCode }]),
      ...(partner.charityNumber === undefined
        ? []
        : [{ system: `${systems.own}:charity-number`, value: partner.charityNumber }]),
    ],
    active: partner.isHere,
    type: [concept([{ system: `${systems.own}:organisation-kind`, code: partner.kind }])],
    name: partner.name,
    telecom: partner.website === undefined ? [] : [{ system: 'url', value: partner.website }],
  });
  return stored('Organization', { id, version: partner.isHere ? 1 : 2, at, person: undefined }, content);
}

async function some(work: Work, ids: readonly string[] | undefined, after: string | undefined, limit: number) {
  const filter = { ids: ids?.filter(isUuid), after: isUuid(after) ? after : undefined };
  return (await partnersHere(work.trx, work.place.id, filter, limit)).map(standing);
}

/** The partners of a place: everybody may know them. */
export const organizationKind: Kind = {
  type: 'Organization',
  parameters: {
    identifier: { kind: 'token', paths: ['identifier'] },
    name: { kind: 'string', paths: ['name'] },
    type: { kind: 'token', paths: ['type'] },
    active: { kind: 'token', paths: ['active'] },
    'address-postalcode': { kind: 'string', paths: ['address.postalCode'] },
    partof: { kind: 'reference', paths: ['partOf'], targets: ['Organization'] },
  },
  load: async (work, ids) => await some(work, ids, undefined, ids.length),
  find: async (work: Work, hints: Hints, after, limit) => await some(work, hints.ids, after, limit),
};
