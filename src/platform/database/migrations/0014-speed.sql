-- Functions that policies ask in every statement keep their plans: a function in plain SQL is planned again by each statement
-- that asks it, which under row security cost more than the statement itself. What they answer is the same as before.

create or replace function thread.has_role(variadic wanted text[]) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select exists (
          select 1 from membership m join account a on a.id = m.account_id and a.disabled_at is null
          where m.place_id = thread.place() and m.account_id = thread.account() and m.role = any (wanted)
            and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))
      );
    end
  $$;
create or replace function thread.is_partner() returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select exists (
          select 1 from membership m join account a on a.id = m.account_id and a.disabled_at is null
          where m.place_id = thread.place() and m.account_id = thread.account() and m.role <> 'resident'
            and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))
      );
    end
  $$;
create or replace function thread.is_here() returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select exists (
          select 1 from membership m join account a on a.id = m.account_id and a.disabled_at is null
          where m.place_id = thread.place() and m.account_id = thread.account()
            and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))
      );
    end
  $$;
create or replace function thread.my_organisations() returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select coalesce(array_agg(distinct m.organisation_id), '{}')
        from membership m join account a on a.id = m.account_id and a.disabled_at is null
        where m.place_id = thread.place() and m.account_id = thread.account() and m.organisation_id is not null
          and m.role in ('editor', 'administrator', 'programme-manager')
          and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
      );
    end
  $$;
create or replace function thread.accounts_here() returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (select coalesce(array_agg(distinct m.account_id), '{}') from membership m where m.place_id = thread.place());
    end
  $$;
create or replace function thread.helping_organisation() returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select m.organisation_id from membership m join account a on a.id = m.account_id and a.disabled_at is null
         where thread.purpose() is not null and m.place_id = thread.place() and m.account_id = thread.account()
           and m.organisation_id = nullif(current_setting('thread.organisation', true), '')::uuid
           and m.role in ('link-worker', 'practitioner', 'editor')
           and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
         limit 1
      );
    end
  $$;
create or replace function thread.my_person() returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select p.id from person p join account a on a.id = p.account_id and a.disabled_at is null
         where p.place_id = thread.place() and p.account_id = thread.account()
      );
    end
  $$;
create or replace function thread.my_open_person() returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select p.id from person p join account a on a.id = p.account_id and a.disabled_at is null
         where p.place_id = thread.place() and p.account_id = thread.account() and not p.safe_mode
      );
    end
  $$;
create or replace function thread.denied_keys() returns text[]
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select coalesce(array_agg(d.person_id::text || '/' || c.category), '{}')
          from access_denial d
          cross join lateral unnest(case when d.category = '*' then thread.all_categories() else array[d.category] end) as c (category)
         where d.place_id = thread.place() and d.valid @> now()
           and (d.account_id = thread.account()
             or (d.account_id is null and d.organisation_id in (
               select m.organisation_id from membership m
                where m.place_id = thread.place() and m.account_id = thread.account()
                  and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))))
      );
    end
  $$;
create or replace function thread.participating_in() returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select p.conversation_id from participant p
          join conversation c on c.place_id = p.place_id and c.id = p.conversation_id and c.status = 'open'
         where p.place_id = thread.place() and p.id = thread.participant() and p.banned_at is null
      );
    end
  $$;
create or replace function thread.may_write(person uuid, category text) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return (
        select thread.helping_organisation() is not null and may_write.category = any (thread.categories())
          and (person::text || '/identity') <> all (thread.denied_keys())
          and (person::text || '/' || may_write.category) <> all (thread.denied_keys())
          and (exists (select 1 from person p where p.place_id = thread.place() and p.id = may_write.person
              and p.lead_organisation_id = thread.helping_organisation())
            or exists (select 1 from access_grant g where g.place_id = thread.place() and g.person_id = may_write.person
              and g.organisation_id = thread.helping_organisation() and g.category = may_write.category
              and g.purpose = thread.purpose() and g.valid @> now()))
      );
    end
  $$;
