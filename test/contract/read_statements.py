"""Reads tokens as PyJWT reads them: one JSON document in, a verdict a token out."""
import json
import sys

import jwt

asked = json.load(sys.stdin)
keys = {key["kid"]: (jwt.PyJWK(key, "EdDSA" if key["kty"] == "OKP" else "ES256")) for key in asked["keys"]}


def taken(token):
    """Whether the library takes a token by the rules of a statement."""
    try:
        header = jwt.get_unverified_header(token)
        key = keys[header["kid"]]
        claims = jwt.decode(
            token,
            key.key,
            algorithms=[key.algorithm_name],
            audience=asked["audience"],
            issuer="invitations",
            leeway=60,
            options={"require": ["iat", "exp"], "verify_exp": False, "verify_nbf": False, "verify_iat": False},
        )
    except Exception:
        return False
    if header.get("typ") != "signup-attestation+jwt" or type(claims["aud"]) is not str:
        return False
    times = [claims["iat"], claims["exp"]]
    if not all(type(time) is int for time in times) or times[1] - times[0] > 7 * 86400:
        return False
    now = asked["now"]
    if max(times[0], claims.get("nbf", times[0])) > now + 60 or times[1] <= now - 60:
        return False
    return claims.get("email") == "ann@example.com" and claims.get("client_id", "1client") == "1client"


json.dump([taken(token) for token in asked["tokens"]], sys.stdout)
