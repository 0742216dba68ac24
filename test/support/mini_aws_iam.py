"""MiniStack, with its IAM evaluation brought to what the Service Authorization Reference says where it falls short: calls
of Parameter Store that name several parameters or a path, `ssm:Overwrite`, what UpdateUserPool asks for besides, and whom
SimulatePrincipalPolicy is about.
Every evaluation is written, one JSON object a line, to the file that IAM_REQUESTS names.
A log group that a template does not name is named after its stack, as CloudFormation does.
A stack's update of its pool takes away the triggers that its template does not name, as UpdateUserPool does (F4.12).
"""
import dataclasses
import json
import os
from urllib.parse import parse_qs

from ministack.core import iam_actions, iam_evaluator
from ministack.services.cloudformation import provisioners


class Several(str):
    """A resource as MiniStack passes it on, with all that the one request asks for: (action, resource, context)."""

    asked: list


def _parameter(region, account, name):
    return f"arn:aws:ssm:{region}:{account}:parameter/{name.lstrip('/')}"


def _asked(service, headers, body, region, account):
    target = headers.get("x-amz-target", "")
    action = target.split(".")[-1]
    if service == "iam":
        form = {key: values[0] for key, values in parse_qs((body or b"").decode("utf-8", "replace")).items()}
        about = form.get("PolicySourceArn")
        return [(f"iam:{form['Action']}", about, {})] if about and "Action" in form else []
    try:
        sent = json.loads(body or b"{}")
    except ValueError:
        return []
    if service == "ssm" and action in ("GetParameters", "DeleteParameters"):
        return [(f"ssm:{action}", _parameter(region, account, name), {}) for name in sent.get("Names", [])]
    if service == "ssm" and action == "GetParametersByPath":
        return [(f"ssm:{action}", _parameter(region, account, sent.get("Path", "")), {})]
    if service == "ssm" and action == "PutParameter":
        overwrite = {"ssm:Overwrite": "true" if sent.get("Overwrite") else "false"}
        return [(f"ssm:{action}", _parameter(region, account, sent.get("Name", "")), overwrite)]
    if service in ("cognito-idp", "cognito_idp") and action == "UpdateUserPool":
        pool = f"arn:aws:cognito-idp:{region}:{account}:userpool/{sent.get('UserPoolId', '')}"
        asked = [("cognito-idp:UpdateUserPool", pool, {})]
        if sent.get("UserPoolTags"):
            asked.append(("cognito-idp:TagResource", pool, {}))
        role = (sent.get("SmsConfiguration") or {}).get("SnsCallerArn")
        if role:
            asked.append(("iam:PassRole", role, {"iam:PassedToService": "cognito-idp.amazonaws.com"}))
        return asked
    return []


def _record(ctx, result):
    with open(os.environ["IAM_REQUESTS"], "a", encoding="utf-8") as file:
        line = {
            "principal": ctx.principal_arn,
            "action": ctx.action,
            "resource": str(ctx.resource_arn),
            "context": {key: value for key, value in ctx.service_context.items() if value is not None},
            "allowed": result.decision == "Allow",
        }
        file.write(json.dumps(line) + "\n")


def _extract(service, method, path, headers, body, query_params, region, account_id):
    resource = extract(service, method, path, headers, body, query_params, region, account_id)
    asked = _asked(service, headers, body, region, account_id)
    if not asked:
        return resource
    several = Several(asked[0][1])
    several.asked = asked
    return several


def _enforce(*args, **kwargs):
    own.append(True)
    try:
        return enforce(*args, **kwargs)
    finally:
        own.clear()


def _evaluate(ctx, *policies):
    # The first evaluation of a request is the role's own; others are the policy of the resource, which may say nothing
    first = bool(own)
    own.clear()
    asked = getattr(ctx.resource_arn, "asked", [(ctx.action, ctx.resource_arn, {})])
    result = None
    for action, resource, context in asked:
        lower = {key.lower(): value for key, value in context.items()}
        single = dataclasses.replace(
            ctx, action=action, resource_arn=str(resource), service_context={**ctx.service_context, **lower}
        )
        result = evaluate(single, *policies)
        if first:
            _record(single, result)
        if result.decision != "Allow":
            break
    return result


def _update_pool(physical_id, old_props, *others, **named):
    # What the old template had and the new one has not is reset: so is a trigger that somebody set meanwhile
    return update_pool(physical_id, {"LambdaConfig": {}, **old_props}, *others, **named)


def _create_log_group(logical_id, props, stack_name):
    name = provisioners._physical_name(stack_name, logical_id)
    return create_log_group(logical_id, {"LogGroupName": name, **props}, stack_name)


def _update_log_group(physical_id, old_props, new_props, *others, **named):
    name = {"LogGroupName": physical_id}
    return update_log_group(physical_id, {**name, **old_props}, {**name, **new_props}, *others, **named)


own = []
enforce = iam_evaluator.enforce
extract = iam_actions.extract_resource_arn
evaluate = iam_evaluator.evaluate
iam_actions.extract_resource_arn = _extract
iam_evaluator.evaluate = _evaluate
iam_evaluator.enforce = _enforce
pool_handlers = provisioners._RESOURCE_HANDLERS["AWS::Cognito::UserPool"]
update_pool = pool_handlers["update"]
pool_handlers["update"] = _update_pool
log_handlers = provisioners._RESOURCE_HANDLERS["AWS::Logs::LogGroup"]
create_log_group = log_handlers["create"]
log_handlers["create"] = _create_log_group
update_log_group = log_handlers["update"]
log_handlers["update"] = _update_log_group

if __name__ == "__main__":
    from ministack.app import main

    main()
