import { type Slot, classes } from '../common.ts';
import { BackLink } from '../back-link/back-link.tsx';
import { Breadcrumb, type Crumb } from '../breadcrumb/breadcrumb.tsx';
import { type ErrorItem, ErrorSummary } from '../error-summary/error-summary.tsx';
import { Icon } from '../icon/icon.tsx';
import { NotificationBanner } from '../notification-banner/notification-banner.tsx';
import { SkipLink } from '../skip-link/skip-link.tsx';
import { accentOrDefault } from './accent.ts';
import type { Assets } from './assets.ts';
import { GuideStrip, type Guide } from './guide-strip.tsx';
import { ThreadMark } from './thread-mark.tsx';

/** A link of the header or footer. */
export type ShellLink = { text: string; href: string; current?: boolean | undefined };

/** Who is signed in. `name` is shown to that person only. */
export type ShellAccount = { name: string; signOutAction: string; links: readonly ShellLink[] };

/** Everything around the content of a page. The content brings its own single `h1`. */
export type PageProps = {
  title: string;
  place?: { name: string; href: string; accent?: string | undefined } | undefined;
  navigation?: readonly ShellLink[] | undefined;
  account?: ShellAccount | undefined;
  /** Shown to whoever is not signed in. */
  signInHref?: string | undefined;
  back?: { text: string; href: string } | undefined;
  breadcrumb?: readonly Crumb[] | undefined;
  search?: { action: string; value?: string | undefined } | undefined;
  /** Says in a slim banner that people and figures are invented. */
  demo?: boolean | undefined;
  /** What was just done, once, after a write. */
  notice?: Slot;
  errors?: readonly ErrorItem[] | undefined;
  /** Offers a way to leave at once, on personal pages. */
  quickExit?: boolean | undefined;
  /** Leads a reader on a walk from this page to the next. */
  guide?: Guide | undefined;
  children: Slot;
  footerLinks?: readonly ShellLink[] | undefined;
  language?: string | undefined;
  assets: Assets;
  width?: 'narrow' | undefined;
  /** A screen in a room. A wall has nothing around it and, without a script, is asked for anew every ten seconds. */
  live?: 'wall' | 'screen' | undefined;
  /** The same content in other forms (feeds, calendars). */
  alternate?: readonly { type: string; title: string; href: string }[] | undefined;
  description?: string | undefined;
  /** Further elements for the head. */
  head?: Slot;
};

/** Where the quick exit leads: an everyday page that nobody would ask about. */
export const quickExitAddress = 'https://www.bbc.co.uk/weather';

/** The product's name in titles, header and footer. */
export const productName = 'Common Thread';

/** The text of the `title` element: errors first, then what the page is, where, and whose. */
export function pageTitle(props: Pick<PageProps, 'title' | 'place' | 'errors'>): string {
  const parts = [props.title, props.place?.name, productName].filter((part) => part !== undefined && part !== '');
  return `${(props.errors?.length ?? 0) > 0 ? 'Error: ' : ''}${parts.join(' - ')}`;
}

/** A whole document. */
export function Page(props: PageProps) {
  if (props.live === 'wall')
    return (
      <Document {...props}>
        <main class="ct-wall" id="maincontent">
          {props.children}
        </main>
      </Document>
    );
  return <WholePage {...props} />;
}

