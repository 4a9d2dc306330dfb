-- Referrals at work: a link is worth nothing once the person refused the organisation, or the organisation left the
-- place; working with a person begins and ends with the referral; what the public may count.

create or replace function thread.linked_referral() returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select l.referral_id from answer_link l
         where l.place_id = thread.place() and l.id = thread.link() and l.revoked_at is null
           and exists (select 1 from partner p where p.place_id = l.place_id and p.organisation_id = l.organisation_id
             and (p.left_on is null or p.left_on >= current_date))
           and not exists (select 1 from access_denial d where d.place_id = l.place_id and d.person_id = l.person_id
             and d.account_id is null and d.organisation_id = l.organisation_id and d.category in ('*', 'referral') and d.valid @> now())
      );
    end
  $$;
create or replace function thread.linked_person() returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select r.person_id from referral r
         where r.place_id = thread.place() and r.id = thread.linked_referral() and r.status in ('accepted', 'in-progress', 'on-hold')
           and not exists (select 1 from access_denial d where d.place_id = r.place_id and d.person_id = r.person_id
             and d.account_id is null and d.organisation_id = r.organisation_id and d.category = 'identity' and d.valid @> now())
      );
    end
  $$;
create or replace function thread.linked_organisation() returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select l.organisation_id from answer_link l
         where l.place_id = thread.place() and l.id = thread.link() and l.referral_id = thread.linked_referral()
      );
    end
  $$;

-- Whether whoever acts takes part in a referral: for their organisation, by its link, as the person, or as the service.
create function thread.takes_part_in(referral uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from referral r where r.place_id = thread.place() and r.id = takes_part_in.referral
      and (r.id = thread.linked_referral()
        or r.person_id = thread.my_person()
        or (thread.helping_organisation() in (r.author_org, r.organisation_id)
          and 'referral' = any (thread.categories()) and (r.person_id::text || '/referral') <> all (thread.denied_keys()))
        or current_setting('role', true) = 'thread_service'))
  $$;
-- Brings what a referral opens in line with how it stands: those who took it work with the person until it ends, no
-- further than it lets them; once it ends its links open nothing.
create function thread.settle_referral(referral uuid, relationship uuid, at timestamptz) returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    insert into person_relationship (place_id, id, person_id, organisation_id, kind, scope, referral_id, from_at, author_org, author_account)
    select r.place_id, settle_referral.relationship, r.person_id, r.organisation_id, 'referral', r.scope, r.id, settle_referral.at, r.organisation_id, thread.account()
      from referral r
     where r.place_id = thread.place() and r.id = settle_referral.referral and thread.takes_part_in(r.id)
       and r.organisation_id is not null and r.status in ('accepted', 'in-progress', 'on-hold')
       and not exists (select 1 from person_relationship p where p.place_id = r.place_id and p.person_id = r.person_id
         and p.referral_id = r.id and p.until_at is null);
    update person_relationship p set until_at = greatest(settle_referral.at, p.from_at)
      from referral r
     where r.place_id = thread.place() and r.id = settle_referral.referral and thread.takes_part_in(r.id)
       and r.status in ('rejected', 'completed', 'failed', 'cancelled', 'entered-in-error')
       and p.place_id = r.place_id and p.person_id = r.person_id and p.referral_id = r.id and p.until_at is null;
    select thread.refold_access(r.person_id) from referral r
     where r.place_id = thread.place() and r.id = settle_referral.referral and thread.takes_part_in(r.id);
    -- Last, because whoever acts by a link takes part no longer once it is revoked.
    update answer_link l set revoked_at = settle_referral.at
      from referral r
     where r.place_id = thread.place() and r.id = settle_referral.referral and thread.takes_part_in(r.id)
       and r.status in ('rejected', 'completed', 'failed', 'cancelled', 'entered-in-error')
       and l.place_id = r.place_id and l.referral_id = r.id and l.revoked_at is null;
  $$;
revoke execute on function thread.takes_part_in(uuid), thread.settle_referral(uuid, uuid, timestamptz) from public;
grant execute on function thread.takes_part_in(uuid), thread.settle_referral(uuid, uuid, timestamptz) to thread_guest, thread_member, thread_service;

-- While a person hides things from whoever looks over their shoulder, the thread shows them no referral either: the name
-- of an organisation may tell too much.
drop policy thread_record_personal_own on thread_record;
create policy thread_record_personal_own on thread_record for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null
    and (category <> 'referral' or person_id = (select thread.my_open_person())));
drop policy thread_link_personal_own on thread_link;
create policy thread_link_personal_own on thread_link for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null
    and (category <> 'referral' or person_id = (select thread.my_open_person())));
drop policy thread_event_personal_own on thread_event;
create policy thread_event_personal_own on thread_event for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null
    and (category <> 'referral' or person_id = (select thread.my_open_person())));

-- A letter with a link that opens somebody's referral is for its mailbox alone.
drop policy mail_administer on mail;
create policy mail_administer on mail for select to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')) and kind <> 'answer-link');

-- What of referrals anybody may count, made once a month: nought as it is, 1 to 7 withheld, 8 and over rounded to five.
create table referral_count (
  place_id uuid not null,
  about_kind text not null,
  about_id uuid not null,
  as_of date not null,
  asked integer,
  answered integer,
  waiting integer,
  made_at timestamptz not null,
  constraint referral_count_pk primary key (place_id, about_kind, about_id),
  constraint referral_count_place foreign key (place_id) references place (id),
  constraint referral_count_about check (about_kind in ('place', 'priority') and (about_kind <> 'place' or about_id = place_id)),
  constraint referral_count_rounded check ((asked = 0 or (asked >= 10 and asked % 5 = 0))
    and (answered = 0 or (answered >= 10 and answered % 5 = 0)) and (waiting = 0 or (waiting >= 10 and waiting % 5 = 0)))
);
alter table referral_count enable row level security;
alter table referral_count force row level security;
create policy referral_count_read on referral_count for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()));
create policy referral_count_service on referral_count for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select on referral_count to thread_public, thread_guest, thread_member;
grant select, insert, update, delete on referral_count to thread_service;
