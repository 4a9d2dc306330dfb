import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedData } from '../../../test/support/shared-data.ts';
import { parsePolisExport, type PolisOptions } from './parse-export.ts';
import type { PolisImport, PolisVote } from './polis-import.ts';

const comments = [
  'timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body',
  '1700000000000,0,0,1,1,1,I am over 55',
  '1700000001000,1,1,2,0,1,"Buses, they stop too early"',
  '1700000002000,2,2,1,1,-1,"She said ""no"""',
].join('\n');
const votes = [
  'timestamp,comment-id,voter-id,vote',
  '1700000003000,0,1,1',
  '1700000003000,0,2,-1',
  '1700000001100,1,1,1',
  '1700000004000,1,2,1',
  '1700000002100,2,2,1',
  '1700000005000,2,1,-1',
].join('\n');
const matrix = [
  'participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2',
  '1,secret-id,0,1,3,2,1,1,1,-1',
  '2,,,1,3,2,1,-1,1,1',
].join('\n');
const summary = 'topic,What helps?\nurl,x\nvoters,2\nvoters-in-conv,2\ncomments,3\ngroups,1\nconversation-description,';

type Files = Record<string, string>;
function allFiles(): Files {
  return { 'summary.csv': summary, 'comments.csv': comments, 'votes.csv': votes, 'participants-votes.csv': matrix };
}
function read(files: Files, options?: PolisOptions): PolisImport {
  const result = parsePolisExport(files, options);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
function problems(files: Files, options?: PolisOptions) {
  const result = parsePolisExport(files, options);
  assert.ok(!result.ok);
  return result.error;
}
function finals(found: PolisImport): Map<string, number> {
  return new Map(found.votes.map((vote) => [`${vote.participantNumber} ${vote.statementNumber}`, vote.value]));
}
function turnVotes(text: string): string {
  return text.replaceAll(/,(-?1)$/gm, (_, value: string) => (value === '1' ? ',-1' : ',1'));
}
function without(files: Files, name: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([file]) => file !== name));
}
function sentences(notes: readonly { sentence: string }[]): string {
  return notes.map((note) => note.sentence).join('\n');
}

