/** The org under test, as the environment names it, and connections to it. */
import jsforce from 'jsforce';

const { env } = process;

export const org = {
  url: env.SF_LOGIN_URL,
  clientId: env.SF_CLIENT_ID,
  clientSecret: env.SF_CLIENT_SECRET,
  callbackUrl: env.SF_CALLBACK_URL,
  username: env.SF_USERNAME,
  password: env.SF_PASSWORD,
};

/** A connection that has not signed in yet. */
export function unconnected(options = {}) {
  const { url, clientId, clientSecret, callbackUrl } = org;
  return new jsforce.Connection({
    loginUrl: url,
    oauth2: { loginUrl: url, clientId, clientSecret, redirectUri: callbackUrl },
    version: '65.0',
    ...options,
  });
}

/** A connection of the integration user, by client credentials. */
export async function connect(options = {}) {
  const connection = unconnected(options);
  await connection.authorize({ grant_type: 'client_credentials' });
  return connection;
}
