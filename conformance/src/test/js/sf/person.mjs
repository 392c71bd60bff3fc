/** A person whom the CLI sends to the org: logs in, allows, and comes back to the CLI. */
import http from 'node:http';
import { Browser } from '../browser.mjs';

/** Each request over a connection of its own: the CLI's server closes them. */
function get(url) {
  return new Promise((resolve, reject) => {
    http.get(url, { agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.headers.location));
    }).on('error', reject);
  });
}

const { SF_USERNAME: username, SF_PASSWORD: password } = process.env;
const [, , address] = process.argv;
const callback = new URL(new URL(address).searchParams.get('redirect_uri'));
callback.search = new URLSearchParams(await new Browser().authorize(address, { username, password }));
const done = await get(callback);
await get(new URL(done, callback));
