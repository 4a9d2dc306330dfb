/** Addresses of the built style sheet and script. Their names carry a hash of what is in them. */
export type Assets = { css: string; js: string };
