/**
 * Where the lab and MiniStack answer differently, and what says who is right. `docs/lab.md` lists the same; a test holds
 * both complete.
 */

/** One difference: what each was seen to give, and the source that settles it. */
export type Difference = { readonly lab: unknown; readonly other: unknown; readonly source: string };

const INVALID = 'InvalidParameterException';
const EMPTY_PAGE = { names: [], more: false };
const CODE_WENT = { UserConfirmed: false, AttributeName: 'email', DeliveryMedium: 'EMAIL' };

/** Differences by the name of the probe. Everywhere else both give the same. */
export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  'SignUp leaves a user unconfirmed and says where the code went': {
    lab: { ...CODE_WENT, masked: true },
    other: { ...CODE_WENT, masked: false },
    source: 'API, CodeDeliveryDetailsType',
  },
  'SignUp takes user names in another case for the same': {
    lab: 'UsernameExistsException',
    other: 'done',
    source: 'F1.10',
  },
  'SignUp keeps an email in lower case': { lab: 'ann@example.com', other: 'Ann@Example.COM', source: 'F1.10' },
  'SignUp refuses a user name in the form of an email': { lab: INVALID, other: 'done', source: 'F1.9' },
  'SignUp refuses a verified flag that its caller sets': {
    lab: 'NotAuthorizedException',
    other: 'done',
    source: 'F1.6',
  },
  'AdminUpdateUserAttributes moves an alias to whom it verifies': {
    lab: { ann: 'false', owner: 'bob' },
    other: { ann: 'true', owner: 'ann' },
    source: 'F2.4',
  },
  'AdminCreateUser refuses an alias that is held': { lab: 'UsernameExistsException', other: 'done', source: 'F2.4' },
  'AdminCreateUser with ForceAliasCreation moves it': {
    lab: { ann: 'false', bob: 'true' },
    other: { ann: 'true', bob: 'true' },
    source: 'F2.4',
  },
  'ListUsers refuses a filter it cannot read': { lab: INVALID, other: EMPTY_PAGE, source: 'F3.1' },
  'ListUsers refuses a filter on an attribute that is not searchable': {
    lab: INVALID,
    other: EMPTY_PAGE,
    source: 'F3.2',
  },
  'ListUsers refuses more than 60 a page': { lab: INVALID, other: EMPTY_PAGE, source: 'F3.8' },
  'PutParameter refuses more than 4 KB': { lab: 'ValidationException', other: 'done', source: 'F7.1' },
  'PutParameter refuses two opening braces': { lab: 'ValidationException', other: 'done', source: 'F7.1' },
};
