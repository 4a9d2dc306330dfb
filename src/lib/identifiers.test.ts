import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCharityNumber, parseEmail, parseOdsCode, parsePostcode } from './identifiers.ts';

describe('identifiers', () => {
  it('read an ODS code', () => {
    assert.deepEqual(parseOdsCode(' zz1a '), { ok: true, value: 'ZZ1A' });
    for (const wrong of ['', 'A1', 'A 81001', 'A81-01', 'ABCDEFGHIJK'])
      assert.equal(parseOdsCode(wrong).ok, false, wrong);
  });

  it('read a charity number and its register', () => {
    assert.deepEqual(parseCharityNumber('123 4567'), {
      ok: true,
      value: { number: '1234567', register: 'england-and-wales' },
    });
    assert.deepEqual(parseCharityNumber('sc012345'), { ok: true, value: { number: 'SC012345', register: 'scotland' } });
    assert.deepEqual(parseCharityNumber('NIC 101234'), {
      ok: true,
      value: { number: 'NIC101234', register: 'northern-ireland' },
    });
    for (const wrong of ['12345', '12345678', 'SC12345', 'NI101234', '']) {
      assert.equal(parseCharityNumber(wrong).ok, false, wrong);
    }
  });

  it('read a postcode and space it', () => {
    assert.deepEqual(parsePostcode('sw1a1aa'), { ok: true, value: 'SW1A 1AA' });
    assert.deepEqual(parsePostcode(' m1  1ae '), { ok: true, value: 'M1 1AE' });
    for (const wrong of ['', 'SW1A', '1AA SW1A', 'M1 1A', 'ABC1 1AA'])
      assert.equal(parsePostcode(wrong).ok, false, wrong);
  });

  it('read an e-mail address', () => {
    for (const right of ['amara@wrenmouth.example', ' a.b+c@d-e.co.uk ']) assert.ok(parseEmail(right).ok, right);
    for (const wrong of [
      '',
      'a',
      'a@b',
      'a b@c.de',
      'a@b@c.de',
      '.a@c.de',
      'a..b@c.de',
      'a@-c.de',
      'a@c..de',
      `${'a'.repeat(65)}@c.de`,
    ]) {
      assert.equal(parseEmail(wrong).ok, false, wrong);
    }
  });
});
