import { FormReader, versionOf, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { memberParams, needFamily } from '../family-requests.ts';
import { refusalSentence } from '../messages.ts';
import { loadMembers } from '../parts/load-family.ts';
import { doingOf, noteLook, personalPage, recorders, refuse, type Wiring } from '../requests.ts';
import { readRelation } from '../start-family/form.ts';
import { changeMember } from '../store/families.ts';
import { writableAmong } from '../store/sharing.ts';
import { FamilyMemberPage } from './page.tsx';

const path = '/:place/people/families/:id/members/:item/edit';
const memberBody = formSchema({ relation: textField(400), version: textField(20), end: textField(10) });
type Asked = PlaceRequest<{ id: string; item: string }>;

/** The one of the family that the address names. @throws not found, also for those who may not write about them. */
async function needMember(trx: Trx, request: Asked) {
  const { place, params } = request;
  const found = (await needFamily(trx, place.id, params.id)).find((one) => one.member.id === params.item);
  if (found === undefined) throw notFound();
  const writable = await writableAmong(trx, [found.person.id], ['circle']);
  if (writable.size === 0) throw notFound();
  return found;
}

async function show(request: Asked, form?: FormView, status?: 409): Promise<Answer> {
  const { place, params, scope, context } = request;
  const { member, person } = await context.db.write(scope, async (trx) => {
    const found = await needMember(trx, request);
    await noteLook(trx, request, path, [found.person]);
    return found;
  });
  const address = `/${place.slug}/people/families/${params.id}`;
  return personalPage(
    {
      title: 'Household and family',
      back: { text: 'Back', href: address },
      errors: form?.problems,
      body: (
        <FamilyMemberPage
          form={form ?? { typed: { relation: member.relation }, problems: [] }}
          action={`${address}/members/${member.id}/edit`}
          called={person.knownAs}
          version={member.version}
        />
      ),
    },
    status,
  );
}

/** Saying what somebody is to the others of a family, or that they no longer belong to it. */
export function editFamilyMember({ app, context }: Wiring): void {
  const common = { path, ability: recorders, purpose: 'direct-support', params: memberParams } as const;
  placeRoute(app, context, { ...common, method: 'GET', handle: async (request) => await show(request) });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    body: memberBody,
    handle: async (request) => {
      const { body: typed, scope, place, params, context } = request;
      const form = new FormReader(typed);
      const relation = readRelation(form);
      if (form.problems.length > 0) return await show(request, { typed, problems: form.problems });
      const change = { version: versionOf(typed.version), relation, ended: typed.end === 'yes' };
      const done = await context.db.write(scope, async (trx) => {
        const { member } = await needMember(trx, request);
        return await changeMember(trx, doingOf(request), member, change);
      });
      if (!done.ok) {
        if (done.error !== 'people/changed-meanwhile') return refuse(done.error);
        return await show(
          request,
          { typed, problems: [{ field: 'relation', text: refusalSentence(done.error) }] },
          409,
        );
      }
      // Once the last one whom the writer may see has left, there is nothing to come back to.
      const family = `/${place.slug}/people/families/${params.id}`;
      const { current } = await context.db.read(scope, async (trx) => await loadMembers(trx, place.id, params.id));
      return redirect(
        current.length > 0 ? family : `/${place.slug}/people`,
        change.ended ? 'family-left' : 'family-saved',
      );
    },
  });
}
