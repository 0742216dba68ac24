/**
 * A policy file with every outcome: one domain is approved, one refused, and everybody else gets a code. For labs whose
 * tests are about what asks them.
 */

/** The file's text. */
export const STAFF_POLICY = `version: 1
mode: enforce
rules:
  - id: staff
    when: { emailDomain: [staff.example.com] }
    then: approve
    verify: [email]
    acknowledge: Only the people of this test sign up here.
  - id: elsewhere
    when: { emailDomain: [other.example.com] }
    then: deny
    message: Please sign up at our other site
otherwise: code
`;