describe('a Polis export', () => {
  it('is read whole', () => {
    const found = read(allFiles());
    assert.equal(found.topic, 'What helps?');
    assert.deepEqual(found.statements[1], {
      number: 1,
      body: 'Buses, they stop too early',
      authorNumber: 1,
      isSeed: false,
      status: 'approved',
      isAboutYou: false,
      createdAt: 1_700_000_001_000,
    });
    assert.deepEqual([found.statements[0]?.isSeed, found.statements[2]?.status], [true, 'rejected']);
    assert.equal(found.statements[2]?.body, 'She said "no"');
    assert.deepEqual(found.participants, [
      { number: 1, importedGroup: '0' },
      { number: 2, importedGroup: null },
    ]);
    assert.equal(found.votes.length, 6);
    assert.deepEqual(found.differences, []);
    assert.equal(found.timeUnit, 'milliseconds');
    assert.equal(JSON.stringify(found).includes('secret-id'), false);
  });

  it('is turned round when authors seem to disagree with their own statements', () => {
    const found = read({ ...allFiles(), 'votes.csv': turnVotes(votes) });
    assert.ok(found.sign.inverted);
    assert.match(found.sign.sentence, /2 of 2 authors/);
    assert.match(sentences(found.notes), /turned round/);
    assert.deepEqual(found.votes, read(allFiles()).votes);
    assert.deepEqual(found.differences, []);
  });

  it('is turned round by the participants’ totals when authors did not vote', () => {
    const anonymous = comments
      .replaceAll(/,([12]),([12]),([12]),([12]),/g, ',$1,9,$3,$4,')
      .replaceAll(/,(\d),[12],(\d),(\d),(-?1),/g, ',$1,9,$2,$3,$4,');
    const lopsided = (sign: string) =>
      ['timestamp,comment-id,voter-id,vote', `1700000003000,0,1,${sign}`, `1700000003000,1,1,${sign}`].join('\n');
    const totals = 'participant,group-id,n-agree,0,1\n1,,2,1,1';
    const files = { 'comments.csv': anonymous, 'participants-votes.csv': totals };
    assert.ok(read({ ...files, 'votes.csv': lopsided('-1') }).sign.inverted);
    assert.equal(read({ ...files, 'votes.csv': lopsided('1') }).sign.inverted, false);
  });

  it('has its matrix turned round too when that is inverted', () => {
    const turned = 'participant,group-id,n-agree,0,1,2\n1,,2,-1,-1,1\n2,,2,1,-1,-1';
    const found = read({ ...allFiles(), 'participants-votes.csv': turned });
    assert.deepEqual(finals(found), finals(read(allFiles())));
  });

  it('may have times in seconds', () => {
    const seconds = (text: string) => text.replaceAll(/^(\d{10})\d{3},/gm, '$1,');
    const found = read({ ...allFiles(), 'comments.csv': seconds(comments), 'votes.csv': seconds(votes) });
    assert.equal(found.timeUnit, 'seconds');
    assert.equal(found.statements[0]?.createdAt, 1_700_000_000_000);
    assert.ok(found.votes.every((vote) => vote.at >= 1_700_000_000_000));
  });

  it('asks which statements are about the person when the file does not say', () => {
    const found = read(allFiles());
    assert.deepEqual(found.suggestedAboutYou, [0]);
    assert.match(sentences(found.notes), /about the person/);
    const chosen = read(allFiles(), { setAside: [0] });
    assert.deepEqual(
      chosen.statements.map((statement) => statement.isAboutYou),
      [true, false, false],
    );
  });

  it('believes is-meta and is-seed when they are there', () => {
    const marked = [
      'timestamp,comment-id,author-id,moderated,is-meta,is-seed,comment-body',
      '1700000000000,0,0,1,1,0,I am over 55',
      '1700000001000,1,1,1,false,true,Buses',
      '1700000002000,2,2,1,0,0,No',
    ].join('\n');
    const found = read({ ...allFiles(), 'comments.csv': marked });
    assert.deepEqual(
      found.statements.map(({ isAboutYou, isSeed }) => [isAboutYou, isSeed]),
      [
        [true, false],
        [false, true],
        [false, false],
      ],
    );
    assert.deepEqual(found.suggestedAboutYou, []);
  });

  it('takes the last vote, and of two at the same time the later row', () => {
    const changed = `${votes}\n1700000009000,1,2,0\n1700000009000,1,2,-1`;
    const found = read(without({ ...allFiles(), 'votes.csv': changed }, 'participants-votes.csv'));
    assert.equal(finals(found).get('2 1'), -1);
    assert.equal(found.votes.length, 8);
  });

  it('follows the matrix where the two files differ, and says so', () => {
    const other = matrix.replace('2,,,1,3,2,1,-1,1,1', '2,,,1,2,1,1,-1,0,');
    const found = read({ ...allFiles(), 'participants-votes.csv': other });
    assert.equal(finals(found).get('2 1'), 0);
    assert.equal(finals(found).has('2 2'), false);
    assert.match(sentences(found.differences), /1 vote differs from votes.csv/);
    assert.match(sentences(found.differences), /1 vote is not in participants-votes.csv/);
  });

  it('keeps votes on a statement without a column and people without a row', () => {
    const narrow = 'participant,group-id,0,1\n1,0,1,1';
    const found = read({ ...allFiles(), 'participants-votes.csv': narrow });
    assert.equal(finals(found).get('1 2'), -1);
    assert.equal(finals(found).get('2 2'), 1);
    assert.deepEqual(found.participants[1], { number: 2, importedGroup: null });
    assert.match(sentences(found.differences), /1 person voted but has no row/);
  });

  it('counts everything again and names what the files counted otherwise', () => {
    const found = read({
      ...allFiles(),
      'summary.csv': summary.replace('voters,2', 'voters,7'),
      'comments.csv': comments.replace('1,1,2,0', '1,1,3,0'),
    });
    assert.match(sentences(found.differences), /says 7 for “voters”/);
    assert.match(sentences(found.differences), /final votes for 1 of 3 statements/);
  });

  it('warns that groups from before October 2017 will not fit', () => {
    assert.doesNotMatch(sentences(read(allFiles()).notes), /2017/);
    const early = (text: string) => text.replaceAll(/^17/gm, '14');
    const found = read({ ...allFiles(), 'comments.csv': early(comments), 'votes.csv': early(votes) });
    assert.match(sentences(found.notes), /21 October 2017/);
  });

  it('can do without summary, without votes or without the matrix', () => {
    assert.equal(read(without(allFiles(), 'summary.csv')).topic, '');
    const fromMatrix = read(without(allFiles(), 'votes.csv'));
    assert.deepEqual(finals(fromMatrix), finals(read(allFiles())));
    assert.match(sentences(fromMatrix.notes), /not when it was cast/);
    assert.equal(read(without(allFiles(), 'participants-votes.csv')).votes.length, 6);
    assert.match(problems(without(allFiles(), 'comments.csv'))[0]?.sentence ?? '', /absent/);
    assert.match(problems({ 'comments.csv': comments })[0]?.sentence ?? '', /both are absent/);
  });

  it('knows files by their usual names, with a prefix and in the current spelling', () => {
    const found = read({
      'export/2024-summary.csv': summary,
      '2024-comments.csv': comments,
      '2024-votes.csv': votes,
      '2024-participant-votes.csv': matrix,
    });
    assert.deepEqual(found.votes, read(allFiles()).votes);
    assert.equal(found.participants[0]?.importedGroup, '0');
  });

  it('counts a row that says the same twice as no second voice', () => {
    const found = read({ ...allFiles(), 'votes.csv': `${votes}\n1700000003000,0,1,1` });
    assert.deepEqual(finals(found), finals(read(allFiles())));
    assert.match(sentences(found.notes), /1 row says the same/);
  });

  it('is read the same with Windows line ends, a byte order mark and columns in another order', () => {
    const turned = votes.replaceAll(/^([^,]+),([^,]+),([^,]+),([^,]+)$/gm, '$4,$3,$2,$1');
    const found = read({ ...allFiles(), 'votes.csv': `\uFEFF${turned.replaceAll('\n', '\r\n')}` });
    assert.deepEqual(found, read(allFiles()));
  });
});

