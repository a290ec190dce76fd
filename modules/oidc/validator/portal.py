"""A person at the pages of the portal, by their forms: what the checks with other people's software have in common."""

import re
import time
from urllib.parse import urljoin, urlsplit

import requests

WAIT = 20


def keys(origin, wait=90):
    """The published keys, as soon as there is one of RSA: the first one is made by a job."""
    end = time.monotonic() + wait
    while time.monotonic() < end:
        found = requests.get(f"{origin}/oauth/jwks", timeout=WAIT).json()
        if any(key["kty"] == "RSA" for key in found["keys"]):
            return found
        time.sleep(0.5)
    raise AssertionError("no key of RSA is published")


class Person:
    """Somebody with a browser, signed in."""

    def __init__(self, origin, email, password):
        self.origin = origin
        self.web = requests.Session()
        self.web.trust_env = False
        self.web.headers["accept-language"] = "en"
        answer = self.post("/sign-in", {"email": email, "password": password})
        assert answer.status_code == 303, f"sign-in answered {answer.status_code}"

    def post(self, path, form):
        headers = {"sec-fetch-site": "same-origin", "origin": self.origin}
        address = urljoin(self.origin, path)
        return self.web.post(address, data=form, headers=headers, allow_redirects=False, timeout=WAIT)

    def go(self, address, stop):
        """Goes where it is led, agrees where it is asked; answers the first address that begins with `stop`."""
        for _ in range(12):
            if address.startswith(stop):
                return address
            answer = self.web.get(address, allow_redirects=False, timeout=WAIT)
            place = led_to(answer)
            if place is None and urlsplit(address).path == "/oauth/consent":
                request = hidden(answer.text, "request")
                answer = self.post("/oauth/consent", {"request": request, "answer": "allow"})
                place = led_to(answer)
            assert place is not None, f"stopped at {address}: {answer.status_code} {answer.text[:2000]}"
            address = urljoin(address, place)
        raise AssertionError(f"led in a circle: {address}")


def led_to(answer):
    """Where a redirect leads, or a page that browsers leave at once."""
    refresh = answer.headers.get("refresh", "")
    return answer.headers.get("location") or (refresh.removeprefix("0; url=") or None)


def hidden(page, name):
    """The value of a hidden input."""
    for tag in re.findall(r"<input[^>]*>", page):
        if f'name="{name}"' in tag:
            return re.search(r'value="([^"]*)"', tag).group(1)
    raise AssertionError(f"the page has no input {name}: {page[:2000]}")