/** What every document has: its head, and a body for the rest. */
function Document(props: PageProps) {
  const accent = accentOrDefault(props.place?.accent);
  return (
    <html lang={props.language ?? 'en-GB'} class="ct-html">
      <head>
        <meta charset="utf-8" />
        <title>{pageTitle(props)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content={accent} />
        {props.description && <meta name="description" content={props.description} />}
        <link rel="icon" href="/assets/thread-mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={props.assets.css} />
        <script type="module" src={props.assets.js}></script>
        {props.alternate?.map((other) => (
          <link rel="alternate" type={other.type} title={other.title} href={other.href} key={other.href} />
        ))}
        {props.live && (
          <>
            <link rel="stylesheet" href={props.assets.room.css} />
            <script type="module" src={props.assets.room.js}></script>
          </>
        )}
        {props.live === 'wall' && (
          <noscript>
            <meta http-equiv="refresh" content="10" />
          </noscript>
        )}
        {props.head}
      </head>
      <body class="ct-body">{props.children}</body>
    </html>
  );
}

function WholePage(props: PageProps) {
  const errors = props.errors ?? [];
  return (
    <Document {...props}>
      <SkipLink />
      {props.demo && (
        <section class="ct-demo" aria-label="About this demonstration">
          <p class="ct-container ct-demo__text">
            <strong>Demonstration.</strong> Every person, organisation and figure here is invented.
          </p>
        </section>
      )}
      <Header {...props} />
      {props.guide && <GuideStrip guide={props.guide} />}
      {props.quickExit && <QuickExit />}
      <div class="ct-container">
        {props.breadcrumb && props.breadcrumb.length > 0 && <Breadcrumb items={props.breadcrumb} />}
        {props.back && (
          <nav aria-label="Back">
            <BackLink href={props.back.href}>{props.back.text}</BackLink>
          </nav>
        )}
        <main class={classes('ct-main', props.width === 'narrow' && 'ct-main--narrow')} id="maincontent">
          {errors.length > 0 && <ErrorSummary errors={errors} />}
          {props.notice && errors.length === 0 && <NotificationBanner variant="success" text={props.notice} />}
          {props.children}
        </main>
      </div>
      <Footer {...props} />
    </Document>
  );
}

function Header(props: PageProps) {
  const navigation = props.navigation ?? [];
  const here = navigation.find((link) => link.current);
  const accent = accentOrDefault(props.place?.accent);
  return (
    <header class="ct-header">
      {/* The accent is a drawn stripe: the content security policy allows no style attribute. */}
      <svg
        class="ct-header__stripe"
        width="100%"
        height="6"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect width="100%" height="6" fill={accent} />
      </svg>
      <div class="ct-container ct-header__row">
        <a class="ct-header__brand" href={props.place?.href ?? '/'}>
          <ThreadMark class="ct-header__mark" />
          <span class="ct-header__names">
            <span class="ct-header__place">{props.place?.name ?? productName}</span>
            {props.place && <span class="ct-header__product">{productName}</span>}
          </span>
        </a>
        {props.search && (
          <form class="ct-header__search" role="search" action={props.search.action} method="get">
            <input
              class="ct-header__search-input"
              aria-label="Search"
              name="q"
              type="search"
              autocomplete="off"
              placeholder="Search"
              value={props.search.value}
            />
            <button class="ct-header__search-button" type="submit">
              <Icon name="search" />
              <span class="nhsuk-u-visually-hidden">Search</span>
            </button>
          </form>
        )}
        {props.account ? (
          <AccountMenu account={props.account} />
        ) : (
          props.signInHref && (
            <a class="ct-header__sign-in" href={props.signInHref}>
              Sign in
            </a>
          )
        )}
      </div>
      {navigation.length > 0 && (
        <nav class="ct-nav" aria-label="Main">
          {/* On a narrow screen a menu; on a wide one its content is always shown and the summary is not. */}
          <details class="ct-nav__menu">
            <summary class="ct-nav__summary">
              Menu
              {here !== undefined && <span class="ct-nav__here">{here.text}</span>}
            </summary>
            <ul class="ct-container ct-nav__list">
              {navigation.map((link) => (
                <li class="ct-nav__item" key={link.href}>
                  <a class="ct-nav__link" href={link.href} aria-current={link.current ? 'page' : undefined}>
                    {link.text}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        </nav>
      )}
    </header>
  );
}

function AccountMenu(props: { account: ShellAccount }) {
  return (
    <details class="ct-account">
      <summary class="ct-account__summary">
        <Icon name="user" class="ct-account__icon" />
        <span class="nhsuk-u-visually-hidden">Account: </span>
        <span class="ct-account__name">{props.account.name}</span>
      </summary>
      <div class="ct-account__menu">
        <p class="ct-account__who">{props.account.name}</p>
        <ul class="ct-account__list">
          {props.account.links.map((link) => (
            <li key={link.href}>
              <a class="ct-account__link" href={link.href} aria-current={link.current ? 'page' : undefined}>
                {link.text}
              </a>
            </li>
          ))}
        </ul>
        <form action={props.account.signOutAction} method="post">
          <button class="ct-account__sign-out" type="submit">
            Sign out
          </button>
        </form>
      </div>
    </details>
  );
}

function QuickExit() {
  return (
    <section class="ct-quick-exit" aria-label="Quick exit">
      <a
        class="ct-quick-exit__link"
        href={quickExitAddress}
        data-quick-exit=""
        rel="noopener noreferrer nofollow"
        title="Leaves this site. You can also press the Escape key three times."
      >
        Leave this site
      </a>
    </section>
  );
}

function Footer(props: PageProps) {
  const links = props.footerLinks ?? [];
  return (
    <footer class="ct-footer">
      <div class="ct-container ct-footer__row">
        {links.length > 0 && (
          <nav aria-label="Footer">
            <ul class="ct-footer__list">
              {links.map((link) => (
                <li key={link.href}>
                  <a class="ct-footer__link" href={link.href}>
                    {link.text}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <p class="ct-footer__promise">
          <ThreadMark class="ct-footer__mark" />
          {productName}: what we said, what we did, what changed.
        </p>
      </div>
    </footer>
  );
}
