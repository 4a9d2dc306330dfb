// The script of the screens in a room: they follow the room by themselves. Without it each is a page that can be reloaded.
import { followRoom } from './follow-room.ts';
import { presenterKeys } from './presenter-keys.ts';

followRoom(document, window);
presenterKeys(document);
