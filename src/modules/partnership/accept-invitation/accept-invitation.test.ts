import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newUuid, type Uuid } from '../../../kernel/ids.ts';
import { mailModule } from '../../../platform/mail/outbox/route.tsx';
import { testPassword, withSignIn, type SignInWorld } from '../../../../test/support/sign-in.ts';
import { createInvitation, withdrawInvitation } from '../invite.ts';
import { listInvitations } from '../store/invitations.ts';
import { acceptInvitationRoutes, invitationNotices } from './route.tsx';

const email = 'joan@example.org';
type World = SignInWorld & { admin: Uuid; invite: (to?: string) => Promise<{ id: Uuid; link: string }> };

async function withInvitations(test: (world: World) => Promise<void>): Promise<void> {
  await withSignIn(
    {
      modules: (auth) => [
        {
          name: 'invitations',
          routes: (app, context) => acceptInvitationRoutes(app, context, auth),
          notices: invitationNotices,
        },
        mailModule(),
      ],
    },
    async (world) => {
      const { db, place, context, person } = world;
      const admin = await person('sam@example.org', 'administrator');
      const scope = { role: 'thread_member', account: admin, place: place.id } as const;
      async function invite(to = email): Promise<{ id: Uuid; link: string }> {
        return await db.write(scope, async (trx) => {
          const made = await createInvitation(
            trx,
            { name: 'Joan', email: to, role: 'facilitator', organisation: undefined },
            {
              place,
              by: { account: admin, name: 'Sam' },
              baseUrl: context.config.baseUrl,
              now: context.clock.now(),
              newId: newUuid,
            },
          );
          assert.ok(made.ok);
          const letters = await trx.selectFrom('mail').selectAll().orderBy('id', 'desc').execute();
          assert.ok(!letters[0]?.subject.includes('Joan'));
          return { id: made.value.id, link: /http:\/\/localhost:3000(\S+)/.exec(letters[0]?.body ?? '')?.[1] ?? '' };
        });
      }
      await test({ ...world, admin, invite });
    },
  );
}

async function rolesOf({ db, place }: World, account: Uuid): Promise<string[]> {
  const rows = await db.read(
    { role: 'thread_service', job: 'test', place: place.id },
    async (trx) => await trx.selectFrom('membership').select('role').where('account_id', '=', account).execute(),
  );
  return rows.map((row) => row.role);
}

