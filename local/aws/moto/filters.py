"""A filter that a call of EC2 doesn't have: moto fails on it, EC2 rejects it."""

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import core, elastic_ip_addresses


class InvalidFilter(EC2ClientError):
    def __init__(self, filter_name, method_name):
        super().__init__("InvalidParameterValue", f"The filter '{filter_name}' is invalid")


for module in (core, elastic_ip_addresses):
    module.FilterNotImplementedError = InvalidFilter
