/** Country names come from Intl; these are the words around them. */
export const country = {
  label: 'Country',
  any: 'Any country',
  choose: 'Choose a country',
}
