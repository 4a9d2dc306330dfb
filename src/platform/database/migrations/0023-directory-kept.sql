-- The directory kept: found fast, filled from other directories, looked after by those who run it.

-- The place stands among the stems: the index of words then gives the services of one place, not those of every place of
-- which most are thrown away. Days of the week are told with the facets. The words themselves nobody reads.
update service_search x set
  stems = array_to_tsvector(array['p' || replace(x.place_id::text, '-', '')]) || x.stems,
  facets = x.facets || array(
    select distinct 'day:' || d.day from service_schedule h, unnest(string_to_array(h.byday, ',')) as d(day)
    where h.place_id = x.place_id and h.service_id = x.service_id);
alter table service_search drop column words;
-- Of a list without words the names are the order.
create index service_search_names on service_search (place_id, name, service_id);
