import { typedText } from '../../../lib/form-reader.ts';
import { redirect } from '../../../platform/http/answers.ts';
import { HttpError } from '../../../platform/http/errors.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { familyParams, needFamily } from '../family-requests.ts';
import { formMessages } from '../messages.ts';
import { doingOf, recorders, refuse, type Wiring } from '../requests.ts';
import { circlesOf } from '../store/circle.ts';
import { answerSame as answer } from '../store/families.ts';
import { writableAmong } from '../store/sharing.ts';

const sameBody = formSchema({ tie: textField(40), other: textField(40), answer: textField(20) });

/** Saying whether somebody in one circle of a family is somebody in another. */
export function answerSame({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/people/families/:id/same',
    ability: recorders,
    purpose: 'direct-support',
    params: familyParams,
    body: sameBody,
    handle: async (request) => {
      const { body: typed, scope, place, params, context } = request;
      const said = (['same', 'different'] as const).find((one) => one === typedText(typed, 'answer'));
      if (said === undefined) throw new HttpError('request/refused', `${formMessages.answer}.`);
      const isDone = await context.db.write(scope, async (trx) => {
        const members = await needFamily(trx, place.id, params.id);
        const people = members.map((one) => one.person).filter((one) => !one.safeMode);
        const ids = people.map((one) => one.id);
        const [ties, writable] = await Promise.all([
          circlesOf(trx, place.id, ids),
          writableAmong(trx, ids, ['circle']),
        ]);
        const find = (id: string) => ties.find((one) => one.id === id && writable.has(`${one.person}/circle`));
        const [tie, other] = [find(typedText(typed, 'tie')), find(typedText(typed, 'other'))];
        if (tie === undefined || other === undefined || tie.person === other.person) return false;
        await answer(trx, doingOf(request), { tie, other }, said);
        return true;
      });
      if (!isDone) return refuse('people/gone');
      const to = `/${place.slug}/people/families/${params.id}`;
      return redirect(to, said === 'same' ? 'same-answered' : 'same-apart');
    },
  });
}
