/**
 * The ready-made scenes. Each tells a story that ends differently with the guard and with the article's trigger, or shows
 * what the guard does on a bad day; none says in advance how it ends.
 */
import type { Stage } from './stage.ts';

/** A scene. */
export type Scene = {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly play: (stage: Stage) => Promise<void>;
};

const EMAIL = 'ann@example.com';
const PHONE = '+12065550100';

/** Longer than the guard waits for a look-up, shorter than Cognito waits for the guard (F4.1). */
const SLOW_MS = 3_600;

/** Longer than an invitation counts. */
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** More than the scene's policy lets through. */
const FLOOD = 50;

/** Every scene, in the order of the page. */
export const SCENES: readonly Scene[] = [
  {
    id: 'first-sign-up',
    title: 'First sign-up',
    about: 'Nobody holds the addresses yet.',
    play: async (stage) => {
      await stage.say('ann signs up with an email and a phone number that nobody holds');
      await stage.signsUp('ann', { email: EMAIL, phone_number: PHONE });
    },
  },
  {
    id: 'same-email',
    title: 'Same email',
    about: 'Somebody else types an address that is taken.',
    play: async (stage) => {
      await stage.say('ann signs up');
      await stage.signsUp('ann', { email: EMAIL, phone_number: PHONE });
      await stage.say("bob signs up with ann's email");
      await stage.signsUp('bob', { email: EMAIL });
    },
  },
  {
    id: 'same-phone',
    title: 'Same phone',
    about: 'An email of their own, a phone number that is taken.',
    play: async (stage) => {
      await stage.say('ann signs up');
      await stage.signsUp('ann', { email: EMAIL, phone_number: PHONE });
      await stage.say("bob signs up with an email of his own and ann's phone number");
      await stage.signsUp('bob', { email: 'bob@example.com', phone_number: PHONE });
    },
  },
  {
    id: 'race',
    title: 'Race of two',
    about: 'Two sign-ups for one address at the same moment.',
    play: async (stage) => {
      await stage.say('ann and bob sign up with one email, at the same moment');
      await Promise.all([stage.signsUp('ann', { email: EMAIL }), stage.signsUp('bob', { email: EMAIL })]);
    },
  },
  {
    id: 'squatter',
    title: 'Squatter',
    about: 'Somebody began with an address that is not theirs.',
    play: async (stage) => {
      await stage.say("mallory began a sign-up with ann's email long ago and never confirmed it");
      await stage.wasThere('mallory', { email: EMAIL });
      await stage.say('ann signs up');
      await stage.signsUp('ann', { email: EMAIL });
      await stage.say('if a code was sent, ann has it: it went to her mailbox');
      stage.typesTheCode('ann');
    },
  },
  {
    id: 'federated',
    title: 'Federated',
    about: 'The address is a Google user’s.',
    play: async (stage) => {
      await stage.say('ann signs in with Google, which vouches for her email');
      const attributes = new Map([
        ['email', EMAIL],
        ['email_verified', 'true'],
      ]);
      await stage.signsInWith({ provider: 'Google', id: '1234567890', attributes });
      await stage.say('bob signs up with that email');
      await stage.signsUp('bob', { email: EMAIL });
    },
  },
  {
    id: 'one-account',
    title: 'One account',
    about: 'A policy that refuses an address that somebody owns.',
    play: async (stage) => {
      await stage.refusesDuplicates();
      await stage.say('ann signs up and types the code from her mail: the address is hers');
      await stage.signsUp('ann', { email: EMAIL });
      stage.typesTheCode('ann');
      await stage.say("bob signs up with ann's email; nobody is created, and he learns that it has an account");
      await stage.signsUp('bob', { email: EMAIL });
      await stage.say('somebody signs in with Google, whose profile has that email, too');
      const attributes = new Map([['email', EMAIL]]);
      await stage.signsInWith({ provider: 'Google', id: '1234567890', attributes });
      await stage.say("mallory begins a sign-up with carol's email, and cannot keep carol out");
      await stage.signsUp('mallory', { email: 'carol@example.com' });
      await stage.signsUp('carol', { email: 'carol@example.com' });
    },
  },
  {
    id: 'invited',
    title: 'Invited',
    about: 'The link in a mail proves the mailbox.',
    play: async (stage) => {
      await stage.trustsInvitations();
      await stage.say('the application mails ann an invitation; she follows its link and signs up');
      await stage.signsUp('ann', { email: EMAIL }, await stage.invites(EMAIL));
    },
  },
  {
    id: 'invitation-of-another',
    title: "Another's link",
    about: 'Somebody types an address that the link does not name.',
    play: async (stage) => {
      await stage.trustsInvitations();
      await stage.say("bob was invited at his own address, and signs up with ann's");
      await stage.signsUp('bob', { email: EMAIL }, await stage.invites('bob@example.com'));
    },
  },
  {
    id: 'invitation-expired',
    title: 'Expired link',
    about: 'The invitation lay in the mailbox for too long.',
    play: async (stage) => {
      await stage.trustsInvitations();
      await stage.say('ann finds an invitation of last week, and signs up with it');
      await stage.signsUp('ann', { email: EMAIL }, await stage.invites(EMAIL, WEEK_MS));
    },
  },
  {
    id: 'invited-held',
    title: 'Held anyway',
    about: 'An invitation to an address that somebody holds.',
    play: async (stage) => {
      await stage.trustsInvitations();
      await stage.say('ann signs up by her invitation');
      const invitation = await stage.invites(EMAIL);
      await stage.signsUp('ann', { email: EMAIL }, invitation);
      await stage.say('mallory has seen her mail, and signs up with the same link');
      await stage.signsUp('mallory', { email: EMAIL }, invitation);
    },
  },
  {
    id: 'flood-of-fifty',
    title: 'Flood of fifty',
    about: 'Fifty sign-ups with phone numbers of one range.',
    play: async (stage) => {
      await stage.countsSignUps();
      await stage.say(`${FLOOD} sign-ups with numbers of one range, as a script sends them; each code is paid for`);
      for (let number = 1; number <= FLOOD; number += 1) {
        await stage.signsUp(`bot-${number}`, { phone_number: `+120655502${String(number).padStart(2, '0')}` });
      }
      await stage.say('ann signs up with a number of another range');
      await stage.signsUp('ann', { phone_number: '+442071838750' });
    },
  },
  {
    id: 'ssm-down',
    title: 'SSM down',
    about: 'A fresh trigger cannot read its policy.',
    play: async (stage) => {
      await stage.say('SSM fails, and the trigger starts afresh without a policy');
      await stage.losesSsm();
      await stage.say('ann signs up');
      await stage.signsUp('ann', { email: EMAIL });
    },
  },
  {
    id: 'slow-look-ups',
    title: 'Cognito slow',
    about: 'Nobody can say in time who holds the address.',
    play: async (stage) => {
      await stage.say(`every look-up takes ${SLOW_MS / 1000} seconds from now on`);
      stage.slowsDown(SLOW_MS);
      await stage.say('ann signs up');
      await stage.signsUp('ann', { email: EMAIL });
    },
  },
];
