import type { Module } from '../../module.ts';
import type { Auth } from '../../platform/auth/auth.ts';
import { acceptInvitationRoutes } from './accept-invitation/route.tsx';
import { administerRoute } from './administer/route.ts';
import { describePlaceRoutes } from './describe-place/route.ts';
import { listPartnersRoute } from './list-partners/route.ts';
import { managePartnersRoutes } from './manage-partners/route.ts';
import { managePeopleRoutes } from './manage-people/route.ts';
import { notices } from './messages.ts';
import { readAuditRoute } from './read-audit/route.ts';
import { showOrganisationRoute } from './show-organisation/route.ts';

export { addOrganisation, makePartner, partnersOf, type Organisation } from './store/organisations.ts';
export { organisationsNamed, type NamedOrganisation } from './store/named-organisations.ts';
export { giveRole } from './store/members.ts';

/** Who works together in a place, and who may do what there. */
export function partnershipModule(auth: Auth): Module {
  return {
    name: 'partnership',
    notices,
    thread(registry) {
      registry.addKind({ kind: 'organisation', one: 'partner', many: 'partners' });
    },
    routes(app, context) {
      listPartnersRoute(app, context);
      showOrganisationRoute(app, context);
      administerRoute(app, context);
      describePlaceRoutes(app, context);
      managePartnersRoutes(app, context);
      managePeopleRoutes(app, context);
      readAuditRoute(app, context);
      acceptInvitationRoutes(app, context, auth);
    },
  };
}
