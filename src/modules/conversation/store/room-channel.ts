/** The channel on which processes tell each other that a room has moved on, or that somebody gave something. */
export const roomChannel = 'thread_room';
