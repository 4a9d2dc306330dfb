/** Languages into which a statement may be translated, under the names that their readers know. */
export const languages: Readonly<Record<string, string>> = {
  ar: 'العربية',
  bn: 'বাংলা',
  cy: 'Cymraeg',
  fa: 'فارسی',
  gu: 'ગુજરાતી',
  lt: 'Lietuvių',
  pa: 'ਪੰਜਾਬੀ',
  pl: 'Polski',
  pt: 'Português',
  ro: 'Română',
  so: 'Soomaali',
  tr: 'Türkçe',
  uk: 'Українська',
  ur: 'اردو',
  zh: '中文',
  'en-x-easy': 'Easy words',
};

/** Whether a language is read from right to left. */
export function isRightToLeft(locale: string): boolean {
  return ['ar', 'fa', 'ur'].includes(locale);
}
