// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real OpenID provider (oauth2-mock-server) on a free loopback port. Says {"issuer": URL} once it listens; then each
// line of standard input is a JSON object of what its tokens shall be from now on, answered by {"ok": true}:
//   claims     laid over those of the id_token
//   forge      "none" | "hmac" | "unknown_kid" | "signature" | null: what is wrong with the id_token
//   nonce      in place of the right one; null: the right one
//   rotate     true: sign with a new key
//   refuse     true: the token endpoint answers 400
import {createHmac, createPublicKey} from 'node:crypto';
import {createInterface} from 'node:readline';
import {OAuth2Server} from 'oauth2-mock-server';

const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');
await server.start(0, '127.0.0.1');
server.issuer.url = `http://127.0.0.1:${server.address().port}`;

let wanted = {claims: {}, forge: null, nonce: null, refuse: false};

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());

function forged(token) {
    const [head, body, signature] = token.split('.');
    const header = decode(head);
    switch (wanted.forge) {
    case 'none':
        return `${encode({...header, alg: 'none'})}.${body}.`;
    case 'hmac': { // signed with the public key, as if it were a shared secret
        const pem = createPublicKey({key: server.issuer.keys.toJSON()[0], format: 'jwk'})
            .export({type: 'spki', format: 'pem'});
        const start = `${encode({...header, alg: 'HS256'})}.${body}`;
        return `${start}.${createHmac('sha256', pem).update(start).digest('base64url')}`;
    }
    case 'unknown_kid':
        return `${encode({...header, kid: 'nobody'})}.${body}.${signature}`;
    case 'signature':
        return `${head}.${encode({...decode(body), sub: 'somebody else'})}.${signature}`;
    default:
        return token;
    }
}

server.service.on('beforeTokenSigning', (token) => {
    Object.assign(token.payload, wanted.claims);
    if (wanted.nonce && token.payload.nonce)
        token.payload.nonce = wanted.nonce;
});
server.service.on('beforeResponse', (response) => {
    if (wanted.refuse) {
        response.statusCode = 400;
        response.body = {error: 'invalid_grant'};
    } else if (response.body.id_token) {
        response.body.id_token = forged(response.body.id_token);
    }
});

createInterface({input: process.stdin}).on('line', async (line) => {
    const change = JSON.parse(line);
    if (change.rotate)
        await server.issuer.keys.generate('RS256');
    wanted = {...wanted, ...change};
    console.log(JSON.stringify({ok: true}));
}).on('close', () => process.exit(0));
console.log(JSON.stringify({issuer: server.issuer.url}));
