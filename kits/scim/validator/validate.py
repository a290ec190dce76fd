"""Runs the public validator scim2-tester against a company's directory (COM-14): validate.py BASE TOKEN DOMAIN.

BASE is the address of SCIM, such as https://portal.example/scim/v2; DOMAIN is one that the company has verified, because addresses of
others are refused. Ends with 1 if a check fails that the list below does not name. Packages: requirements.txt.
"""

import sys
import time
import uuid
from collections import Counter

import httpx2
import scim2_tester.filling as filling
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import check_server
from scim2_tester.utils import Status

BASE, TOKEN, DOMAIN = sys.argv[1:4]

# What this side refuses on purpose, by check and what the reason says.
ON_PURPOSE = [
    # Whether somebody may come in is never left open: docs/formats/scim.md, `active`.
    ("check_remove_attribute", "active must be true or false"),
]


class Paced(httpx2.HTTPTransport):
    """A directory may send 50 requests a second."""

    def handle_request(self, request):
        time.sleep(0.025)
        return super().handle_request(request)


made_up = filling.generate_random_value


def of_the_domain(context, path, mutability=None, required=None):
    """The validator makes addresses of domains by chance; ours have to be of the company's."""
    value = made_up(context, path, mutability, required)
    if value is None:
        return None
    if str(path).lower().endswith("username") or str(path).endswith("emails.value"):
        return f"{uuid.uuid4()}@{DOMAIN}"
    for one in value if isinstance(value, list) else [value]:
        if "email" in type(one).__name__.lower() and getattr(one, "value", None):
            one.value = f"{uuid.uuid4()}@{DOMAIN}"
    return value


for module in list(sys.modules.values()):
    if getattr(module, "generate_random_value", None) is made_up:
        module.generate_random_value = of_the_domain

headers = {"Authorization": f"Bearer {TOKEN}"}
client = httpx2.Client(base_url=BASE, headers=headers, timeout=30, transport=Paced())
results = check_server(SyncSCIMClient(client))

failed = 0
for result in results:
    if result.status not in (Status.SUCCESS, Status.SKIPPED):
        reason = result.reason or ""
        is_known = any(result.title == title and part in reason for title, part in ON_PURPOSE)
        failed += not is_known
        print(f"{'on purpose' if is_known else result.status.name}: {result.title}: {reason[:500]}")
counted = Counter(result.status for result in results)
print(f"{counted[Status.SUCCESS]} of {len(results)} checks succeeded, {counted[Status.SKIPPED]} were skipped, {failed} failed")
sys.exit(1 if failed or not counted[Status.SUCCESS] else 0)
