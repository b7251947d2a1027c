// SPDX-License-Identifier: GPL-3.0-or-later
// A real OpenID Connect provider on 127.0.0.1, as an enterprise runs one: public clients with PKCE,
// the device flow, and a small page where somebody says who they are.
//
//     node provider.js '{"algorithm": "RS256", "accounts": {"li": {"id_number": "…"}}}'
//
// It says {"issuer": …} on its first line, answers each line it reads, and ends with its input.
// {"rotate": true} signs with a new key from now on.
import { createServer } from 'node:http';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Provider } from 'oidc-provider';

const given = JSON.parse(process.argv[2] ?? '{}');
const algorithm = given.algorithm ?? 'RS256';
const accounts = given.accounts ?? { li: {} };
const keys = [];
let issuer;
let provider;

function makeKey() {
  const pair = algorithm === 'RS256'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...pair.privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: algorithm };
}

// An old key goes at once, which is the harder case for whoever keeps a copy.
function begin() {
  keys.splice(0, keys.length, makeKey());
  provider = new Provider(issuer, {
    jwks: { keys },
    clients: [{
      client_id: 'yueqiqian-desktop',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code'],
      redirect_uris: ['http://127.0.0.1/'],
      id_token_signed_response_alg: algorithm,
    }],
    clientDefaults: { id_token_signed_response_alg: algorithm },
    pkce: { required: () => true, methods: ['S256'] },
    features: { devInteractions: { enabled: false }, deviceFlow: { enabled: true } },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'id_number'] },
    cookies: { keys: ['tests'] },
    ttl: { DeviceCode: given.device_seconds ?? 600 },
    findAccount: (_context, id) => (id in accounts
      ? { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) } : undefined),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  if (given.device_nonce ?? true) {
    // This provider keeps the nonce of a device authorization request and then forgets to put it into the
    // token, for RFC 8628 has none; others (Keycloak) pass it on. {"device_nonce": false} leaves it as it is.
    const { DeviceCode } = provider;
    const { save } = DeviceCode.prototype;
    DeviceCode.prototype.save = function saveWithNonce(...more) {
      this.nonce = this.params?.nonce;
      return save.apply(this, more);
    };
  }
  provider.on('server_error', (_context, error) => console.error(error));
  return provider.callback();
}

function page(response, title, body) {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!DOCTYPE html><title>${title}</title><h1>${title}</h1>${body}`);
}

async function interact(request, response) {
  const [, , , answer, account] = request.url.split('/');
  if (answer === undefined) {
    const there = request.url;
    page(response, 'Who are you?', [...Object.keys(accounts).map(
      (name) => `<p><a id="as-${name}" href="${there}/as/${name}">${name}</a></p>`,
    ), `<p><a id="refuse" href="${there}/refuse">Not me</a></p>`].join(''));
    return;
  }
  await provider.interactionFinished(request, response, answer === 'as'
    ? { login: { accountId: account }, consent: {} }
    : { error: 'access_denied', error_description: 'the person said no' });
}

let callback;
const server = createServer((request, response) => {
  if (request.url.startsWith('/interaction/')) {
    interact(request, response).catch((error) => { response.statusCode = 500; response.end(String(error)); });
  } else {
    callback(request, response);
  }
});

console.info = console.error; // the provider's own remarks
console.warn = console.error;

createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line);
  if (command.rotate) callback = begin();
  console.log('{}');
}).on('close', () => process.exit(0));

server.listen(0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  callback = begin();
  console.log(JSON.stringify({ issuer }));
});
