/** What is possible but odd, by its stable code: what somebody is asked to look at. */
export const WARNINGS = {
  'arrears-very-high': 'Arrears of more than a year',
  'balance-of-a-leaseholder': 'A leaseholder with a balance',
  'born-after-start': 'Born after the tenancy began',
  'charge-very-high': 'A very high weekly charge',
  'charges-on-a-leaseholder': 'A leaseholder with weekly charges',
  'credit-very-high': 'A very high credit',
  'email-malformed': 'Not an email address',
  'ends-ahead': 'A tenancy that ends in the future',
  'former-without-balance': 'A former tenancy that owes nothing',
  'home-described-differently': 'One home described in two ways',
  'looks-like-a-formula': 'A name like a spreadsheet formula',
  'many-bedrooms': 'Many bedrooms',
  'no-rent': 'No weekly rent',
  'phone-malformed': 'Not a British telephone number',
  'same-person-elsewhere': 'The same person on two tenancies',
  'starts-ahead': 'A tenancy that begins in the future',
  'surname-missing': 'No surname',
  'tenancies-overlap': 'A former tenancy that overlaps the next',
  'tenant-under-16': 'A tenant under 16',
  'tenure-does-not-fit': 'A tenure that does not fit the home',
  'two-people-in-one-name': 'Two people in one name',
  'very-old': 'Born more than 110 years ago',
} as const;

export type WarningCode = keyof typeof WARNINGS;
