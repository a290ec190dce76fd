//! How a product describes itself to the library.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use gatehouse_formats::{DeviceFingerprint, RootKey};
use reqwest::Url;

use crate::asynchronous::AsyncClient;
use crate::blocking::Client;
use crate::clock::{self, Clock};
use crate::clock_mark::ClockMark;
use crate::device;
use crate::directories::{default_directory, second_directory};
use crate::error::Error;
use crate::session::Session;
use crate::state::Store;

/// Collects the settings of a client; every one but the three of [`Client::builder`] has a default.
#[must_use]
pub struct Builder {
    server: String,
    product: String,
    roots: Vec<RootKey>,
    version: Option<String>,
    application: Option<String>,
    region: Option<String>,
    agreement: Option<String>,
    device_name: Option<String>,
    platform: String,
    language: Option<String>,
    state_dir: Option<PathBuf>,
    clock_mark: Option<PathBuf>,
    fingerprint: Option<DeviceFingerprint>,
    clock: Clock,
    timeout: Duration,
    renewal_timeout: Duration,
    plain_http: bool,
    client_id: Option<String>,
    redirect_path: String,
    scope: String,
}

/// The settings that both transports need.
pub(crate) struct Connection {
    pub origin: String,
    pub encrypted: bool,
    pub language: Option<String>,
    pub user_agent: String,
    pub timeout: Duration,
    pub renewal_timeout: Duration,
}

/// The settings that the rules need.
pub(crate) struct Setup {
    /// The portal, which is the issuer of what signs people in.
    pub origin: String,
    pub client_id: Option<String>,
    pub redirect_path: String,
    pub scope: String,
    pub language: Option<String>,
    pub product: String,
    pub roots: Vec<RootKey>,
    pub version: Option<String>,
    pub application: Option<String>,
    pub region: Option<String>,
    pub agreement: Option<String>,
    pub device_name: Option<String>,
    pub platform: String,
    pub fingerprint: DeviceFingerprint,
    pub clock: Clock,
    pub store: Store,
    pub clock_mark: ClockMark,
}

