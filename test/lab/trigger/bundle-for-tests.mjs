/**
 * A trigger whose behaviour the event chooses, for tests of the process runner.
 */
export async function handler(event, context) {
  const how = event.request.userAttributes.how;
  if (how === 'throw') throw new Error('Not today');
  if (how === 'hang') await new Promise(() => setInterval(() => {}, 1000));
  if (how === 'die') process.exit(1);
  if (how === 'nothing') return undefined;
  console.log(JSON.stringify({ remaining: context.getRemainingTimeInMillis() > 0, env: process.env.GREETING }));
  event.response.autoConfirmUser = how === 'text' ? 'false' : true;
  return event;
}
