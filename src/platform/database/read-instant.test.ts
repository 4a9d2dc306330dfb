import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readInstant } from './connections.ts';

const years = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true };

describe('an instant that the server wrote', () => {
  it('is read to the millisecond, with as many digits as there are', () => {
    fc.assert(
      fc.property(fc.date(years), fc.stringMatching(/^[0-9]{0,3}$/), (instant, further) => {
        const [day = '', rest = ''] = instant.toISOString().split('T');
        assert.deepEqual(readInstant(`${day} ${rest.slice(0, -1)}${further}+00`), instant);
      }),
    );
    assert.deepEqual(readInstant('2026-03-01 10:00:00+00'), new Date('2026-03-01T10:00:00Z'));
  });

  it('is read by the library where it is not written in UTC, or is none', () => {
    assert.deepEqual(readInstant('2026-07-01 10:00:00.5+01'), new Date('2026-07-01T09:00:00.500Z'));
    assert.deepEqual(readInstant('10000-01-01 00:00:00+00'), new Date('+010000-01-01T00:00:00Z'));
    assert.deepEqual(readInstant('0044-03-15 12:00:00+00 BC'), new Date('-000043-03-15T12:00:00Z'));
    assert.equal(readInstant('infinity'), Infinity);
  });
});
