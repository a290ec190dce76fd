"""Signs a person in with Authlib, unchanged: discovery, code with PKCE, ID token, user info, refresh, introspection, revocation.

Usage: authlib_client.py ORIGIN CLIENT_ID CLIENT_SECRET EMAIL PASSWORD. Ends with 1 where something is not as the standards say.
"""

import sys
import time

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet
from portal import Person, keys

CALLBACK = "http://127.0.0.1:9/signed-in"


def main():
    origin, client_id, secret, email, password = sys.argv[1:]
    found = requests.get(f"{origin}/.well-known/openid-configuration", timeout=20).json()
    assert found["issuer"] == origin
    assert found["jwks_uri"] == f"{origin}/oauth/jwks"
    published = KeySet.import_key_set(keys(origin))

    scope = "openid profile email offline_access"
    app = OAuth2Session(client_id, secret, scope=scope, redirect_uri=CALLBACK, code_challenge_method="S256")
    verifier, nonce = generate_token(64), generate_token(20)
    address, state = app.create_authorization_url(found["authorization_endpoint"], code_verifier=verifier, nonce=nonce)
    back = Person(origin, email, password).go(address, CALLBACK)
    token = app.fetch_token(found["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier)
    print("code with PKCE")

    said = jwt.decode(token["id_token"], published, algorithms=["RS256"])
    options = {"iss": {"value": origin}, "aud": {"value": client_id}, "nonce": {"value": nonce}}
    id_token = CodeIDToken(
        said.claims,
        said.header,
        options=options,
        params={"access_token": token["access_token"], "nonce": nonce, "client_id": client_id},
    )
    id_token.validate(now=int(time.time()), leeway=5)
    print("ID token")

    known = app.get(found["userinfo_endpoint"])
    assert known.status_code == 200 and known.json()["sub"] == id_token["sub"], known.text
    assert known.json()["email"] == email, known.text
    print("user info")

    first = token["refresh_token"]
    token = app.refresh_token(found["token_endpoint"], refresh_token=first)
    assert token["refresh_token"] != first
    print("refresh")

    assert app.introspect_token(found["introspection_endpoint"], token=token["access_token"]).json()["active"] is True
    answer = app.revoke_token(found["revocation_endpoint"], token=token["refresh_token"])
    assert answer.status_code == 200, answer.text
    assert app.introspect_token(found["introspection_endpoint"], token=token["access_token"]).json()["active"] is False
    print("introspection and revocation")
    try:
        app.refresh_token(found["token_endpoint"], refresh_token=token["refresh_token"])
    except OAuthError as refused:
        assert refused.error == "invalid_grant", refused.error
    else:
        raise AssertionError("a revoked token goes on")


main()
