/** Statements by their numbers, as a list that leads to each. */
export function StatementList(props: {
  numbers: readonly number[];
  bodies: ReadonlyMap<number, string>;
  base: string;
  ordered?: boolean;
}) {
  const items = props.numbers.map((number) => (
    <li key={number}>
      <a href={`${props.base}/statements/${number}`}>{props.bodies.get(number)}</a>
    </li>
  ));
  if (items.length === 0) return <p>Nothing that is clear enough.</p>;
  return props.ordered === true ? (
    <ol class="nhsuk-list nhsuk-list--number">{items}</ol>
  ) : (
    <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul>
  );
}
