/** What somebody chooses who would rather not say of which group they are. */
export const notSaid = 'not-said';
