import type { Readable } from 'node:stream';
import type { VNode } from 'preact';

export type PageAnswer = {
  kind: 'page';
  status: number;
  page: PageContent;
  /** What has to be done before the page may be shown. It is drawn meanwhile. */
  meanwhile?: Promise<unknown> | undefined;
};

/** What a handler gives back. Handlers never touch the reply: the one renderer does. */
export type Answer =
  | PageAnswer
  | { kind: 'redirect'; to: string }
  | { kind: 'moved'; to: string }
  | {
      kind: 'file';
      type: string;
      name?: string | undefined;
      /** What is long comes piece by piece: it is sent while it is read. */
      body: string | Buffer | Readable;
      status?: number | undefined;
      headers?: Readonly<Record<string, string>> | undefined;
      /** Other sites may show it within their own pages: its headers say who. */
      mayBeFramed?: boolean | undefined;
    }
  | { kind: 'json'; status: number; body: unknown };

/** A page without the frame around it. */
export type PageContent = {
  title: string;
  body: VNode;
  /** A way back to where the reader came from. */
  back?: { text: string; href: string } | undefined;
  /** What stands in the error summary; each links to the field it speaks of. */
  errors?: readonly { text: string; field?: string | undefined }[] | undefined;
  /** A narrow page holds one short thing to read or fill in. */
  width?: 'narrow' | undefined;
  /** A screen in a room: it follows the room's state and has styles of its own; `wall` has nothing around it. */
  live?: 'wall' | 'screen' | undefined;
  /** A page of or about one person: it has a quick exit. */
  personal?: boolean | undefined;
  /** Words that belong to the search box. */
  searched?: string | undefined;
};

/** Shows a page; with errors it is the same form again, with status 422. */
export function page(content: PageContent): Answer {
  return { kind: 'page', status: (content.errors?.length ?? 0) > 0 ? 422 : 200, page: content };
}

/** Sends the browser on after something has been done; `notice` names the sentence that the next page shows. */
export function redirect(to: string, notice?: string): Answer {
  return { kind: 'redirect', to: notice === undefined ? to : `${to}${to.includes('?') ? '&' : '?'}notice=${notice}` };
}

/** The page has a new address for good: an old slug. */
export function moved(to: string): Answer {
  return { kind: 'moved', to };
}

/** A download: calendar, CSV, image. */
export function file(type: string, body: string | Buffer, name?: string): Answer {
  return { kind: 'file', type, body, name };
}

/** JSON for machines. */
export function json(body: unknown, status = 200): Answer {
  return { kind: 'json', status, body };
}
