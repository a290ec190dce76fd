//! The command line, and the client that it describes.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use gatehouse_client::{Client, DeviceFingerprint, Error, RootKey, fingerprint_component};

/// Tells in one line whether two folders are equal.
#[derive(Parser)]
#[command(
    name = "lantern",
    version,
    about,
    after_help = "Exit codes: 0 done, 2 refused, 3 try again, 4 not activated or not signed in, 64 wrong command line."
)]
pub struct Options {
    /// The vendor's portal.
    #[arg(long, global = true, env = "LANTERN_SERVER", default_value = "https://portal.aurora.example")]
    server: String,

    /// Where the license is kept; by default a folder of the user.
    #[arg(long, global = true, env = "LANTERN_STATE_DIR", value_name = "FOLDER")]
    state_dir: Option<PathBuf>,

    /// The vendor's root keys: a file, or the JSON itself. A product for customers has them compiled in.
    #[arg(long, global = true, env = "LANTERN_ROOT_KEYS", value_name = "FILE_OR_JSON")]
    root_keys: Option<String>,

    /// The product's code in the vendor's catalog.
    #[arg(long, global = true, env = "LANTERN_PRODUCT", default_value = "lantern", value_name = "CODE")]
    product: String,

    /// A name that stands for this device instead of its hardware, as in a container.
    #[arg(long, global = true, env = "LANTERN_DEVICE", value_name = "NAME")]
    device: Option<String>,

    /// The country in which Lantern is used, as two letters such as JP; by default that of the user's locale.
    #[arg(long, global = true, env = "LANTERN_REGION", value_name = "COUNTRY")]
    region: Option<String>,

    /// What Lantern is called as a client of the portal's sign-in: no secret. Needed by sign-in, sign-out and account.
    #[arg(long, global = true, env = "LANTERN_CLIENT_ID", value_name = "ID")]
    client_id: Option<String>,

    /// Allow a portal without TLS that is not on this device.
    #[arg(long, global = true, env = "LANTERN_PLAIN_HTTP")]
    plain_http: bool,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Activate Lantern on this device.
    Activate {
        /// The 20 letters and digits you received, or "-" to read them from the input.
        code: String,
    },
    /// Show the license, without using the network.
    Status,
    /// Compute the hash of a folder.
    Run {
        /// The folder.
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// List every file too (needs the feature "manifest").
        #[arg(long)]
        manifest: bool,
    },
    /// Take the vendor's revocation list on a device without a network.
    Revocations {
        /// The list, as a file, or "-" to read it from the input.
        file: PathBuf,
        /// Fetch the current list from the portal into that file instead, to carry it to another device.
        #[arg(long)]
        fetch: bool,
    },
    /// Activate with a key file, without a network.
    Key {
        /// The file with the ending .key, the archive it came in, or "-" to read it from the input.
        file: PathBuf,
    },
    /// Make a request for a device that is never online.
    Request {
        /// Where to write the request, or "-" for the output. Upload it on the vendor's portal.
        file: PathBuf,
    },
    /// Take the portal's answer to the last request.
    Answer {
        /// The answer, as a file, or "-" to read it from the input.
        file: PathBuf,
    },
    /// Take the vendor's status list for key files.
    Statuses {
        /// The list, as a file, or "-" to read it from the input.
        file: PathBuf,
        /// Fetch the current list from the portal into that file instead, to carry it to another device.
        #[arg(long)]
        fetch: bool,
    },
    /// Give the key file on this device up, and write the receipt that frees its seat.
    Return {
        /// Where to write the receipt, or "-" for the output. Upload it on the vendor's portal.
        file: PathBuf,
    },
    /// Give up the license on this device, to use it on another one.
    Deactivate,
    /// Sign in with your account, in the browser of this device.
    SignIn {
        /// Your email address, to have it filled in.
        #[arg(long, value_name = "ADDRESS")]
        email: Option<String>,
        /// Show a code to enter in any browser, also on another device.
        #[arg(long)]
        device_code: bool,
        /// How long to wait for the browser.
        #[arg(long, value_name = "SECONDS", default_value_t = 180)]
        wait: u64,
    },
    /// Sign out on this device.
    SignOut,
    /// Show who is signed in.
    Account,
    /// Open a page of your account in the browser.
    Open {
        /// Which one.
        page: Page,
    },
}

/// A page of the account.
#[derive(Clone, Copy, ValueEnum)]
pub enum Page {
    /// The start page.
    Start,
    /// The license of this device.
    License,
    /// Where licenses are renewed.
    Renewal,
    /// A new request to support, with product and version filled in.
    Help,
}

impl Options {
    /// The client of the portal, which answers in this language.
    pub fn client(&self, language: Option<String>) -> Result<Client, Error> {
        let mut builder = Client::builder(&self.server, &self.product, self.roots()?)
            .version(env!("CARGO_PKG_VERSION"))
            .application(format!("lantern-{}", std::env::consts::OS))
            .allow_plain_http(self.plain_http);
        if let Some(id) = &self.client_id {
            builder = builder.client_id(id);
        }
        if let Some(directory) = &self.state_dir {
            builder = builder.state_dir(directory);
        }
        if let Some(region) = self.region.clone().or_else(|| language.as_deref().and_then(territory)) {
            builder = builder.region(region);
        }
        if let Some(language) = language {
            builder = builder.language(language);
        }
        if let Some(name) = &self.device {
            let component = fingerprint_component(&self.product, "name", name);
            let fingerprint =
                DeviceFingerprint::new(vec![component]).map_err(|error| Error::Setup(error.to_string()))?;
            builder = builder.fingerprint(fingerprint).device_name(name);
        } else if let Some(name) = host_name() {
            builder = builder.device_name(name);
        }
        builder.build()
    }

    fn roots(&self) -> Result<Vec<RootKey>, Error> {
        let compiled_in = option_env!("LANTERN_BUILD_ROOT_KEYS");
        let given = self.root_keys.as_deref().or(compiled_in);
        let given = given.ok_or_else(|| Error::Setup("no root keys: pass --root-keys".to_owned()))?;
        let json = if given.trim_start().starts_with('{') {
            given.to_owned()
        } else {
            std::fs::read_to_string(given).map_err(|error| Error::Setup(format!("{given}: {error}")))?
        };
        RootKey::parse_list(&json).map_err(|error| Error::Setup(error.to_string()))
    }
}

/// The country of a language tag: `JP` of `ja-JP`.
fn territory(language: &str) -> Option<String> {
    let is_country = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    language.split('-').skip(1).find(is_country).map(str::to_ascii_uppercase)
}

/// The user's language as `Accept-Language` wants it: `ja_JP.UTF-8` is `ja-JP`.
pub fn language() -> Option<String> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let locale = set.into_iter().find(|value| !value.is_empty())?;
    let tag = locale.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    let is_tag = tag.len() >= 2 && tag.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
    (is_tag && tag != "POSIX").then_some(tag)
}

/// What the user calls the device, to be shown in the account.
fn host_name() -> Option<String> {
    let name = std::env::var("COMPUTERNAME").or_else(|_| std::env::var("HOSTNAME")).ok();
    let name = name.or_else(|| std::fs::read_to_string("/etc/hostname").ok())?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty() && name.len() <= 100)
}
