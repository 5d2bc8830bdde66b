"""Where moto writes the partition aws into ARNs of EC2, whatever partition the region is in."""

from moto.ec2.models.security_groups import SecurityGroup
from moto.ec2.models.subnets import Subnet
from moto.utilities.utils import get_partition


def arn(kind):
    def written(resource):
        region = resource.ec2_backend.region_name
        prefix = f"arn:{get_partition(region)}:ec2:{region}:{resource.ec2_backend.account_id}"
        return f"{prefix}:{kind}/{resource.id}"

    return written


Subnet.arn = property(arn("subnet"))
# moto assigns it.
SecurityGroup.arn = property(arn("security-group"), lambda group, value: None)
