/** Addresses of the built style sheets and scripts: of every page, and further ones of the screens in a room. Their names carry a hash of what is in them. */
export type Assets = { css: string; js: string; room: { css: string; js: string } };
