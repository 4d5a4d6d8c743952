// Keys that a page or an app shows to everybody, by their provider's design: what stands beside them says so.

/** By rule: keys that search documentation; Firebase's configuration for the web, Flutter, iOS and Android. */
const search = /docsearch|search.?only|contextualSearch|algolia["']?\s?:\s?\{|index_?name["']?\s?[:=]/i;
const beside: Readonly<Record<string, RegExp>> = {
  'algolia-api-key': search,
  'generic-api-key': search,
  'google-api-key': /(?:messaging|gcm)_?sender_?id|google_app_id|"current_key"/i,
};
const near = 500;

/** At most low: told, and not refused. A name that speaks of more than reading is believed. */
export const byDesign = (rule: string, text: string, start: number): { readonly severity?: 'low' } =>
  beside[rule]?.test(text.slice(Math.max(0, start - near), start + near)) === true && !/admin|write/i.test(text.slice(Math.max(0, start - 40), start))
    ? { severity: 'low' }
    : {};
