"""The template as SAM itself translates it, printed as JSON; each function's code is replaced by what the caller says."""
import json
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

with open(sys.argv[1], encoding="utf8") as file:
    template = yaml_parse(file.read())
del template["Globals"]["Function"]["CodeUri"]
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = {"Bucket": "bucket", "Key": "key"}
print(json.dumps(Translator({}, Parser()).translate(template, {})))
