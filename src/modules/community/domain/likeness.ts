import { normaliseForSearch } from '../../../lib/text.ts';
import type { ServiceContent } from './content.ts';

/** By what a listing may be known again in another directory; nothing of a private address is among it. */
export type MatchKeys = { name: string; organisation: string; postcode: string; phone: string; host: string };

/** Hosts at which everybody has a page: they say nothing of who it is. */
const shared =
  /(^|\.)(facebook|instagram|twitter|x|eventbrite|google|linktr|wordpress|wixsite|youtube|nhs|gov)\.(com|co\.uk|ee|uk)$/;

/** The host of a web address without `www.`; empty when it is none, or one that many share. */
export function hostOf(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return '';
  const host = new URL(url).hostname.toLowerCase().replace(/^www\./, '');
  return shared.test(host) ? '' : host;
}

/** The digits of a telephone number as they are dialled in Britain. */
export function digitsOf(phone: string | undefined): string {
  const digits = (phone ?? '').replace(/\(0\)/, '').replaceAll(/\D/g, '').replace(/^00/, '').replace(/^44/, '0');
  return digits.length >= 9 ? digits : '';
}

export function matchKeys(content: ServiceContent, organisation: string): MatchKeys {
  const { venue } = content;
  return {
    name: normaliseForSearch(content.name),
    organisation: normaliseForSearch(organisation),
    postcode: venue === undefined || venue.masked ? '' : venue.postcode.replaceAll(/\s/g, '').toUpperCase(),
    phone: digitsOf(content.phone),
    host: hostOf(content.url),
  };
}

/** What two listings have in common. `alike` says how like the names are, from 0 to 1. */
export type Signs = {
  alike: number;
  organisation: boolean;
  postcode: boolean;
  phone: boolean;
  host: boolean;
  /** Both say where they are, and it is not the same postcode. */
  elsewhere: boolean;
};

export function signsBetween(a: MatchKeys, b: MatchKeys, alike: number): Signs {
  const same = (key: 'organisation' | 'postcode' | 'phone' | 'host'): boolean => a[key] !== '' && a[key] === b[key];
  return {
    alike,
    organisation: same('organisation'),
    postcode: same('postcode'),
    phone: same('phone'),
    host: same('host'),
    elsewhere: a.postcode !== '' && b.postcode !== '' && a.postcode !== b.postcode,
  };
}

/**
 * Whether two listings may be one and the same, so that a person has to look. The same name is enough where they are not
 * in two places; names that are like each other need one more sign; two other signs need names that are not quite unlike.
 * It decides nothing.
 */
export function mayBeTheSame({ alike, organisation, postcode, phone, host, elsewhere }: Signs): boolean {
  const others = [organisation, postcode, phone, host].filter(Boolean).length;
  if (alike >= 0.95 && !elsewhere) return true;
  if (others >= 1 && alike >= 0.5) return true;
  return others >= 2 && alike >= 0.3;
}

/** Why two listings may be the same: "the names are alike; the phone number is the same". */
export function signsInWords(signs: Signs): string {
  const words = [
    signs.alike >= 0.95 ? 'the name is the same' : signs.alike >= 0.3 ? 'the names are alike' : '',
    signs.organisation ? 'the same organisation runs it' : '',
    signs.postcode ? 'the postcode is the same' : '',
    signs.phone ? 'the phone number is the same' : '',
    signs.host ? 'the website is the same' : '',
  ];
  return words.filter((one) => one !== '').join('; ');
}

/** How like two names are, from 0 to 1: the share of runs of three letters that both have. As `similarity` of pg_trgm. */
export function likeness(a: string, b: string): number {
  const [one, other] = [runsOf(a), runsOf(b)];
  if (one.size === 0 || other.size === 0) return 0;
  const both = [...one].filter((run) => other.has(run)).length;
  return both / (one.size + other.size - both);
}

function runsOf(text: string): Set<string> {
  const words = normaliseForSearch(text)
    .split(' ')
    .filter((word) => word !== '');
  return new Set(
    words.flatMap((word) => {
      const padded = `  ${word} `;
      return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3));
    }),
  );
}
