import type { Module } from '../../module.ts';
import type { Auth } from './auth.ts';
import { accountRoutes } from './pages/account/route.tsx';
import { codeRoutes } from './pages/code/route.tsx';
import { forgottenRoutes } from './pages/forgotten/route.tsx';
import { passkeyRoutes } from './pages/passkey/route.ts';
import { resetRoutes } from './pages/reset/route.tsx';
import { signInRoutes, type WayIn } from './pages/sign-in/route.tsx';
import { signOutRoutes } from './pages/sign-out/route.ts';

/** Signing in and out, and one's own account. */
export function signInModule(auth: Auth, wayIn: WayIn): Module {
  return {
    name: 'sign-in',
    routes(app, context) {
      signInRoutes(app, context, auth, wayIn);
      codeRoutes(app, context, auth);
      signOutRoutes(app, context, auth);
      forgottenRoutes(app, context, auth);
      resetRoutes(app, context, auth);
      accountRoutes(app, context, auth);
      passkeyRoutes(app, context, auth);
    },
    notices: {
      'signed-out': 'You are signed out.',
      'signed-out-everywhere': 'You are signed out on every device.',
      'password-changed': 'Your new password is saved.',
      'passkey-added': 'The passkey is added. You can sign in with it from now on.',
      'passkey-removed': 'The passkey is removed. It no longer signs you in.',
      'authenticator-on': 'The authenticator app is on. We ask for a code from it after your password.',
      'authenticator-off': 'The authenticator app is off.',
    },
  };
}
