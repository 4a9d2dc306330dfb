/** Languages that services are offered in, beside English: their codes (ISO 639) and their names. */
export const languages = [
  { code: 'bfi', name: 'British Sign Language' },
  { code: 'ar', name: 'Arabic' },
  { code: 'bn', name: 'Bengali' },
  { code: 'bg', name: 'Bulgarian' },
  { code: 'cy', name: 'Welsh' },
  { code: 'es', name: 'Spanish' },
  { code: 'fa', name: 'Farsi' },
  { code: 'fr', name: 'French' },
  { code: 'gu', name: 'Gujarati' },
  { code: 'hu', name: 'Hungarian' },
  { code: 'it', name: 'Italian' },
  { code: 'ku', name: 'Kurdish' },
  { code: 'lt', name: 'Lithuanian' },
  { code: 'pa', name: 'Punjabi' },
  { code: 'pl', name: 'Polish' },
  { code: 'ps', name: 'Pashto' },
  { code: 'pt', name: 'Portuguese' },
  { code: 'ro', name: 'Romanian' },
  { code: 'so', name: 'Somali' },
  { code: 'ti', name: 'Tigrinya' },
  { code: 'tr', name: 'Turkish' },
  { code: 'uk', name: 'Ukrainian' },
  { code: 'ur', name: 'Urdu' },
  { code: 'vi', name: 'Vietnamese' },
  { code: 'zh', name: 'Chinese' },
] as const;

/** The name of a language; empty for a code that nobody knows. */
export function languageName(code: string): string {
  return languages.find((one) => one.code === code)?.name ?? '';
}
