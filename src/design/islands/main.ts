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
  isSupported,
} from 'nhsuk-frontend';
import { focusInGroup } from './focus-in-group.ts';
import { quickExit } from './quick-exit.ts';

document.body.classList.add('js-enabled');
if (isSupported()) {
  document.body.classList.add('nhsuk-frontend-supported');
  createAll(Button);
  createAll(CharacterCount);
  createAll(Checkboxes);
  createAll(ErrorSummary);
  createAll(NotificationBanner);
  createAll(PasswordInput);
  createAll(Radios);
  createAll(SkipLink);
}
focusInGroup(document);
quickExit(document, window.location);
