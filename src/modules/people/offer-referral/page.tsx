import { Button, Checkboxes, Empty, errorOf, Hero, Rows, Tag, TextField } from '../../../design/index.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { typedList, type FormView } from '../../../lib/form-reader.ts';
import { ReferralFields } from '../send-referral/page.tsx';
import type { SeenGoal } from '../store/goals.ts';
import type { SeenOffer } from '../store/offers.ts';

/** A referral that several are asked at once. */
export function OfferReferralPage(props: {
  form: FormView;
  action: string;
  called: string;
  goals: readonly SeenGoal[];
  services: readonly { id: string; text: string }[];
  /** What is told of the person before somebody says yes. */
  told: string;
}) {
  const { form } = props;
  return (
    <>
      <Hero
        kicker="Referral"
        title="Ask several at once"
        lede="The first that says yes takes it. Before that they see what is needed, and nothing of who it is."
      />
      <form method="post" action={props.action}>
        <Checkboxes
          name="services"
          legend="Who could help?"
          legendSize="m"
          hint="Between two and ten."
          values={typedList(form.typed, 'services')}
          error={errorOf(form, 'services')}
          items={props.services.map((one) => ({ value: one.id, text: one.text }))}
        />
        <TextField
          form={form}
          name="need"
          label="What is needed, in a few words?"
          hint={`All of them read this, without the name: for example, company at lunch. They also see ${props.told}.`}
        />
        <ReferralFields form={form} called={props.called} goals={props.goals} />
        <Button preventDoubleClick>Offer it to all of them</Button>
      </form>
    </>
  );
}

/** Referrals that were offered to this organisation and to others, and that nobody has taken yet. */
export function OpenReferralsPage(props: { offers: readonly SeenOffer[]; home: string }) {
  const { offers, home } = props;
  return (
    <>
      <Hero
        title="Offered to us and to others"
        lede="The first that says yes takes it. You see who it is after that. If you cannot help, leave it to the others."
      />
      {offers.length === 0 ? (
        <Empty heading="Nothing is offered just now">
          <p>When somebody asks several groups at once, and yours is one of them, it stands here until one says yes.</p>
        </Empty>
      ) : (
        <Rows
          items={offers.map((one) => (
            <>
              <p class="ct-row__title">
                <strong>{one.needKind}</strong> {one.urgency === 'urgent' && <Tag colour="red">Urgent</Tag>}
              </p>
              <p class="nhsuk-u-margin-bottom-1">
                {[
                  `For ${one.toName}`,
                  one.ageBand === '' ? '' : `age ${one.ageBand}`,
                  one.area === '' ? '' : `lives in ${one.area}`,
                  one.accessNeeds === '' ? '' : `needs: ${one.accessNeeds}`,
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </p>
              <p class="ct-small">Offered on {formatDate(todayInLondon(one.offeredAt))}</p>
              <form method="post" action={`${home}/referrals/open/${one.referral}/claim`}>
                <Button small preventDoubleClick>
                  Yes, we can help<span class="nhsuk-u-visually-hidden">: {one.needKind}</span>
                </Button>
              </form>
            </>
          ))}
        />
      )}
    </>
  );
}
