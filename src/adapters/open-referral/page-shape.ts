/** One page of a list, with the seven facts that Open Referral UK 3.0 asks for. `size` counts this page. */
export type FeedPage<T> = {
  total_items: number;
  total_pages: number;
  page_number: number;
  size: number;
  first_page: boolean;
  last_page: boolean;
  empty: boolean;
  contents: readonly T[];
};

export function pageOf<T>(contents: readonly T[], total: number, page: { number: number; size: number }): FeedPage<T> {
  const pages = Math.ceil(total / page.size);
  return {
    total_items: total,
    total_pages: pages,
    page_number: page.number,
    size: contents.length,
    first_page: page.number === 1,
    last_page: page.number >= pages,
    empty: contents.length === 0,
    contents,
  };
}