describe('a faulty Polis export', () => {
  it('names file, line, column and what was expected, for every fault at once', () => {
    const found = problems({
      ...allFiles(),
      'comments.csv': comments.replace('1,1,2,0,1', '1,1,2,0,5').replace('1700000002000,2', '1700000002000,1'),
    });
    assert.deepEqual(
      found.slice(0, 2).map(({ file, line, column, sentence }) => [file, line, column, sentence]),
      [
        [
          'comments.csv',
          3,
          'moderated',
          'comments.csv, line 3, column “moderated”: expected -1, 0 or 1, but found “5”.',
        ],
        [
          'comments.csv',
          4,
          'comment-id',
          'comments.csv, line 4, column “comment-id”: expected each number once, but 1 is repeated.',
        ],
      ],
    );
  });

  it('is refused whole for a bad vote, an unknown statement, a repeated person, a missing column or a short row', () => {
    const cases: [Files, string, number, string][] = [
      [{ ...allFiles(), 'votes.csv': `${votes}\n1700000003000,0,3,2` }, 'votes.csv', 8, 'vote'],
      [{ ...allFiles(), 'votes.csv': `${votes}\n1700000003000,77,1,1` }, 'votes.csv', 8, 'comment-id'],
      [{ ...allFiles(), 'votes.csv': `${votes}\n,0,1,1` }, 'votes.csv', 8, 'timestamp'],
      [{ ...allFiles(), 'votes.csv': `${votes}\n1700000003000,0` }, 'votes.csv', 8, 'voter-id'],
      [{ ...allFiles(), 'votes.csv': '' }, 'votes.csv', 1, '1'],
      [
        { ...allFiles(), 'participants-votes.csv': `${matrix}\n1,,,,,,,1,1,1` },
        'participants-votes.csv',
        4,
        'participant',
      ],
      [{ ...allFiles(), 'participants-votes.csv': `${matrix}\n3,,,,,,,9,,` }, 'participants-votes.csv', 4, '0'],
      [{ ...allFiles(), 'comments.csv': comments.replace('moderated', 'state') }, 'comments.csv', 1, 'moderated'],
      [{ ...allFiles(), 'summary.csv': 'topic' }, 'summary.csv', 1, 'value'],
    ];
    for (const [files, file, line, column] of cases) {
      const [first] = problems(files);
      assert.deepEqual([first?.file, first?.line, first?.column], [file, line, column]);
    }
  });

  it('offers to mend statements written without quotation marks, and mends them when asked', () => {
    const unquoted = [
      'timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body',
      '1700000000000,0,0,1,1,1,I am over 55',
      '1700000001000,1,1,2,0,1,Buses, they stop too early',
      '1700000002000,2,2,1,1,-1,She said "no", then',
      'she left',
    ].join('\n');
    const files = { ...allFiles(), 'comments.csv': unquoted };
    const [first] = problems(files);
    assert.deepEqual([first?.line, first?.repair], [4, 'repairUnquotedBodies']);
    assert.ok(problems(files).some(({ line }) => line === 3));
    const found = read(files, { repairUnquotedBodies: true });
    assert.equal(found.statements[1]?.body, 'Buses, they stop too early');
    assert.equal(found.statements[2]?.body, 'She said "no", then\nshe left');
    assert.match(sentences(found.notes), /Read them through/);
  });
});

