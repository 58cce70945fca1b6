#!/usr/bin/env python3
"""An organization in the place of AWS: answers as IAM, STS and Organizations do, from memory, and counts what it is asked.

usage: bench/organization.py ACCOUNTS ROLES_PER_ACCOUNT     prints its URL, serves until its standard input ends, prints the counts
"""
import collections
import json
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MANAGEMENT = 100_000_000_000
ACCOUNTS_IN_PAGE = 20  # as Organizations has it
KINDS = 12
XMLNS = ' xmlns="https://iam.amazonaws.com/doc/2010-05-08/"'
MANAGED = ("ReadOnlyAccess", "SecurityAudit", "PowerUserAccess", "AmazonS3FullAccess")


def trust(account, role):
    """Trust policies as they are met: named users, roles of other accounts, services, providers, and the careless."""
    kind, root = role % KINDS, f"arn:aws:iam::{account}:root"
    allow = {"Effect": "Allow", "Principal": {"AWS": root}, "Action": "sts:AssumeRole"}
    if kind < 4:
        allow["Condition"] = {"StringEquals": {"sts:RoleSessionName": "${aws:username}"}}
    elif kind == 4:
        allow["Principal"] = {"AWS": [root, f"arn:aws:iam::{MANAGEMENT + role % 7}:root"]}
    elif kind == 5:
        allow["Principal"] = {"AWS": f"arn:aws:iam::{MANAGEMENT}:role/team/role-{role % 9}"}
    elif kind in (6, 7, 8):
        allow["Principal"] = {"Service": ("ec2", "lambda", "ecs-tasks")[kind - 6] + ".amazonaws.com"}
    elif kind == 9:
        allow |= {"Principal": {"Federated": f"arn:aws:iam::{account}:saml-provider/corp"}, "Action": "sts:AssumeRoleWithSAML",
                  "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}}
    elif kind == 10:
        allow |= {"Principal": {"Federated": f"arn:aws:iam::{account}:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity",
                  "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": f"repo:corp/app-{role}:*"}}}
    return json.dumps({"Version": "2012-10-17", "Statement": [allow]})


def document(actions):
    return urllib.parse.quote(json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}))


def role_of(account, role):
    attached = "".join(f"<member><PolicyName>{p}</PolicyName><PolicyArn>arn:aws:iam::aws:policy/{p}</PolicyArn></member>" for p in MANAGED[: 1 + role % 3])
    inline = f"<member><PolicyName>own</PolicyName><PolicyDocument>{document(['logs:*', f's3:GetObject', 'dynamodb:Query'])}</PolicyDocument></member>"
    return (f"<member><Path>/team/</Path><Arn>arn:aws:iam::{account}:role/team/role-{role}</Arn><RoleName>role-{role}</RoleName><RoleId>AROA{account}{role:05}</RoleId>"
            f"<CreateDate>2024-03-03T10:00:00Z</CreateDate><AssumeRolePolicyDocument>{urllib.parse.quote(trust(account, role))}</AssumeRolePolicyDocument><RolePolicyList>{inline}</RolePolicyList>"
            f"<AttachedManagedPolicies>{attached}</AttachedManagedPolicies><InstanceProfileList/><Tags><member><Key>team</Key><Value>t{role % 5}</Value></member></Tags></member>")


def beside(account):
    users = "".join(f"<member><Path>/</Path><UserName>user-{u}</UserName><UserId>AIDA{account}{u:05}</UserId><Arn>arn:aws:iam::{account}:user/user-{u}</Arn><GroupList><member>staff</member></GroupList><AttachedManagedPolicies/></member>" for u in range(10))
    group = f"<member><GroupName>staff</GroupName><Arn>arn:aws:iam::{account}:group/staff</Arn><GroupPolicyList><member><PolicyName>assume</PolicyName><PolicyDocument>{document(['sts:AssumeRole'])}</PolicyDocument></member></GroupPolicyList><AttachedManagedPolicies/></member>"
    policies = "".join(
        f"<member><PolicyName>{p}</PolicyName><Arn>arn:aws:iam::aws:policy/{p}</Arn><DefaultVersionId>v1</DefaultVersionId><PolicyVersionList><member>"
        f"<Document>{document([f'service{n}:Get*' for n in range(200)])}</Document><VersionId>v1</VersionId><IsDefaultVersion>true</IsDefaultVersion></member></PolicyVersionList></member>" for p in MANAGED)
    return f"<UserDetailList>{users}</UserDetailList><GroupDetailList>{group}</GroupDetailList><Policies>{policies}</Policies>"


class Organization:
    def __init__(self, accounts, roles):
        self.accounts, self.roles = accounts, roles
        self.counts, self.lock = collections.Counter(), threading.Lock()
        # Made beforehand: what is measured is the reader.
        self.pages = {MANAGEMENT + a: self.page(MANAGEMENT + a) for a in range(accounts)}

    def page(self, account):
        roles = "".join(role_of(account, r) for r in range(self.roles))
        return (f"<GetAccountAuthorizationDetailsResponse{XMLNS}><GetAccountAuthorizationDetailsResult><IsTruncated>false</IsTruncated>{beside(account)}<RoleDetailList>{roles}</RoleDetailList>"
                "</GetAccountAuthorizationDetailsResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetAccountAuthorizationDetailsResponse>").encode()

    def answer(self, key, target, body):
        account = int(key[4:]) if key.startswith("ASIA") else MANAGEMENT
        form = dict(urllib.parse.parse_qsl(body)) if not target else {}
        operation = target.rpartition(".")[2] or form.get("Action", "")
        with self.lock:
            self.counts[operation] += 1
        if operation == "GetAccountAuthorizationDetails":
            return self.pages[account]
        if operation == "AssumeRole":
            other = form["RoleArn"].split(":")[4]
            return (f'<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIA{other}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>'
                    "<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>").encode()
        if operation == "GetCallerIdentity":
            return (f'<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::{account}:user/auditor</Arn><UserId>AIDA1</UserId>'
                    f"<Account>{account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>").encode()
        start = int(json.loads(body or "{}").get("NextToken", 0))
        end = min(start + ACCOUNTS_IN_PAGE, self.accounts)
        page = {"Accounts": [{"Id": str(MANAGEMENT + a), "Name": f"account {a}", "State": "ACTIVE"} for a in range(start, end)]}
        return json.dumps(page | ({"NextToken": str(end)} if end < self.accounts else {})).encode()


def serve(organization):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            key = self.headers.get("Authorization", "").partition("Credential=")[2].partition("/")[0]
            answer = organization.answer(key, self.headers.get("X-Amz-Target", ""), body)
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main():
    organization = Organization(int(sys.argv[1]), int(sys.argv[2]))
    server = serve(organization)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()
    print(json.dumps(organization.counts), flush=True)


if __name__ == "__main__":
    main()
