import { lookup } from 'node:dns/promises';
import { request } from 'node:https';
import { isPublicAddress } from './public-address.ts';

const waitMs = 5_000;

/**
 * Tells an address that something changed: an empty POST, which names nobody. It is sent to the very address that was looked up
 * and found public, follows nowhere, and waits five seconds.
 * @throws Error where it was not taken.
 */
export async function postNotice(endpoint: string): Promise<void> {
  const url = new URL(endpoint);
  if (url.protocol !== 'https:' || url.username !== '') throw new Error('not an address of https');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(host, { all: true });
  const [first] = found;
  if (first === undefined || !found.every((one) => isPublicAddress(one.address)))
    throw new Error('not a public address');
  await new Promise<void>((resolve, reject) => {
    const sent = request(
      {
        host: first.address,
        servername: host,
        port: url.port === '' ? 443 : Number(url.port),
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        headers: { host: url.host, 'content-length': '0', 'user-agent': 'Common-Thread' },
        timeout: waitMs,
      },
      (response) => {
        response.resume();
        const { statusCode = 0 } = response;
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`answered ${statusCode}`));
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('took too long')));
    sent.on('error', reject);
    sent.end();
  });
}
