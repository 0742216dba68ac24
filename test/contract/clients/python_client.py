"""boto3 or pycognito in the hands of a page: one JSON call a line, one JSON answer a line."""

import base64
import hashlib
import hmac
import json
import sys

import boto3
from botocore.exceptions import ClientError
from pycognito import Cognito

which, where = sys.argv[1], json.loads(sys.argv[2])
AWS = {
    "endpoint_url": where["endpoint"],
    "aws_access_key_id": "test",
    "aws_secret_access_key": "test",
}


class Boto3:
    """The client with a secret, passwords as they are typed."""

    def __init__(self):
        self.idp = boto3.client("cognito-idp", region_name="us-east-1", **AWS)
        self.user = ""

    def caller(self, name):
        return {"ClientId": where["clientId"], "Username": name, "SecretHash": self.hash(name)}

    def hash(self, name):
        message = (name + where["clientId"]).encode()
        return base64.b64encode(hmac.new(where["clientSecret"].encode(), message, hashlib.sha256).digest()).decode()

    def begin(self, flow, **given):
        parameters = {**given, "SECRET_HASH": self.hash(self.user)}
        answer = self.idp.initiate_auth(ClientId=where["clientId"], AuthFlow=flow, AuthParameters=parameters)
        result = answer["AuthenticationResult"]
        self.access, self.renewal = result["AccessToken"], result.get("RefreshToken", getattr(self, "renewal", ""))
        return self.access

    def signUp(self, name, password, attributes):
        pairs = [{"Name": key, "Value": value} for key, value in attributes.items()]
        return self.idp.sign_up(**self.caller(name), Password=password, UserAttributes=pairs)["UserConfirmed"]

    def confirm(self, name, code):
        self.idp.confirm_sign_up(**self.caller(name), ConfirmationCode=code)

    def resend(self, name):
        self.idp.resend_confirmation_code(**self.caller(name))

    def signIn(self, name, password):
        self.user = name
        return self.begin("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=password)

    def refresh(self):
        return self.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=self.renewal)

    def attributes(self):
        pairs = self.idp.get_user(AccessToken=self.access)["UserAttributes"]
        return {pair["Name"]: pair["Value"] for pair in pairs}

    def setName(self, name):
        pairs = [{"Name": "name", "Value": name}]
        self.idp.update_user_attributes(AccessToken=self.access, UserAttributes=pairs)

    def changePassword(self, previous, proposed):
        self.idp.change_password(AccessToken=self.access, PreviousPassword=previous, ProposedPassword=proposed)

    def forgot(self, name):
        self.idp.forgot_password(**self.caller(name))

    def newPassword(self, name, code, password):
        self.idp.confirm_forgot_password(**self.caller(name), ConfirmationCode=code, Password=password)

    def signOut(self):
        self.idp.global_sign_out(AccessToken=self.access)

    def remove(self):
        self.idp.delete_user(AccessToken=self.access)


class PyCognito:
    """SRP by pycognito, which also verifies the tokens by the pool's JWKS."""

    def __init__(self):
        self.signed_in = None

    def named(self, name):
        keys = {"client_secret": where["clientSecret"], "boto3_client_kwargs": dict(AWS)}
        return Cognito(where["userPoolId"], where["clientId"], username=name, **keys)

    def signUp(self, name, password, attributes):
        user = self.named(name)
        user.set_base_attributes(**attributes)
        return user.register(name, password)["UserConfirmed"]

    def confirm(self, name, code):
        self.named(name).confirm_sign_up(code, username=name)

    def resend(self, name):
        self.named(name).resend_confirmation_code(name)

    def signIn(self, name, password):
        self.signed_in = self.named(name)
        self.signed_in.authenticate(password=password)
        return self.signed_in.access_token

    def refresh(self):
        self.signed_in.renew_access_token()
        return self.signed_in.access_token

    def attributes(self):
        return dict(self.signed_in.get_user()._data)

    def setName(self, name):
        self.signed_in.update_profile({"name": name})

    def changePassword(self, previous, proposed):
        self.signed_in.change_password(previous, proposed)

    def forgot(self, name):
        self.named(name).initiate_forgot_password()

    def newPassword(self, name, code, password):
        self.named(name).confirm_forgot_password(code, password)

    def signOut(self):
        self.signed_in.logout()

    def remove(self):
        self.signed_in.delete_user()


library = {"boto3": Boto3, "pycognito": PyCognito}[which]()
for line in sys.stdin:
    call = json.loads(line)
    try:
        answer = {"given": getattr(library, call["name"])(*call["with"])}
    except ClientError as error:
        answer = {"thrown": {"name": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}}
    except Exception as error:
        answer = {"thrown": {"name": type(error).__name__, "message": str(error)}}
    print(json.dumps(answer), flush=True)
