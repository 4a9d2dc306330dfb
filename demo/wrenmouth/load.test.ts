import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkStatement } from '../../src/modules/conversation/domain/statement-checks.ts';
import { reasonSentences } from '../../src/modules/conversation/domain/life-cycle.ts';
import { checkWrenmouth } from './check.ts';
import { loadWrenmouth } from './load.ts';
import type { Wrenmouth } from './types.ts';
import { liesIn } from '../../src/modules/community/domain/ward-map.ts';

describe('the demo place', () => {
  it('is whole: every reference resolves and every count is as promised', () => {
    const data = loadWrenmouth();
    const here = <T extends { place: string }>(items: T[], place: string) =>
      items.filter((item) => item.place === place);
    assert.equal(data.organisations.length, 24);
    assert.equal(data.people.length, 11);
    assert.equal(here(data.priorities, 'wrenmouth').length, 4);
    assert.equal(here(data.plans, 'wrenmouth').length, 3);
    assert.equal(here(data.commitments, 'wrenmouth').length, 25);
    assert.equal(here(data.priorities, 'saltby').length, 1);
    assert.equal(here(data.commitments, 'saltby').length, 2);
    assert.equal(data.organisations.filter((each) => each.partnerOf.includes('saltby')).length, 2);
    assert.equal(data.organisations.filter((each) => each.partnerOf.includes('wrenmouth')).length, 24);
    assert.equal(data.conversation.sectors.length, 6);
    assert.equal(
      data.conversation.sectors.reduce((sum, sector) => sum + sector.people, 0),
      50,
    );
    assert.equal(data.conversation.statements.filter((each) => each.status === 'approved').length, 36);
  });

  it('has four localities whose people add up to the town', () => {
    const { places } = loadWrenmouth();
    const localities = places.filter((place) => place.parent === 'wrenmouth');
    assert.equal(localities.length, 4);
    assert.equal(
      localities.reduce((sum, place) => sum + place.population, 0),
      128_000,
    );
    assert.equal(places.find((place) => place.slug === 'wrenmouth')?.population, 128_000);
  });

  it('has a story to tell: late, kept, declined and stopped promises, goodwill and money, and one open objection', () => {
    const { commitments, priorities, conversation } = loadWrenmouth();
    assert.ok(commitments.filter((each) => each.state === 'accepted' && each.dueDay < 0).length >= 3);
    for (const state of ['offered', 'accepted', 'declined', 'kept', 'stopped']) {
      assert.ok(
        commitments.some((each) => each.state === state),
        state,
      );
    }
    assert.ok(commitments.some((each) => each.volunteer !== null && each.paidBy === null));
    assert.ok(commitments.some((each) => each.paidBy !== null));
    const open = priorities.flatMap((each) => each.objections).filter((objection) => objection.reply === null);
    assert.equal(open.length, 1);
    assert.ok(
      conversation.statements.some(
        (each) =>
          each.body === 'I am passed from office to office and tell my story every time' && each.status === 'approved',
      ),
    );
    assert.ok(priorities[0]?.answers.includes('tell-my-story'));
  });

  it('has statements that pass our own gentle checks, and reasons that we know', () => {
    const { statements } = loadWrenmouth().conversation;
    statements.forEach((statement, index) => {
      const earlier = statements.slice(0, index).map(({ key, body }) => ({ id: key, body }));
      const codes = checkStatement(statement.body, earlier).map((warning) => warning.code);
      assert.deepEqual(
        codes.filter((code) => code !== 'question' && code !== 'two-ideas'),
        [],
        statement.body,
      );
      if (statement.rejectionReason !== null) assert.ok(statement.rejectionReason in reasonSentences);
    });
  });

  it('has one service that is to begin, one that opens again, one that has, and one that has ended', () => {
    const { services } = loadWrenmouth();
    const days = (name: 'listedFrom' | 'listedTo' | 'reopens') => services.flatMap((each) => each[name] ?? []);
    assert.ok(days('listedFrom').some((day) => day > 0));
    assert.ok(days('listedTo').some((day) => day < 0));
    assert.ok(days('reopens').some((day) => day > 0) && days('reopens').some((day) => day <= 0));
  });

  it('has invented outlines, in which every one of its postcodes lies where its district says', () => {
    const { areas, directory } = loadWrenmouth();
    const districts = new Map(areas.filter((each) => each.kind === 'district').map((each) => [each.name, each]));
    const localities = areas.filter((each) => each.kind === 'locality');
    for (const postcode of areas.filter((each) => each.kind === 'postcode')) {
      const district = districts.get(postcode.name.split(' ')[0] ?? '');
      const locality = localities.find((each) => each.latitude === district?.latitude);
      const wards = directory.wards.filter((ward) => liesIn(ward.outline, postcode));
      assert.deepEqual(
        wards.map((ward) => ward.name),
        [locality?.name],
        postcode.name,
      );
    }
  });

  it('has people who can be asked, with how and how it is safe, and listings that somebody watches', () => {
    const { directory } = loadWrenmouth();
    assert.ok(directory.helpers.length >= 4);
    for (const helper of directory.helpers) assert.ok(helper.howAsked !== '' && helper.safety !== '', helper.name);
    assert.ok(directory.watches.some((watch) => watch.service === 'soup-and-company'));
  });

  it('has sixty services and three more in four localities: fresh, stale and forgotten ones, a closed one, a private one, one that waits', () => {
    const { services, areas, venues } = loadWrenmouth();
    const listed = services.filter((each) => !each.isWaiting);
    assert.equal(listed.length, 63);
    assert.equal(services.length, 64);
    const count = (test: (each: (typeof listed)[number]) => boolean) => listed.filter(test).length;
    assert.ok(count((each) => each.checkedDay < -90 && each.checkedDay >= -180) >= 5);
    assert.ok(count((each) => each.checkedDay < -180) >= 2);
    assert.equal(
      count((each) => each.status === 'temporarily closed'),
      2,
    );
    assert.equal(
      count((each) => each.maskedVenue !== null),
      1,
    );
    assert.ok(count((each) => each.takesReferrals && each.capacity !== null) >= 20);
    assert.ok(count((each) => each.delivers !== null) >= 10);
    assert.ok(listed.some((each) => each.slug === 'soup-and-company' && each.organisation === 'community-cafe'));
    assert.equal(areas.filter((each) => each.kind === 'locality').length, 4);
    for (const locality of ['WQ1', 'WQ2', 'WQ3', 'WQ4'])
      assert.ok(venues.some((venue) => venue.postcode.startsWith(locality)));
  });

  it('has stories of Wrenmouth and Saltby, one in use elsewhere with figures, one stopped with a reason', () => {
    const { stories, uptakes } = loadWrenmouth();
    assert.equal(stories.filter((each) => each.place === 'wrenmouth').length, 5);
    assert.equal(stories.filter((each) => each.place === 'saltby').length, 1);
    assert.ok(uptakes.some((each) => each.status === 'in-use' && each.figures !== null && each.place === 'saltby'));
    assert.ok(uptakes.some((each) => each.status === 'stopped' && each.stopReason !== ''));
  });

  it('is refused when something does not fit', () => {
    const broken: [(data: Wrenmouth) => unknown, RegExp][] = [
      [(data) => Object.assign(data.people[0] ?? {}, { organisation: 'nowhere' }), /the organisation “nowhere”/],
      [(data) => Object.assign(data.people[0] ?? {}, { email: 'amara@gmail.com' }), /\.example/],
      [(data) => data.priorities[0]?.answers.push('unsaid'), /the statement “unsaid”/],
      [(data) => Object.assign(data.commitments[0] ?? {}, { outcome: 'x' }), /the outcome “x”/],
      [(data) => Object.assign(data.commitments[0] ?? {}, { pence: null }), /belong together/],
      [(data) => Object.assign(data.plans[0] ?? {}, { parent: 'x' }), /the plan “x”/],
      [(data) => Object.assign(data.plans[0] ?? {}, { years: 9 }), /not its years/],
      [(data) => Object.assign(data.places[0] ?? {}, { accent: '#eeeeee' }), /too pale/],
      [(data) => Object.assign(data.organisations[0] ?? {}, { odsCode: 'RJ1' }), /begin with ZZ/],
      [(data) => Object.assign(data.services[0] ?? {}, { venue: 'x' }), /the venue “x”/],
      [(data) => Object.assign(data.services[0] ?? {}, { slug: 'x' }), /does not fit its name/],
      [(data) => Object.assign(data.services[0] ?? {}, { delivers: 'x' }), /the commitment “x”/],
      [(data) => Object.assign(data.services[0] ?? {}, { terms: ['x'] }), /the term “x”/],
      [(data) => Object.assign(data.venues[0] ?? {}, { postcode: 'SW1A 1AA' }), /begin with WQ/],
      [(data) => Object.assign(data.stories[0] ?? {}, { outcomes: ['open-days', 'x'] }), /the outcome “x”/],
      [(data) => Object.assign(data.stories[0] ?? {}, { failed: 'Ring 01632 960 001' }), /telephone/],
      [(data) => Object.assign(data.uptakes[0] ?? {}, { place: 'wrenmouth' }), /its own place/],
      [(data) => Object.assign(data.uptakes[0] ?? {}, { startedDay: -90 }), /before it was published/],
      [(data) => Object.assign(data.workshop.invited[0] ?? {}, { sector: 'x' }), /the sector “x”/],
      [(data) => Object.assign(data.workshop.themes[0] ?? {}, { minorityView: '' }), /the view of the minority/],
      [(data) => Object.assign(data.workshop.offers[0] ?? {}, { what: 'Else' }), /a commitment of other words/],
      [(data) => Object.assign(data.workshop.steps[0] ?? {}, { member: 9 }), /has the number 9/],
      [(data) => Object.assign(data.workshop.words, { hope: 1 }), /another number of people than the room/],
      [(data) => data.people.push(...data.people.slice(0, 1)), /two of the person/],
      [(data) => Object.assign(data.conversation.statements[0] ?? {}, { body: 'x'.repeat(141) }), /140/],
      [(data) => Object.assign(data.priorities[0]?.outcomes[0] ?? {}, { betterWhen: 'higher' }), /wrong side/],
    ];
    for (const [spoil, expected] of broken) {
      const data = loadWrenmouth();
      spoil(data);
      assert.match(checkWrenmouth(data).join('\n'), expected);
    }
  });
});
