/** The job that counts, once a month, what may be told of help: whoever keeps something that it counts asks for it. */
export const countHelpJob = 'people/count-referrals';
