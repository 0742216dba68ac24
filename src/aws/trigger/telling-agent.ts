/**
 * Carries requests as the SDK's own agent does, and tells once that the first of them is on its way: from then on a sandbox
 * only waits, and what it loads meanwhile delays nobody. Before that, whatever it loads keeps it from its own handshake.
 */
import { Agent } from 'node:https';

/** The SDK's own settings of an agent. */
const AS_THE_SDK = { keepAlive: true, maxSockets: 50 };

/** An agent for HTTPS; over plain HTTP, which AWS does not have, it is not asked and tells nothing. */
export function tellingAgent(onItsWay: () => void): Agent {
  let told = false;
  const agent = new Agent(AS_THE_SDK);
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (...asked) => {
    const socket = connect(...asked);
    // what was written before the handshake goes out as the handshake ends: not before the next turn may anything hold it up
    if (!told) socket?.once('secureConnect', () => setImmediate(onItsWay));
    told = true;
    return socket;
  };
  return agent;
}
