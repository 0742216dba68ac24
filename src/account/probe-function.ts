/**
 * The function that the run's pools call before sign-up: it does what the sign-up's nickname, or its caller's metadata, tells
 * it. Text, because CloudFormation takes it inside the template; it runs in the account and imports only what Lambda's
 * runtime has.
 */

/** Its source. `empty` empties the run's bucket, so that its stack can be deleted. */
export const PROBE_FUNCTION = `
exports.handler = async (event) => {
  if (event.empty) return empty(event.empty);
  const { clientMetadata, userAttributes } = event.request || {};
  const order = (clientMetadata && clientMetadata.probe) || (userAttributes && userAttributes.nickname) || '';
  console.log(JSON.stringify({ probe: event.userName, source: event.triggerSource }));
  if (order.startsWith('refuse:')) throw new Error(order.slice(7));
  if (order.startsWith('wait:')) await new Promise((done) => setTimeout(done, Number(order.slice(5))));
  if (order.startsWith('flags:')) for (const flag of order.slice(6).split(',')) event.response[flag] = true;
  return event;
};
async function empty(Bucket) {
  const { S3Client, ListObjectsV2Command, DeleteObjectsCommand } = require('@aws-sdk/client-s3');
  const s3 = new S3Client();
  for (;;) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    if (Contents.length === 0) return { emptied: Bucket };
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })) } }));
  }
}
`;
