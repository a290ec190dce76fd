"""JupyterHub with GenericOAuthenticator, unchanged but for its proxy and its notebooks: there are none, so that only signing in is left."""

import os

from jupyterhub.proxy import Proxy
from jupyterhub.spawner import Spawner

ORIGIN, HUB = os.environ["PORTAL_ORIGIN"], os.environ["HUB_ADDRESS"]


class NoProxy(Proxy):
    """Keeps routes and leads nobody: the hub is asked itself."""

    should_start = False
    routes = {}

    async def add_route(self, routespec, target, data):
        self.routes[routespec] = {"routespec": routespec, "target": target, "data": data}

    async def delete_route(self, routespec):
        self.routes.pop(routespec, None)

    async def get_all_routes(self):
        return dict(self.routes)


class NoSpawner(Spawner):
    """Starts nothing."""

    async def start(self):
        raise RuntimeError("there are no notebooks here")

    async def stop(self, now=False):
        pass

    async def poll(self):
        return 0


c = get_config()  # noqa: F821
c.JupyterHub.proxy_class = NoProxy
c.JupyterHub.spawner_class = NoSpawner
c.JupyterHub.bind_url = HUB
c.JupyterHub.hub_bind_url = HUB
c.JupyterHub.db_url = "sqlite:///:memory:"
c.JupyterHub.default_url = "/hub/home"
c.JupyterHub.authenticator_class = "generic-oauth"
c.GenericOAuthenticator.client_id = os.environ["CLIENT_ID"]
c.GenericOAuthenticator.client_secret = os.environ["CLIENT_SECRET"]
c.GenericOAuthenticator.oauth_callback_url = f"{HUB}/hub/oauth_callback"
c.GenericOAuthenticator.authorize_url = f"{ORIGIN}/oauth/authorize"
c.GenericOAuthenticator.token_url = f"{ORIGIN}/oauth/token"
c.GenericOAuthenticator.userdata_url = f"{ORIGIN}/oauth/userinfo"
c.GenericOAuthenticator.scope = ["openid", "profile", "email"]
c.GenericOAuthenticator.username_claim = "email"
c.GenericOAuthenticator.allow_all = True
