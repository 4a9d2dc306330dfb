import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';

const cafe = {
  name: 'Quay Café',
  kind: 'charity',
  odsCode: '',
  charityNumber: '1098765',
  website: '',
  summary: 'Soup and company.',
};

describe('partner organisations', () => {
  it('one that is added stands on the public list and has a page, a card and an audit entry', async () => {
    await withTestApp(async ({ get, post, person }) => {
      const sam = await person('administrator');
      assert.equal((await get('/testbourne/partners')).hasLink('Quay Café'), false);
      const added = await post('/testbourne/admin/partners/new', cafe, sam);
      assert.equal(added.location, '/testbourne/admin/partners?notice=partner-added');
      const list = await get('/testbourne/partners');
      const page = await get(list.link('Quay Café'));
      assert.equal(page.heading, 'Quay Café');
      assert.match(page.text, /1098765/);
      assert.ok((await get('/testbourne/search?q=quay+cafe')).hasLink('Quay Café'));
      assert.match((await get('/testbourne/admin/audit', sam)).text, /organisation: added/);
    });
  });

  it('a wrong form names each field, keeps what was typed and adds nothing', async () => {
    await withTestApp(async ({ get, post, person }) => {
      const sam = await person('administrator');
      const page = await post('/testbourne/admin/partners/new', { ...cafe, kind: '', charityNumber: 'xx' }, sam);
      assert.equal(page.status, 422);
      assert.equal(page.errors.length, 2);
      assert.equal(page.value('Name'), 'Quay Café');
      assert.equal((await get('/testbourne/partners')).hasLink('Quay Café'), false);
    });
  });

  it('no two organisations have the same code', async () => {
    await withTestApp(async ({ post, person }) => {
      const sam = await person('administrator');
      await post('/testbourne/admin/partners/new', cafe, sam);
      const again = await post('/testbourne/admin/partners/new', { ...cafe, name: 'Another Café' }, sam);
      assert.equal(again.status, 422);
      assert.match(again.errors[0] ?? '', /already has this code/);
    });
  });

  it('an organisation exists once: another place takes it from the list', async () => {
    await withTestApp(async ({ get, post, person, addPlace }) => {
      const other = await addPlace('elsewhere');
      const sam = await person('administrator');
      const ella = await person('administrator', { place: other.id });
      await post('/testbourne/admin/partners/new', cafe, sam);
      const page = await get('/elsewhere/admin/partners', ella);
      const option = [...page.document.querySelectorAll('option')].find((one) => one.textContent === 'Quay Café');
      await post('/elsewhere/admin/partners', { organisation: option?.getAttribute('value') ?? '' }, ella);
      assert.ok((await get('/elsewhere/partners')).hasLink('Quay Café'));
    });
  });

  it('what is changed keeps its address, and an ended partnership leaves the list', async () => {
    await withTestApp(async ({ get, post, person }) => {
      const sam = await person('administrator');
      await post('/testbourne/admin/partners/new', cafe, sam);
      const address = (await get('/testbourne/partners')).link('Quay Café');
      const slug = address.split('/').at(-1) ?? '';
      await post(`/testbourne/admin/partners/${slug}/edit`, { ...cafe, name: 'The Quay Café' }, sam);
      assert.equal((await get(address)).heading, 'The Quay Café');
      const manage = await get('/testbourne/admin/partners', sam);
      const form = [...manage.document.querySelectorAll('form')].find((one) =>
        (one.textContent ?? '').includes('The Quay Café'),
      );
      await post(
        '/testbourne/admin/partners/end',
        { organisation: form?.querySelector('input')?.getAttribute('value') ?? '' },
        sam,
      );
      assert.equal((await get('/testbourne/partners')).hasLink('The Quay Café'), false);
    });
  });
});

describe('the place', () => {
  it('is described by its administrator, and every page shows it at once', async () => {
    await withTestApp(async ({ get, post, person }) => {
      const sam = await person('administrator');
      const saved = await post(
        '/testbourne/admin/place',
        { name: 'Testbourne-on-Sea', summary: 'By the water.', population: '12,000', accent: '#7a1f5c' },
        sam,
      );
      assert.equal(saved.location, '/testbourne/admin/place?notice=place-saved');
      const home = await get('/testbourne');
      assert.equal(home.heading, 'Testbourne-on-Sea');
      assert.match(home.text, /12,000 people live here/);
    });
  });

  it('refuses a colour that cannot be read on white, and keeps what was typed', async () => {
    await withTestApp(async ({ post, person }) => {
      const sam = await person('administrator');
      const page = await post(
        '/testbourne/admin/place',
        { name: '', summary: 'x', population: 'many', accent: '#ffff00' },
        sam,
      );
      assert.equal(page.status, 422);
      assert.equal(page.errors.length, 3);
      assert.equal(page.value('Number of people who live here'), 'many');
    });
  });
});
