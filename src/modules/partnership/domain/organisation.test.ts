import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseOrganisation, type OrganisationFields } from './organisation.ts';

const right: OrganisationFields = {
  name: ' Quay Café ',
  kind: 'charity',
  odsCode: '',
  charityNumber: '1098765',
  website: 'https://quay.example',
  summary: '',
};

describe('an organisation', () => {
  it('is kept with its name trimmed and empty fields left out', () => {
    const parsed = parseOrganisation(right);
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.value, {
      name: 'Quay Café',
      kind: 'charity',
      odsCode: undefined,
      charityNumber: '1098765',
      website: 'https://quay.example',
      summary: '',
    });
  });

  it('is refused with a sentence for each field that is wrong', () => {
    const parsed = parseOrganisation({
      name: ' ',
      kind: 'club',
      odsCode: 'not a code!',
      charityNumber: '12',
      website: 'javascript:alert(1)',
      summary: '',
    });
    assert.ok(!parsed.ok);
    assert.deepEqual(
      parsed.error.map((problem) => problem.field),
      ['name', 'kind', 'odsCode', 'charityNumber', 'website'],
    );
  });

  it('does not take a word that every object has for a kind', () => {
    assert.equal(parseOrganisation({ ...right, kind: 'toString' }).ok, false);
  });
});
