/**
 * What marks a decision record in the log; apart from the schema, so that the writer does not carry a validator.
 */

/** The version that this build writes. Readers take this and older ones. */
export const RECORD_SCHEMA = 1;

/** The country of a number whose plan names none: Unicode's code for an unknown one. */
export const NO_COUNTRY = 'ZZ';

/** The message of the log line that carries a record. */
export const RECORD_MESSAGE = 'sign-up decision';