create or replace function thread.who_may_see(person uuid) returns table (organisation_id uuid, category text, purpose text, valid tstzrange, basis text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return query
        select g.organisation_id, g.category, g.purpose, g.valid, g.basis from access_grant g
         where g.place_id = thread.place() and g.person_id = who_may_see.person
           and (who_may_see.person = thread.my_open_person() or exists (
             select 1 from person p where p.place_id = thread.place() and p.id = who_may_see.person
               and p.lead_organisation_id = thread.helping_organisation()
               and (p.id::text || '/identity') <> all (thread.denied_keys())));
    end
  $$;
create or replace function thread.workers_here() returns table (account_id uuid, name text, organisation_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return query
        select distinct m.account_id, a.name, m.organisation_id
          from membership m join account a on a.id = m.account_id and a.disabled_at is null
         where m.place_id = thread.place() and m.organisation_id is not null and m.role in ('link-worker', 'practitioner', 'editor')
           and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
           and (thread.helping_organisation() is not null or thread.my_person() is not null);
    end
  $$;

-- The words of a card, ready to be looked up. Under row security no index of words is used: what is public to everybody is
-- found by a function that looks at nothing else, and whoever reads sees the cards through the policies as ever.
alter table thread_record add column stems tsvector
  generated always as (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B')) stored;
create index thread_record_stems on thread_record using gin (stems) where visibility = 'public';
create index thread_record_title_letters on thread_record using gin (lower(title) gin_trgm_ops) where visibility = 'public';
create index thread_record_summary_letters on thread_record using gin (lower(summary) gin_trgm_ops) where visibility = 'public';
create index thread_record_not_public on thread_record (place_id, visibility) where visibility <> 'public';

create function thread.score_of(stems tsvector, title text, words text) returns float8
  language sql stable parallel safe
  as $$
    select (ts_rank_cd(stems, websearch_to_tsquery('english', words)) * 2 + word_similarity(lower(words), lower(title)))::float8
  $$;
-- The best fifty of the public cards of this place: those that hold the words, or where none does, near-misses.
create function thread.public_cards_with(words text, of_kind text) returns table (kind text, id uuid, score float8)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return query
        select r.kind, r.id, thread.score_of(r.stems, r.title, words) as score
          from thread_record r
         where r.place_id = thread.place() and r.visibility = 'public' and (of_kind is null or r.kind = of_kind)
           and r.stems @@ websearch_to_tsquery('english', words)
         order by score desc, r.updated_at desc, r.id limit 50;
      if found then
        return;
      end if;
      perform set_config('pg_trgm.word_similarity_threshold', '0.5', true);
      return query
        select r.kind, r.id, thread.score_of(r.stems, r.title, words) as score
          from thread_record r
         where r.place_id = thread.place() and r.visibility = 'public' and (of_kind is null or r.kind = of_kind)
           and (lower(words) <% lower(r.title)
             or (lower(words) <% lower(r.summary) and word_similarity(lower(words), lower(r.summary)) >= 0.6))
         order by score desc, r.updated_at desc, r.id limit 50;
    end
  $$;
revoke execute on function thread.public_cards_with(text, text), thread.score_of(tsvector, text, text) from public;
grant execute on function thread.public_cards_with(text, text), thread.score_of(tsvector, text, text)
  to thread_public, thread_guest, thread_member, thread_service;

create index thread_record_of_kind on thread_record (place_id, kind, updated_at desc);
create index statement_result_strongest on statement_result
  (place_id, class, (agrees::float8 / nullif(seen, 0)) desc nulls last, seen desc nulls last, statement_id);
create index commitment_kept on commitment (place_id, kept_on desc, id) where status = 'kept';

-- What may be seen follows from what it stands under. Asked for one row, the database now looks that one up; before, it
-- listed everything of the place that could stand above, in each statement. What may be seen is the same.
alter policy outcome_read on outcome
  using (place_id = (select thread.place())
    and exists (select 1 from priority q where q.place_id = (select thread.place()) and q.id = outcome.priority_id));
alter policy outcome_reading_read on outcome_reading
  using (place_id = (select thread.place())
    and exists (select 1 from outcome o where o.place_id = (select thread.place()) and o.id = outcome_reading.outcome_id));
alter policy objection_read on objection
  using (place_id = (select thread.place())
    and exists (select 1 from priority q where q.place_id = (select thread.place()) and q.id = objection.priority_id));
alter policy need_evidence_read on need_evidence
  using (place_id = (select thread.place())
    and exists (select 1 from priority q where q.place_id = (select thread.place()) and q.id = need_evidence.priority_id));
alter policy priority_voice_read on priority_voice
  using (place_id = (select thread.place())
    and exists (select 1 from priority q where q.place_id = (select thread.place()) and q.id = priority_voice.priority_id));
alter policy commitment_public on commitment
  using (place_id = (select thread.place())
    and status in ('accepted', 'kept', 'stopped')
    and exists (select 1 from priority q where q.place_id = (select thread.place()) and q.id = commitment.priority_id));
alter policy commitment_update_read on commitment_update
  using (place_id = (select thread.place())
    and exists (select 1 from commitment c where c.place_id = (select thread.place()) and c.id = commitment_update.commitment_id));
alter policy plan_party_read on plan_party
  using (place_id = (select thread.place())
    and exists (select 1 from plan p where p.place_id = (select thread.place()) and p.id = plan_party.plan_id));
alter policy plan_priority_read on plan_priority
  using (place_id = (select thread.place())
    and exists (select 1 from plan p where p.place_id = (select thread.place()) and p.id = plan_priority.plan_id)
    and exists (select 1 from priority q where q.place_id = (select thread.place()) and q.id = plan_priority.priority_id));
alter policy agenda_item_public on agenda_item
  using (place_id = (select thread.place())
    and exists (select 1 from meeting m where m.place_id = (select thread.place()) and m.id = agenda_item.meeting_id and m.agenda_published_at is not null));
alter policy agenda_item_priority_read on agenda_item_priority
  using (place_id = (select thread.place())
    and exists (select 1 from agenda_item i where i.place_id = (select thread.place()) and i.id = agenda_item_priority.item_id));
alter policy decision_public on decision
  using (place_id = (select thread.place())
    and published_at is not null
    and exists (select 1 from meeting m where m.place_id = (select thread.place()) and m.id = decision.meeting_id));
alter policy action_read on action
  using (place_id = (select thread.place())
    and exists (select 1 from decision d where d.place_id = (select thread.place()) and d.id = action.decision_id));
alter policy action_update_read on action_update
  using (place_id = (select thread.place())
    and exists (select 1 from action a where a.place_id = (select thread.place()) and a.id = action_update.action_id));
alter policy measure_series_read on measure_series
  using (place_id = (select thread.place())
    and exists (select 1 from measure m where m.place_id = (select thread.place()) and m.id = measure_series.measure_id));
alter policy measure_baseline_read on measure_baseline
  using (place_id = (select thread.place())
    and exists (select 1 from measure_series s where s.place_id = (select thread.place()) and s.id = measure_baseline.series_id));
alter policy referral_event_read on referral_event
  using (place_id = (select thread.place())
    and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = referral_event.referral_id));
alter policy measure_point_public on measure_point
  using (place_id = (select thread.place())
    and exists (select 1 from measure_series s join measure m on m.place_id = s.place_id and m.id = s.measure_id
      where s.place_id = (select thread.place()) and s.id = measure_point.series_id and m.status = 'published' and not m.about_people));

-- Records, links and events are found by ids alone: no two records of whatever kind have the same.
create index thread_record_id on thread_record (place_id, id);
create index thread_link_onwards on thread_link (place_id, from_id);
drop index thread_link_backwards;
create index thread_link_backwards on thread_link (to_place_id, to_id);
drop index thread_event_record;
create index thread_event_record on thread_event (place_id, record_id, at desc);

-- What happened last in a place, without passing what is only for some; and who looked at one record.
create index thread_event_public on thread_event (place_id, at desc, id desc) where visibility = 'public';
create index access_log_record on access_log (place_id, record_id, at desc, id desc);

-- The next steps of everybody whom a worker helps, and those people who have no goal yet, the longest known first.
create index plan_step_due on plan_step (place_id, by_on, id);
create index person_led on person (place_id, lead_organisation_id, created_at, id);