type Expected = {
  votes: number;
  voteEvents: number;
  participants: number;
  setAside: { rejected: number[]; aboutYou: number[] };
};
const samples = [
  { name: 'london.youth.policing', own: 24, differing: 2, written: 39, topic: /^What is the best way/ },
  { name: 'scoop-hivemind.taxes', own: 104, differing: 25, written: 148, topic: /^Tax HiveMind/ },
];
for (const { name, own, differing, written, topic } of samples) {
  const names = ['summary', 'comments', 'votes', 'participants-votes', 'stats-history'].map((file) => `${file}.csv`);
  const parts = names.map((file) => sharedData(`conversation/${name}/${file}`));
  const reference = sharedData(`conversation/${name}/expected.json`);
  const absent = [...parts, reference].map((part) => part.absent).find((words) => words !== false) ?? false;

  describe(`the published export ${name}`, { skip: absent }, () => {
    function load() {
      const files = Object.fromEntries(names.map((file, index) => [file, parts[index]?.text() ?? '']));
      return { files, found: read(files), expected: reference.json() as Expected };
    }

    it('has every statement, person and vote', () => {
      const { found, expected } = load();
      assert.match(found.topic, topic);
      assert.equal(found.statements.length, written);
      assert.equal(found.participants.length, expected.participants);
      assert.equal(found.votes.length, expected.voteEvents);
      assert.equal(finals(found).size, expected.votes);
      assert.deepEqual(
        found.statements.filter(({ status }) => status === 'rejected').map(({ number }) => number),
        expected.setAside.rejected,
      );
    });

    it('ends with the votes of the published matrix, reached from the events alone', () => {
      const { files, found } = load();
      const eventsOnly = read(without(files, 'participants-votes.csv'));
      const matrixOnly = read(without(files, 'votes.csv'));
      const sorted = (map: Map<string, number>) => [...map].map(String).sort();
      assert.deepEqual(sorted(finals(eventsOnly)), sorted(finals(matrixOnly)));
      assert.deepEqual(sorted(finals(found)), sorted(finals(matrixOnly)));
    });

    it('has the right sign by its authors’ own votes, and inverted files give the same', () => {
      const { files, found } = load();
      assert.equal(
        found.sign.sentence,
        `+1 means agree: ${own} of ${own} authors’ first votes on their own statement are +1.`,
      );
      const inverted = read({ ...files, 'votes.csv': turnVotes(files['votes.csv'] ?? '') });
      assert.ok(inverted.sign.inverted);
      assert.deepEqual(inverted.votes, found.votes);
    });

    it('suggests exactly the statements that are about the person', () => {
      const { found, expected } = load();
      assert.deepEqual(found.suggestedAboutYou, expected.setAside.aboutYou);
    });

    it('says for how many statements the counts of comments.csv are not the final ones', () => {
      const { found } = load();
      assert.match(sentences(found.differences), new RegExp(`final votes for ${differing} of ${written} statements`));
      assert.match(sentences(found.notes), /other counts than their names say/);
    });

    it('does not depend on the order of the rows of votes at different times', () => {
      const { files, found } = load();
      const [header = '', ...rows] = (files['votes.csv'] ?? '').trim().split('\n');
      const byTime = rows.toSorted((a, b) => Number(a.split(',')[0]) - Number(b.split(',')[0]));
      const again: PolisVote[] = read({ ...files, 'votes.csv': [header, ...byTime].join('\n') }).votes;
      assert.deepEqual(again, found.votes);
    });
  });
}
