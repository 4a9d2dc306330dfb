// The script of every page: comfort only; each page works without it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  SkipLink,
  createAll,
} from 'nhsuk-frontend';
import { focusInGroup } from './focus-in-group.ts';
import { moveInRings } from './move-in-rings.ts';
import { passkeys } from './passkeys.ts';
import { PlainRadios } from './plain-radios.ts';
import { quickExit } from './quick-exit.ts';

// The style sheet hides unanswered follow-up questions only where this script can show them again.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');
createAll(Button);
createAll(CharacterCount);
createAll(Checkboxes);
createAll(ErrorSummary);
createAll(NotificationBanner);
createAll(PasswordInput);
createAll(PlainRadios);
createAll(SkipLink);
focusInGroup(document);
quickExit(document, window.location);
moveInRings(document);
passkeys(document, window.location);
