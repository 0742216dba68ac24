/**
 * The data of mail services, once more by hand: whoever changes it says so twice.
 */
import { describe, expect, test } from 'vitest';
import { disposableTest } from '../../src/identity/disposable.ts';
import { isPublicMail } from '../../src/identity/mail-services.ts';

const SERVICES = `
  gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com
  proton.me protonmail.com pm.me gmx.com gmx.net gmx.de gmx.at gmx.ch web.de mail.com zoho.com fastmail.com yandex.com
  yandex.ru mail.ru qq.com 163.com 126.com tutanota.com tuta.com hey.com posteo.de mailbox.org naver.com daum.net orange.fr
  free.fr laposte.net libero.it t-online.de comcast.net verizon.net btinternet.com rediffmail.com uol.com.br bol.com.br`;

const RELAYS = `
  duck.com mozmail.com relay.firefox.com privaterelay.appleid.com simplelogin.com simplelogin.co simplelogin.fr
  simplelogin.io aleeas.com slmail.me slmails.com passmail.net passmail.com passinbox.com passfwd.com addy.io anonaddy.com
  anonaddy.me`;

const KNOWN = `${SERVICES} ${RELAYS}`.trim().split(/\s+/u);

describe.each(KNOWN)('%s', (domain) => {
  test('is public mail', () => {
    expect(isPublicMail(domain, null)).toBe(true);
  });

  test('is not throwaway, whatever a list says', () => {
    const listed = disposableTest(new Set([domain]));

    expect(listed(domain)).toBe(false);
    expect(listed(`alias.${domain}`)).toBe(false);
  });
});

test.each([
  ['yahoo.co.uk', 'yahoo', true],
  ['hotmail.fr', 'hotmail', true],
  ['outlook.fr', 'outlook', true],
  ['live.nl', 'live', true],
  ['gmx.fr', 'gmx', true],
  ['yandex.kz', 'yandex', true],
  ['mail.yahoo.example', null, false],
  ['example.com', 'example', false],
  ['example.com', '', false],
])('%s of brand %j: %j', (domain, brand, expected) => {
  expect(isPublicMail(domain, brand)).toBe(expected);
});
