// The script of every page: comfort only; each page works without it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
  createAll,
} from 'nhsuk-frontend';
import { focusInGroup } from './focus-in-group.ts';
import { quickExit } from './quick-exit.ts';

// The style sheet hides unanswered follow-up questions only where this script can show them again.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');
createAll(Button);
createAll(CharacterCount);
createAll(Checkboxes);
createAll(ErrorSummary);
createAll(NotificationBanner);
createAll(PasswordInput);
createAll(Radios);
createAll(SkipLink);
focusInGroup(document);
quickExit(document, window.location);
