"""Where moto's rules of security groups differ from EC2's, and the gateway can't make up for it from outside.

The gateway checks every request before it arrives here: permissions are canonical, and a group's quota isn't exceeded.
"""

from types import SimpleNamespace

from moto.ec2.models.security_groups import SecurityGroup, SecurityGroupBackend, SecurityGroupRule

without_description = SecurityGroupRule.__init__
grouped_without_descriptions = SecurityGroup._flattened_rules
rules_of_all_groups = SecurityGroupBackend.describe_security_group_rules


def initialize(rule, *args, prefix_list_id=None, **keywords):
    """moto drops the description of a rule whose source is a prefix list."""
    *args, prefix_list_id = args if len(args) == 8 else (*args, prefix_list_id)
    without_description(rule, *args, prefix_list_id=prefix_list_id, **keywords)
    rule.prefix_list = prefix_list_id or {}


def description(rule):
    return (rule.ip_range or rule.source_group or rule.prefix_list).get("Description")


def grouped_rules(group, rules):
    views = grouped_without_descriptions(group, rules)
    for view in views:
        in_view = (view.ip_protocol, view.from_port, view.to_port)
        view.prefix_list_ids = [
            rule.prefix_list
            for rule in rules
            if rule.prefix_list and (rule.ip_protocol, rule.from_port, rule.to_port) == in_view
        ]
    return views


def modify(backend, group_id, rules):
    """Replaces rules in place: their ids and tags stay. moto changes nothing but IPv4 blocks and ports."""
    group = backend.get_security_group_from_id(group_id)
    for rule_id, new in rules.items():
        rule = group.get_rule(rule_id)
        described = {"Description": new["Description"]} if "Description" in new else {}
        if "CidrIpv4" in new:
            rule.ip_range = {"CidrIp": new["CidrIpv4"], **described}
        elif "CidrIpv6" in new:
            rule.ip_range = {"CidrIpv6": new["CidrIpv6"], **described}
        elif "PrefixListId" in new:
            rule.prefix_list_id = new["PrefixListId"]
            rule.prefix_list = {"PrefixListId": new["PrefixListId"], **described}
        else:
            owner = {"OwnerId": backend.account_id, "UserId": backend.account_id}
            rule.source_group = {"GroupId": new["ReferencedGroupId"], **owner, **described}
        rule.ip_protocol = new["IpProtocol"]
        has_ports = rule.ip_protocol != "-1"
        rule.from_port = int(new["FromPort"]) if has_ports else None
        rule.to_port = int(new["ToPort"]) if has_ports else None


def describe(backend, sg_rule_ids, filters):
    """moto copies the rules of all groups for each request, and compares each of them with the filter."""
    if sg_rule_ids or "group-id" not in filters:
        return rules_of_all_groups(backend, sg_rule_ids, filters)
    named = {
        vpc_id: {group_id: groups[group_id] for group_id in filters["group-id"] if group_id in groups}
        for vpc_id, groups in backend.groups.copy().items()
    }
    return rules_of_all_groups(SimpleNamespace(groups=named), sg_rule_ids, filters)


# moto keeps every rule that it ever made for its dashboard, the copies in its responses too.
SecurityGroupRule.__new__ = lambda cls, *args, **keywords: object.__new__(cls)
SecurityGroupRule.__init__ = initialize
SecurityGroupRule.description = property(description)
SecurityGroup._flattened_rules = grouped_rules
SecurityGroupBackend.describe_security_group_rules = describe
SecurityGroupBackend.modify_security_group_rules = modify
# moto counts IPv4 and IPv6 together, and a prefix list not at all.
SecurityGroupBackend._verify_group_will_respect_rule_count_limit = lambda *args, **keywords: None
