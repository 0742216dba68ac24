/**
 * An application's own sign-up page, as small as it can be: aws-amplify against the pool that its address names. Plain
 * JavaScript, bundled by the test that opens it.
 */
import { Amplify } from 'aws-amplify';
import { confirmSignUp, fetchUserAttributes, signIn, signUp } from 'aws-amplify/auth';

const given = new URL(window.location.href).searchParams;
Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: given.get('pool'),
      userPoolClientId: given.get('client'),
      userPoolEndpoint: given.get('endpoint'),
    },
  },
});

const field = (name) => document.querySelector(`[name=${name}]`).value;

async function say(work) {
  const state = document.querySelector('output');
  try {
    state.textContent = await work();
  } catch (error) {
    state.textContent = `${error.name}: ${error.message}`;
  }
}

function when(button, work) {
  document.querySelector(`button[value=${button}]`).addEventListener('click', () => say(work));
}

when('join', async () => {
  const userAttributes = { email: field('email') };
  const { nextStep } = await signUp({
    username: field('user'),
    password: field('password'),
    options: { userAttributes },
  });
  return nextStep.signUpStep === 'DONE' ? 'You are in' : 'We sent you a code';
});

when('confirm', async () => {
  await confirmSignUp({ username: field('user'), confirmationCode: field('code') });
  return 'Confirmed';
});

when('enter', async () => {
  await signIn({ username: field('email'), password: field('password') });
  const { email } = await fetchUserAttributes();
  return `Hello ${email}`;
});
