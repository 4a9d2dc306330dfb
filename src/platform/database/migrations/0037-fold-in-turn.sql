-- Whoever folds what may be seen of a person waits for others who do, and no longer for those who write something that refers to the
-- person: two of these would each wait for the other's folding. Who was not waited for folds after it has written, and sees both.
do $do$
declare
  name regprocedure;
begin
  foreach name in array array['thread.refold_access(uuid)', 'thread.refold_access_of(uuid, uuid)']::regprocedure[] loop
    execute replace(pg_get_functiondef(name), ' for update;', ' for no key update;');
  end loop;
end
$do$;
