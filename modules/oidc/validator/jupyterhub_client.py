"""Signs a person in to a JupyterHub that runs with jupyterhub_config.py.

Usage: jupyterhub_client.py ORIGIN CLIENT_ID CLIENT_SECRET EMAIL PASSWORD HUB_ADDRESS, in an empty folder. Ends with 1 where it fails.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import requests
from portal import Person, keys, led_to

WAIT = 60


def started(hub, process):
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        assert process.poll() is None, "JupyterHub ended"
        try:
            if requests.get(f"{hub}/hub/health", timeout=2).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.2)
    raise AssertionError("JupyterHub is not ready")


def main():
    origin, client_id, secret, email, password, hub = sys.argv[1:]
    more = {"PORTAL_ORIGIN": origin, "HUB_ADDRESS": hub, "CLIENT_ID": client_id, "CLIENT_SECRET": secret}
    config = Path(__file__).with_name("jupyterhub_config.py")
    command = [sys.executable, "-m", "jupyterhub", "-f", str(config)]
    with open("jupyterhub.log", "wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **more}, stdout=log, stderr=log)
    try:
        started(hub, process)
        keys(origin)
        person = Person(origin, email, password)
        stranger = requests.get(f"{hub}/hub/home", allow_redirects=False, timeout=20)
        assert "/hub/login" in (led_to(stranger) or ""), "the hub asks nobody to sign in"
        home = person.go(f"{hub}/hub/oauth_login?next=%2Fhub%2Fhome", f"{hub}/hub/home")
        page = person.web.get(home, allow_redirects=False, timeout=20)
        assert page.status_code == 200 and email in page.text, f"{page.status_code} {page.text[:2000]}"
        print(f"JupyterHub knows {email}")
    except BaseException:
        print(Path("jupyterhub.log").read_text(errors="replace"), file=sys.stderr)
        raise
    finally:
        process.terminate()
        process.wait(20)


main()