impl Builder {
    pub(crate) fn new(server: &str, product: &str, roots: Vec<RootKey>) -> Self {
        Self {
            server: server.to_owned(),
            product: product.to_owned(),
            roots,
            version: None,
            application: None,
            region: None,
            agreement: None,
            device_name: None,
            platform: format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH),
            language: None,
            state_dir: None,
            clock_mark: None,
            fingerprint: None,
            clock: Arc::new(clock::system),
            timeout: Duration::from_secs(30),
            renewal_timeout: Duration::from_secs(5),
            plain_http: false,
            client_id: None,
            redirect_path: "/callback".to_owned(),
            scope: "openid profile email offline_access".to_owned(),
        }
    }

    /// The product's version, told to the server at activation.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Which of the applications of a license this is (LIC-1).
    pub fn application(mut self, application: impl Into<String>) -> Self {
        self.application = Some(application.into());
        self
    }

    /// The country in which the product is used, as two letters (ISO 3166-1), such as `JP`: a product that is sold in some
    /// regions only is refused elsewhere (LIC-10). Without it the country of the account that has the license counts.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The id of the version of the license agreement that the customer accepted in the product (LIC-34): a product that asks for one
    /// is refused with `license.agreement_required` before that. The text is at `GET /api/v1/agreements/{product}`.
    pub fn agreement(mut self, version: impl Into<String>) -> Self {
        self.agreement = Some(version.into());
        self
    }

    /// What the customer calls the device, shown in the account. Nothing is sent unless this is set.
    pub fn device_name(mut self, name: impl Into<String>) -> Self {
        self.device_name = Some(name.into());
        self
    }

    /// The platform as shown in the account; the default is like `linux-x86_64`.
    pub fn platform(mut self, platform: impl Into<String>) -> Self {
        self.platform = platform.into();
        self
    }

    /// The language of the server's texts and of [`Client::text`], as for `Accept-Language`: `ja`, `ru-RU`.
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// Where the state is kept. The default is a directory of the user: `$XDG_STATE_HOME` or `~/.local/state` on
    /// Linux, `~/Library/Application Support` on macOS, `%LOCALAPPDATA%` on Windows, then `gatehouse` and the product.
    pub fn state_dir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.state_dir = Some(directory.into());
        self
    }

    /// Where the second copy of the clock's marks lies, for products that run on key files. The default is a file of the
    /// user away from the state (`$XDG_DATA_HOME` or `~/.local/share`, `~/Library/Caches`, `%APPDATA%`, then `gatehouse`),
    /// or, with a [`state_dir`](Self::state_dir) of its own, one inside of it.
    pub fn clock_mark(mut self, file: impl Into<PathBuf>) -> Self {
        self.clock_mark = Some(file.into());
        self
    }

    /// The device's fingerprint, instead of the one [`collect_fingerprint`](crate::collect_fingerprint) finds.
    pub fn fingerprint(mut self, fingerprint: DeviceFingerprint) -> Self {
        self.fingerprint = Some(fingerprint);
        self
    }

    /// Where the moment comes from, in unix seconds, instead of the system's clock: for tests.
    pub fn clock(mut self, clock: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How long one request may take; the default is 30 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long a request may take that the product can run without, as the renewal of a lease that still holds: a start
    /// must not wait for a portal that says nothing. The default is 5 seconds, and never more than
    /// [`timeout`](Self::timeout).
    pub fn renewal_timeout(mut self, timeout: Duration) -> Self {
        self.renewal_timeout = timeout;
        self
    }

    /// Allows a server without TLS that is not on this device. The code then crosses the network readable.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.plain_http = allow;
        self
    }

    /// What the product is called as a client of the portal's sign-in, `ghc_…`: staff register it. No secret, and needed by every call
    /// that signs in, such as [`Client::sign_in_by_browser`].
    pub fn client_id(mut self, id: impl Into<String>) -> Self {
        self.client_id = Some(id.into());
        self
    }

    /// The path at which the browser comes back, as it is registered: `http://127.0.0.1` and this path, with any port. The default is
    /// `/callback`.
    pub fn redirect_path(mut self, path: impl Into<String>) -> Self {
        self.redirect_path = path.into();
        self
    }

    /// What the product asks to know of the person, and `offline_access` to stay signed in. The default is
    /// `openid profile email offline_access`; `openid` must be among it.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = scope.into();
        self
    }

    /// The blocking client. Must not be called inside an asynchronous runtime.
    ///
    /// # Errors
    /// [`Error::Setup`] for settings that cannot work, [`Error::NoFingerprint`].
    pub fn build(self) -> Result<Client, Error> {
        let (session, connection) = self.check()?;
        Client::new(session, connection)
    }

    /// The asynchronous client, for a Tokio runtime.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn build_async(self) -> Result<AsyncClient, Error> {
        let (session, connection) = self.check()?;
        AsyncClient::new(session, connection)
    }

    fn check(self) -> Result<(Session, Connection), Error> {
        let wrong = |text: &str| Err(Error::Setup(text.to_owned()));
        if self.roots.is_empty() {
            return wrong("at least one root key is needed");
        }
        let named = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
        if self.product.is_empty() || self.product.starts_with('.') || !self.product.chars().all(named) {
            return wrong("the product code must consist of letters, digits, “-”, “_” and “.”");
        }
        let Ok(url) = Url::parse(&self.server) else { return wrong("the address of the license server is not a URL") };
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() || url.has_authority_extras() {
            return wrong("the address of the license server must be like https://portal.example.com");
        }
        let encrypted = match url.scheme() {
            "https" => true,
            "http" if self.plain_http || url.is_this_device() => false,
            "http" => return wrong("the license server must be asked by https"),
            _ => return wrong("the address of the license server must begin with https://"),
        };
        if !is_path(&self.redirect_path) {
            return wrong("the redirect path must be like /callback");
        }
        if !self.scope.split(' ').any(|scope| scope == "openid") {
            return wrong("the scope must have “openid”");
        }
        let origin = url.origin().ascii_serialization();
        let connection = Connection {
            origin: origin.clone(),
            encrypted,
            language: self.language.clone(),
            user_agent: format!("gatehouse-client/{} {}", env!("CARGO_PKG_VERSION"), self.product),
            timeout: self.timeout,
            renewal_timeout: self.renewal_timeout.min(self.timeout),
        };
        let fingerprint = match self.fingerprint {
            Some(fingerprint) => fingerprint,
            None => device::collect(&self.product)?,
        };
        let clock_mark = self.clock_mark.or_else(|| match &self.state_dir {
            Some(directory) => Some(directory.join("clock.json")),
            None => Some(second_directory()?.join(format!("{}.clock.json", self.product))),
        });
        let directory = match self.state_dir {
            Some(directory) => directory,
            None => default_directory()
                .ok_or_else(|| Error::Setup("no directory for the state is known".to_owned()))?
                .join(&self.product),
        };
        let clock_mark = ClockMark::new(clock_mark.unwrap_or_else(|| directory.join("clock.json")));
        let setup = Setup {
            origin,
            client_id: self.client_id.filter(|id| !id.is_empty()),
            redirect_path: self.redirect_path,
            scope: self.scope,
            language: self.language,
            product: self.product,
            roots: self.roots,
            version: self.version,
            application: self.application,
            region: self.region,
            agreement: self.agreement,
            device_name: self.device_name,
            platform: self.platform,
            fingerprint,
            clock: self.clock,
            store: Store::new(directory),
            clock_mark,
        };
        Ok((Session::new(setup), connection))
    }
}

/// A path without anything that a browser or a server could read otherwise.
fn is_path(path: &str) -> bool {
    let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
    path.starts_with('/') && !path.contains("//") && path.len() <= 100 && path.bytes().all(named)
}

trait Origin {
    fn has_authority_extras(&self) -> bool;
    fn is_this_device(&self) -> bool;
}

impl Origin for Url {
    fn has_authority_extras(&self) -> bool {
        !self.username().is_empty() || self.password().is_some()
    }

    fn is_this_device(&self) -> bool {
        let host = self.host_str().unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
        host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
    }
}
