/**
 * The article's trigger as one reads it, for the page. Text only: what runs is `article-trigger.ts`, and a test compares them.
 */

/** The lines that most people copy. */
export const ARTICLE_TEXT = `export const handler = async (event) => {
  const { request, response } = event;
  const given = request.userAttributes;
  response.autoConfirmUser = true;
  if ('email' in given)
    response.autoVerifyEmail = true;
  if ('phone_number' in given)
    response.autoVerifyPhone = true;
  return event;
};
`;
