/** Languages that people say they work in, by their ISO 639-1 code. */
export const spokenLanguages = [
  'en',
  'ur',
  'ar',
  'bn',
  'de',
  'es',
  'fa',
  'fr',
  'hi',
  'id',
  'pa',
  'ps',
  'sd',
  'tr',
  'zh',
] as const
