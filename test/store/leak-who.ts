// Whoever acts in the leak fuzz, as the rules about people ask of them.

/** What the rules about people ask of whoever acts. */
export type PeopleWho = {
  role: string;
  place: string | undefined;
  account: string | undefined;
  link: string | undefined;
  purpose: string | undefined;
  categories: readonly string[];
  roles: readonly string[];
  /** The organisation that the transaction names, where the account helps people for it and a purpose is declared. */
  helping: string | undefined;
  /** The organisation that the transaction names, whether or not the account is of it. */
  named: string | undefined;
  /** Every organisation of the account in the place. */
  memberOf: readonly string[];
};
