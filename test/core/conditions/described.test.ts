/**
 * What each condition says of itself: schema, help and messages are made of it.
 */
import { expect, it } from 'vitest';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import { CONDITIONS, conditionOf } from '../../../src/core/conditions/registry.ts';

it('is described as editors and help show it', () => {
  const described = CONDITIONS.map((condition) =>
    Object.fromEntries(Object.entries(condition).filter(([, value]) => typeof value !== 'function')),
  );

  expect(described).toMatchInlineSnapshot(`
    [
      {
        "assertedBy": "client",
        "description": "Domains of the email address: \`example.com\` matches exactly, \`*.example.com\` any name below it but not itself.",
        "examples": [
          [
            "example.com",
            "*.example.com",
          ],
          [
            {
              "file": "lists/partners.txt",
            },
          ],
        ],
        "field": "emailDomain",
        "files": true,
        "shape": "list",
      },
      {
        "assertedBy": "client",
        "description": "Whole email addresses, in lower case; upper and lower case count as the same.",
        "examples": [
          [
            "alice@example.com",
          ],
        ],
        "field": "emailAddress",
        "files": true,
        "shape": "list",
      },
      {
        "assertedBy": "client",
        "description": "The part before the \`@\` carries a \`+tag\`.",
        "examples": [
          true,
        ],
        "field": "emailTag",
        "shape": "flag",
      },
      {
        "assertedBy": "client",
        "description": "The domain, or a parent of it, is on the shipped list of throwaway mail domains.",
        "examples": [
          true,
        ],
        "field": "disposableEmail",
        "needs": "disposableDomain",
        "shape": "flag",
      },
      {
        "assertedBy": "client",
        "description": "ISO 3166 codes of countries, read from the phone number's own plan.",
        "examples": [
          [
            "US",
            "CA",
          ],
        ],
        "field": "phoneCountry",
        "files": false,
        "needs": "phoneCountry",
        "shape": "list",
      },
      {
        "assertedBy": "client",
        "description": "User attributes by their full name (\`custom:team\`), each with the values that match. Not proof: anyone may type them.",
        "examples": [
          {
            "custom:team": [
              "sales",
              "support",
            ],
          },
        ],
        "field": "attribute",
        "shape": "map",
      },
      {
        "assertedBy": "client",
        "description": "Client metadata by key, each with the values that match. Not proof: anyone may type it.",
        "examples": [
          {
            "campaign": [
              "spring",
            ],
          },
        ],
        "field": "metadata",
        "shape": "map",
      },
      {
        "assertedBy": "cognito",
        "description": "App client ids. They are public: this restricts, it proves nothing.",
        "examples": [
          [
            "1example23456789",
          ],
        ],
        "field": "client",
        "files": false,
        "shape": "list",
      },
      {
        "assertedBy": "cognito",
        "description": "How the user is being made: by signing up, by a first federated sign-in, or by an administrator.",
        "examples": [
          [
            "sign-up",
          ],
          [
            "external-provider",
            "admin-create",
          ],
        ],
        "field": "trigger",
        "files": false,
        "oneOf": [
          "sign-up",
          "external-provider",
          "admin-create",
        ],
        "shape": "list",
      },
      {
        "assertedBy": "cognito",
        "description": "Names of identity providers, whatever their case; matches first federated sign-ins only.",
        "examples": [
          [
            "Google",
            "CorpSAML",
          ],
        ],
        "field": "provider",
        "files": false,
        "shape": "list",
      },
    ]
  `);
  expect(NO_RESOURCES).toEqual({ disposableDomain: null, phoneCountry: null });
  expect(conditionOf('emaildomain')).toBeUndefined();
});