describe('an invitation', () => {
  it('shows who invites to what, makes the account, and works once', async () => {
    await withInvitations(async (world) => {
      const { browser, invite, db, place, lines } = world;
      const { link } = await invite();
      const visitor = browser();
      const seen = await visitor.get(link);
      assert.match(seen.text, /Sam|sam/);
      assert.match(seen.text, /Facilitator/);
      const short = await visitor.post(link, { name: 'Joan Baker', password: 'short' });
      assert.equal(short.status, 422);
      assert.equal(short.value('Your name'), 'Joan Baker');
      const done = await visitor.post(link, { name: 'Joan Baker', password: testPassword });
      assert.equal(done.location, '/testbourne?notice=invitation-accepted');
      assert.match((await visitor.get('/account')).text, /Joan Baker/);
      const again = await browser().post(link, { name: 'Mallory', password: 'mallory has the link' });
      assert.equal(again.status, 410);
      assert.match(again.text, /accepted already/);
      assert.doesNotMatch(again.text, /joan@example/);
      const audit = await db.read(
        { role: 'thread_service', job: 'test', place: place.id },
        async (trx) => await trx.selectFrom('audit_event').select(['action', 'detail']).orderBy('id').execute(),
      );
      assert.deepEqual(
        audit.map((row) => row.action),
        ['invitation/sent', 'invitation/accepted'],
      );
      assert.ok(!/joan|mallory|invitation\/[\w-]{30}/i.test(JSON.stringify([audit, lines])));
    });
  });

  it('keeps its token as a hash only', async () => {
    await withInvitations(async ({ db, place, invite }) => {
      const { link } = await invite();
      const rows = await db.read(
        { role: 'thread_service', job: 'test', place: place.id },
        async (trx) => await trx.selectFrom('invitation').selectAll().execute(),
      );
      assert.ok(!JSON.stringify(rows).includes(link.split('/').at(-1) ?? ''));
    });
  });

  it('for an address with an account is accepted by signing in, and never gives it a new password', async () => {
    await withInvitations(async (world) => {
      const { browser, invite, person, signedIn } = world;
      const { link } = await invite();
      const joan = await person(email);
      const stranger = await browser().post(link, { name: 'Mallory', password: 'mallory has the link' });
      assert.match(stranger.location ?? '', /^\/sign-in\?next=/);
      assert.deepEqual(await rolesOf(world, joan), []);
      await person('mallory@example.org');
      const mallory = await signedIn('mallory@example.org');
      assert.match((await mallory.get(link)).text, /another account/);
      assert.equal((await mallory.post(link)).status, 403);
      const own = await signedIn(email);
      assert.ok((await own.get(link)).hasButton('Accept the invitation'));
      assert.equal((await own.post(link)).status, 303);
      assert.deepEqual(await rolesOf(world, joan), ['facilitator']);
      assert.equal((await own.post(link)).status, 410);
      const { link: second } = await invite();
      assert.equal((await own.post(second)).status, 303);
      assert.deepEqual(await rolesOf(world, joan), ['facilitator'], 'the same role is not given twice');
    });
  });

  it('that is too old, was taken back or never was says so', async () => {
    await withInvitations(async ({ browser, invite, wait, db, place, admin, context }) => {
      const old = await invite();
      const back = await invite('other@example.org');
      await db.write({ role: 'thread_member', account: admin, place: place.id }, async (trx) => {
        const withdrawn = { place: place.id, account: admin, id: back.id };
        assert.equal(await withdrawInvitation(trx, withdrawn, context.clock.now(), newUuid), true);
        assert.equal(await withdrawInvitation(trx, withdrawn, context.clock.now(), newUuid), false);
        assert.equal((await listInvitations(trx, place.id)).length, 2);
      });
      assert.match((await browser().get(back.link)).text, /taken back/);
      wait(14 * 86_400);
      assert.match((await browser().get(old.link)).text, /too old/);
      const late = await browser().post(old.link, { name: 'Joan', password: testPassword });
      assert.equal(late.status, 410);
      assert.equal((await browser().get(`/testbourne/invitation/${'x'.repeat(43)}`)).status, 404);
    });
  });

  it('opens only the place it was made for', async () => {
    await withInvitations(async ({ browser, invite, addPlace }) => {
      const { link } = await invite();
      await addPlace('elsewhere', false);
      assert.equal((await browser().get(link.replace('testbourne', 'elsewhere'))).status, 404);
    });
  });

  it('is made by administrators only', async () => {
    await withInvitations(async ({ db, place, person, context }) => {
      const worker = await person('amara@example.org', 'link-worker');
      await assert.rejects(
        db.write({ role: 'thread_member', account: worker, place: place.id }, async (trx) => {
          await createInvitation(
            trx,
            { name: 'Eve', email: 'eve@example.org', role: 'administrator', organisation: undefined },
            {
              place,
              by: { account: worker, name: 'Amara' },
              baseUrl: context.config.baseUrl,
              now: context.clock.now(),
              newId: newUuid,
            },
          );
        }),
        /row-level security/,
      );
    });
  });
});

describe('the outbox', () => {
  it('is read by administrators of the place, and holds no mail of no place', async () => {
    await withInvitations(async ({ browser, invite, signedIn, person, auth }) => {
      const { link } = await invite();
      auth.requestReset('sam@example.org');
      await auth.settle();
      const sam = await signedIn('sam@example.org');
      const outbox = await sam.get('/testbourne/admin/mail');
      assert.equal(outbox.status, 200);
      assert.ok(outbox.html.includes(link));
      assert.ok(!outbox.html.includes('/sign-in/reset/'));
      await person('amara@example.org', 'link-worker');
      const amara = await signedIn('amara@example.org');
      assert.equal((await amara.get('/testbourne/admin/mail')).status, 403);
      assert.equal((await browser().get('/testbourne/admin/mail')).status, 401);
    });
  });
});
