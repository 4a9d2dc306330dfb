import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { attendanceOf, attendanceWords, shownAttendance } from './attendance.ts';

const sectors = [
  { id: 'n', label: 'NHS' },
  { id: 'r', label: 'Residents' },
];

describe('who came against who was asked', () => {
  it('is counted by sector, with the largest of its groups, and those of none at the end', () => {
    const asked = {
      partners: [
        { sector: 'n', people: 6 },
        { sector: 'n', people: 0 },
        { sector: undefined, people: 2 },
      ],
      groups: [
        { sector: 'r', coming: 9 },
        { sector: 'r', coming: 4 },
      ],
    };
    assert.deepEqual(attendanceOf(sectors, asked, ['n', 'n', 'r', undefined]), [
      { label: 'NHS', asked: 2, said: 6, came: 2 },
      { label: 'Residents', asked: 2, said: 9, came: 1 },
      { label: 'Of no group, or not said', asked: 1, said: 2, came: 1 },
    ]);
    assert.equal(attendanceOf(sectors, { partners: [], groups: [] }, []).length, 2);
  });

  it('shows no number from one to four, and none from which one would follow', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(counts, (came) => {
        const shown = shownAttendance(came.map((count, at) => ({ label: String(at), asked: 0, said: 0, came: count })));
        shown.forEach((one, at) => assert.ok(one.came === null || one.came === came[at]));
        assert.ok(shown.every((one) => one.came === null || one.came === 0 || one.came >= 5));
        const hidden = came.filter((_, at) => shown[at]?.came === null);
        if (hidden.length === 1) assert.ok(came.every((count) => count < 5));
      }),
    );
  });

  it('is said in words, also that nobody is here', () => {
    const row = { label: 'NHS', asked: 1, said: 6 };
    assert.equal(attendanceWords({ ...row, came: 0 }), 'nobody is here, of 6 who said they come');
    assert.equal(attendanceWords({ ...row, said: 0, came: 0 }), 'nobody is here');
    assert.equal(attendanceWords({ ...row, came: 7 }), '7 are here, of 6 who said they come');
    assert.equal(attendanceWords({ ...row, came: null }), 'some are here');
  });
});
